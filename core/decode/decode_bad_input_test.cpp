// Damaged, lying and foreign files: an error in words or a picture, never a crash, never a word on
// standard error.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <chrono>
#include <thread>

#include "core/decode/test_expectations.h"

namespace inkdigit::test {
namespace {

using namespace std::string_view_literals;
using testing::AllOf;
using testing::HasSubstr;

File Text(std::string_view text) {
  File file;
  Append(file, text);
  return file;
}

// --- what is no picture of ours

TEST(ForeignBytes, WhenEmptyAreCalledEmpty) {
  const Error error = DecodeError({});
  EXPECT_EQ(error.code, Errc::kUnsupportedFormat);
  EXPECT_EQ(error.message, "the file is empty");
}

TEST(ForeignBytes, AreNamedAndTheReadableFormatsWithThem) {
  const std::vector<std::pair<std::string_view, std::string_view>> files = {
      {"\0\0\0\x18"
       "ftypheic\0\0\0\0mif1heic"sv,
       "HEIC"},
      {"\0\0\0\x18"
       "ftypmif1\0\0\0\0mif1heic"sv,
       "HEIC"},
      {"\0\0\0\x1c"
       "ftypavif\0\0\0\0mif1miaf"sv,
       "AVIF"},
      {"\0\0\0\x18"
       "ftypmif1\0\0\0\0avifmif1"sv,
       "AVIF"},
      {"\0\0\0\x18"
       "ftypisom\0\0\0\0isomavc1"sv,
       "film"},
      {"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"},
      {"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- drawn -->\n<SVG>", "SVG"},
      {"%PDF-1.7\n", "PDF"},
      {"\0\0\1\0\1\0\x10\x10"sv, "ICO"},
      {"\xff\x0a\xfa\x1f", "JPEG XL"},
      {"\0\0\0\x0cJXL \r\n\x87\n"sv, "JPEG XL"},
      {"\0\0\0\x0cjP  \r\n\x87\n"sv, "JPEG 2000"},
      {"P7\nWIDTH 1\n", "PAM"},
      {"<!DOCTYPE html><html>", "HTML"},
      {"PK\3\4....", "ZIP"},
      {"data:image/png;base64,iVBORw0KGgo=", "data: URL"},
      {"iVBORw0KGgoAAAANSUhEUg", "base64"},
      {"/9j/4AAQSkZJRg", "base64"},
      {"\0\0\x08\x03\0\0\0\1"sv, "IDX"},
      {"hello, this is a shopping list", "text"},
      {"BM is how this text begins, by chance", "text"},
      {"P5", "text"},
      {"\x01\x02\x03\x04\x05\x06\x07\x08", "no picture format that is known"},
      {"GIF88a\1\0\1\0\0\0\0"sv, "no picture format that is known"},
  };
  for (const auto& [bytes, name] : files) {
    const Error error = DecodeError(Text(bytes));
    EXPECT_EQ(error.code, Errc::kUnsupportedFormat) << name;
    EXPECT_THAT(error.message, AllOf(HasSubstr(std::string(name)),
                                     HasSubstr("PNG, JPEG, WebP, GIF, BMP, TIFF and PNM")));
  }
}

TEST(ForeignBytes, OfAPngSentAsTextGetTheirHint) {
  for (const std::string_view start :
       {"\x89PNG\x1aIHDR"sv, "\x89PNG\n\x1a\n"sv, "\xef\xbf\xbdPNG\r\n"sv, "\xc2\x89PNG\r\n"sv}) {
    const Error error = DecodeError(Text(start));
    EXPECT_EQ(error.code, Errc::kBadImage);
    EXPECT_THAT(error.message, AllOf(HasSubstr("sent as text"), HasSubstr("--data-binary")));
  }
}

TEST(Sniffing, KnowsItsFormatsByTheirFirstBytes) {
  const Canvas card = LetterL(16, 16);
  const auto sniff = [](const File& file) { return SniffImageFormat(file); };
  EXPECT_EQ(sniff(EncodePng(card)), ImageFormat::kPng);
  EXPECT_EQ(sniff(EncodeJpeg(card)), ImageFormat::kJpeg);
  EXPECT_EQ(sniff(EncodeWebp(card)), ImageFormat::kWebp);
  EXPECT_EQ(sniff(Text("GIF87a")), ImageFormat::kGif);
  EXPECT_EQ(sniff(EncodeByLeptonica(card, LeptonicaFormat::kBmp)), ImageFormat::kBmp);
  EXPECT_EQ(sniff(Text("MM\0*"sv)), ImageFormat::kTiff);
  EXPECT_EQ(sniff(Text("II*\0"sv)), ImageFormat::kTiff);
  EXPECT_EQ(sniff(Text("P4 1")), ImageFormat::kPnm);
  EXPECT_EQ(sniff(Text("P1\n# a comment")), ImageFormat::kPnm);
  EXPECT_EQ(sniff(Text("P7\n")), std::nullopt);
  EXPECT_EQ(sniff(Text("P1 is the first")), std::nullopt);
  EXPECT_EQ(sniff({}), std::nullopt);
}

// --- headers that lie

// With a checksum that is right.
File PngHeaderOf(std::uint32_t width, std::uint32_t height) {
  File ihdr;
  AppendBig32(ihdr, width);
  AppendBig32(ihdr, height);
  AppendBytes(ihdr, {8, 6, 0, 0, 0});
  File file = Text("\x89PNG\r\n\x1a\n");
  Append(file, PngChunk("IHDR", ihdr));
  Append(file, PngChunk("IDAT", Text("\x78\x9c\x03\0\0\0\0\1"sv)));
  Append(file, PngChunk("IEND", {}));
  return file;
}

File JpegHeaderOf(int width, int height) {
  File file = EncodeJpeg(LetterL(16, 16));
  for (std::size_t at = 0; at + 9 < file.size(); ++at) {
    if (file[at] != std::byte{0xFF} || file[at + 1] != std::byte{0xC0}) continue;
    file[at + 5] = static_cast<std::byte>(height >> 8);
    file[at + 6] = static_cast<std::byte>(height);
    file[at + 7] = static_cast<std::byte>(width >> 8);
    file[at + 8] = static_cast<std::byte>(width);
  }
  return file;
}

File WebpHeaderOf(int width, int height) {
  return AnimatedWebp(width, height, {{Canvas(2, 2, kBlack), 0, 0}});
}

File GifHeaderOf(int width, int height) {
  return EncodeGif(width, height, {kBlack, kWhite}, {{.width = 1, .height = 1, .indices = {0}}});
}

File BmpHeaderOf(std::uint32_t width, std::uint32_t height) {
  File file = EncodeByLeptonica(LetterL(8, 8), LeptonicaFormat::kBmp);
  for (std::size_t i = 0; i < 4; ++i) {
    file[18 + i] = static_cast<std::byte>(width >> 8 * i);
    file[22 + i] = static_cast<std::byte>(height >> 8 * i);
  }
  return file;
}

File TiffHeaderOf(int width, int height) {
  File file = EncodeTiff(8, 8, std::vector<std::uint8_t>(64), {});
  // The directory's entries are 12 bytes each: tag, type, count, value; the two sides come first.
  std::uint32_t directory = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    directory |= std::to_integer<std::uint32_t>(file[4 + i]) << 8 * i;
  }
  for (std::size_t i = 0; i < 2; ++i) {
    file[directory + 2 + 8 + i] = static_cast<std::byte>(width >> 8 * i);
    file[directory + 2 + 12 + 8 + i] = static_cast<std::byte>(height >> 8 * i);
  }
  return file;
}

TEST(HugeClaims, AreRefusedFromTheHeaderInEveryFormat) {
  const std::vector<File> files = {PngHeaderOf(60000, 60000),    JpegHeaderOf(60000, 60000),
                                   WebpHeaderOf(60000, 60000),   GifHeaderOf(60000, 60000),
                                   BmpHeaderOf(60000, 60000),    TiffHeaderOf(60000, 60000),
                                   Text("P5 60000 60000 255\n.")};
  for (const File& file : files) {
    const auto start = std::chrono::steady_clock::now();
    const Error error = DecodeError(file);
    EXPECT_EQ(error.code, Errc::kTooLarge) << error.message;
    EXPECT_THAT(error.message, AllOf(HasSubstr("60000x60000"), HasSubstr("3600 megapixels"),
                                     HasSubstr("at most 50 megapixels")));
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(200));
  }
}

TEST(HugeClaims, DoNotOverflow) {
  EXPECT_EQ(DecodeError(PngHeaderOf(0x7fffffff, 0x7fffffff)).code, Errc::kTooLarge);
  EXPECT_EQ(DecodeError(PngHeaderOf(0xffffffff, 1)).code, Errc::kTooLarge);
  EXPECT_EQ(DecodeError(BmpHeaderOf(0x7fffffff, 0x80000000)).code, Errc::kTooLarge);
  EXPECT_EQ(DecodeError(Text("P5 999999999999 999999999999 255\n")).code, Errc::kTooLarge);
  EXPECT_EQ(DecodeError(Text("P5 99999999999999999999999999 1 255\n")).code, Errc::kBadImage);
}

TEST(EmptyClaims, AreDamage) {
  for (const File& file : {PngHeaderOf(0, 10), PngHeaderOf(10, 0), BmpHeaderOf(0, 3),
                           BmpHeaderOf(0xffffffff, 3), TiffHeaderOf(0, 8), Text("P5 0 4 255\n")}) {
    const Error error = DecodeError(file);
    EXPECT_EQ(error.code, Errc::kBadImage) << error.message;
  }
}

TEST(AllowedClaims, WithoutThePixelsAreDamage) {
  const std::vector<File> files = {PngHeaderOf(5000, 5000), JpegHeaderOf(5000, 5000),
                                   BmpHeaderOf(5000, 5000), TiffHeaderOf(5000, 5000),
                                   Text("P5 5000 5000 255\n.")};
  for (const File& file : files) EXPECT_EQ(DecodeError(file).code, Errc::kBadImage);
}

TEST(Gif, WithoutAFrameSaysSo) {
  const Error error = DecodeError(EncodeGif(10, 10, {kBlack, kWhite}, {}));
  EXPECT_EQ(error.code, Errc::kBadImage);
  EXPECT_THAT(error.message, HasSubstr("no frame"));
  EXPECT_THAT(DecodeError(Text("GIF89a\x0a\0\x0a\0\0\0\0"sv)).message, HasSubstr("no frame"));
}

TEST(Gif, WithoutAColourTableOrPixelsIsDamage) {
  const GifFrame frame{.width = 1, .height = 1, .indices = {0}};
  EXPECT_THAT(DecodeError(EncodeGif(1, 1, {}, {frame})).message, HasSubstr("colour table"));
  const GifFrame flat{.width = 0, .height = 1};
  EXPECT_THAT(DecodeError(EncodeGif(1, 1, {kBlack, kWhite}, {flat})).message,
              HasSubstr("no pixels"));
}

TEST(Bmp, OfAnotherCompressionSaysWhich) {
  File file = EncodeByLeptonica(LetterL(8, 8), LeptonicaFormat::kBmp);
  file[30] = std::byte{4};
  EXPECT_THAT(DecodeError(file).message, HasSubstr("compression scheme 4"));
}

TEST(Tiff, OfAnotherCompressionSaysWhich) {
  const File file = EncodeTiff(8, 8, std::vector<std::uint8_t>(64), {.compression = 34925});
  EXPECT_THAT(DecodeError(file).message, HasSubstr("compression scheme 34925"));
}

TEST(Png, WithAChunkThatOnlyItsMakerKnowsSaysWhich) {
  const File file = WithPngChunk(EncodePng(LetterL(8, 8)), PngChunk("CgBI", Text("1234")));
  EXPECT_THAT(DecodeError(file).message, HasSubstr("CgBI"));
}

TEST(Png, WithAWrongChecksumIsDamage) {
  File file = EncodePng(LetterL(64, 64));
  file[file.size() - 20] ^= std::byte{1};  // in IDAT
  EXPECT_EQ(DecodeError(file).code, Errc::kBadImage);
}

TEST(Png, WithAWrongChecksumOfItsHeaderIsDamage) {
  File file = EncodePng(LetterL(64, 64));
  file[8 + 8 + 13] ^= std::byte{1};
  EXPECT_EQ(DecodeError(file).code, Errc::kBadImage);
}

// The pixels in two chunks, with `between` in the middle.
File WithPixelsInTwo(const File& png, const File& between) {
  constexpr std::size_t kPixels = 8 + 25;  // behind signature and IHDR
  const std::size_t length = std::to_integer<std::size_t>(png[kPixels + 2]) * 256 +
                             std::to_integer<std::size_t>(png[kPixels + 3]);
  const auto data = png.begin() + kPixels + 8;
  const auto half = data + static_cast<std::ptrdiff_t>(length / 2);
  const auto end = data + static_cast<std::ptrdiff_t>(length);
  File file(png.begin(), png.begin() + kPixels);
  Append(file, PngChunk("IDAT", File(data, half)));
  Append(file, between);
  Append(file, PngChunk("IDAT", File(half, end)));
  Append(file, PngChunk("IEND", {}));
  return file;
}

TEST(Png, MayHaveItsPixelsInPiecesWithCommentsButNoPaletteBetween) {
  for (const Canvas& letter : {LetterL(64, 64), LetterL(1100, 1000)}) {
    const File png = EncodePng(letter);
    for (const File& between : {File(), PngChunk("tEXt", Text("a"))}) {
      const auto image = DecodeImage(WithPixelsInTwo(png, between));
      ASSERT_TRUE(image.ok()) << image.error().message;
      EXPECT_EQ(GreatestDifference(image.value().gray, DecodeImage(png).value().gray), 0);
    }
    const File palette = PngChunk("PLTE", Text("123"));
    EXPECT_EQ(DecodeError(WithPixelsInTwo(png, palette)).code, Errc::kBadImage);
  }
}

// A progressive JPEG with its first scan repeated.
File ManyScans(int copies) {
  const File file = EncodeJpeg(LetterL(16, 16), {.progressive = true});
  const auto is_marker = [&file](std::size_t at, int code) {
    return file[at] == std::byte{0xFF} && file[at + 1] == static_cast<std::byte>(code);
  };
  std::size_t scan = 0;
  while (!is_marker(scan, 0xDA)) ++scan;
  std::size_t end = scan + 2;
  while (!is_marker(end, 0xC4) && !is_marker(end, 0xDA)) ++end;  // the next tables or scan
  File bomb(file.begin(), file.begin() + std::ptrdiff_t(scan));
  for (int i = 0; i < copies; ++i) {
    bomb.insert(bomb.end(), file.begin() + std::ptrdiff_t(scan),
                file.begin() + std::ptrdiff_t(end));
  }
  bomb.insert(bomb.end(), file.begin() + std::ptrdiff_t(end), file.end());
  return bomb;
}

TEST(Jpeg, WithEndlessScansIsStopped) {
  EXPECT_TRUE(DecodeImage(ManyScans(50)).ok());
  const Error error = DecodeError(ManyScans(5000));
  EXPECT_EQ(error.code, Errc::kBadImage);
  EXPECT_THAT(error.message, HasSubstr("more than 100 scans"));
}

// --- truncation and garbage

struct Sample {
  const char* name;
  File file;
  bool whole_only;  // every truncation has to be refused
};

std::vector<Sample> Samples() {
  const Canvas letter = LetterL(24, 20);
  const GifFrame frame{.width = 24, .height = 20, .indices = std::vector<std::uint8_t>(480)};
  return {
      {"PNG", EncodePng(letter, ExifBlock(6)), false},  // may lack its last chunk
      {"JPEG", EncodeJpeg(letter, {.exif = ExifBlock(6)}), true},
      {"progressive JPEG", EncodeJpeg(letter, {.progressive = true}), true},
      {"CMYK JPEG", EncodeCmykJpeg(letter, Inks::kAdobeYcck), true},
      {"WebP", EncodeWebp(letter), true},
      {"WebP with EXIF", EncodeWebp(letter, ExifBlock(6)), false},
      {"animated WebP", AnimatedWebp(24, 20, {{letter, 0, 0}, {letter, 0, 0}}), false},
      {"GIF", EncodeGif(24, 20, {kBlack, kWhite}, {frame, frame}), false},
      {"GIF by giflib", EncodeByLeptonica(letter, LeptonicaFormat::kGif), false},
      {"BMP", EncodeByLeptonica(letter, LeptonicaFormat::kBmp), true},
      {"PNM", EncodeByLeptonica(letter, LeptonicaFormat::kPnm), true},
      {"TIFF", EncodeByLeptonica(letter, LeptonicaFormat::kTiffNone), false},
      {"TIFF LZW", EncodeByLeptonica(letter, LeptonicaFormat::kTiffLzw), false},
      {"TIFF G4", EncodeByLeptonica(letter, LeptonicaFormat::kTiffG4), false},
      {"TIFF in tiles", EncodeTiff(24, 20, GrayOf(letter).pixels(), {.compression = 8, .tile = 16}),
       false},
  };
}

// An error with a message, or a picture that keeps what the header promises.
void ExpectErrorOrPicture(const Result<DecodedImage>& result, const DecodeOptions& options,
                          std::string_view what) {
  if (!result.ok()) {
    EXPECT_FALSE(result.error().message.empty()) << what;
    return;
  }
  const DecodedImage& image = result.value();
  EXPECT_FALSE(image.gray.empty()) << what;
  EXPECT_LE(std::int64_t{image.shown_width} * image.shown_height, options.max_pixels) << what;
  EXPECT_LE(std::max(image.gray.width(), image.gray.height()), options.reduce_above) << what;
}

TEST(Truncation, OfEveryFormatAtEveryLengthIsAnErrorOrAPicture) {
  const DecodeOptions options{.max_pixels = 1'000'000};
  for (const Sample& sample : Samples()) {
    ASSERT_TRUE(DecodeImage(sample.file, options).ok()) << sample.name;
    for (std::size_t length = 0; length < sample.file.size(); ++length) {
      const auto result = DecodeImage(std::span(sample.file).first(length), options);
      ExpectErrorOrPicture(result, options, sample.name);
      if (sample.whole_only) {
        EXPECT_FALSE(result.ok()) << sample.name << " of " << length << " bytes";
      }
    }
  }
}

TEST(Truncation, InTheMiddleOfThePixelsIsAlwaysAnError) {
  for (const Sample& sample : Samples()) {
    // In an animation the first frame, and in a TIFF of Leptonica's the pixels, end before the
    // middle.
    const std::size_t half = sample.file.size() / (sample.whole_only ? 2 : 4);
    const auto result = DecodeImage(std::span(sample.file).first(half));
    EXPECT_FALSE(result.ok()) << sample.name;
  }
}

TEST(Damage, OfRandomBytesInEveryFormatIsAnErrorOrAPicture) {
  const std::vector<Sample> samples = Samples();
  EXPECT_TRUE(rc::check([&samples] {
    const Sample& sample = samples[*rc::gen::inRange<std::size_t>(0, samples.size())];
    File file = sample.file;
    const int changes = *rc::gen::inRange(1, 12);
    for (int i = 0; i < changes; ++i) {
      const auto at = *rc::gen::inRange<std::size_t>(0, file.size());
      file[at] = static_cast<std::byte>(*rc::gen::arbitrary<std::uint8_t>());
    }
    const DecodeOptions options{.max_pixels = 1'000'000, .reduce_above = 100};
    ExpectErrorOrPicture(DecodeImage(file, options), options, sample.name);
    RC_ASSERT(!testing::Test::HasFailure());
  }));
}

TEST(Damage, OfGarbageBehindASignatureIsAnErrorOrAPicture) {
  const std::vector<Sample> samples = Samples();
  EXPECT_TRUE(rc::check([&samples] {
    const Sample& sample = samples[*rc::gen::inRange<std::size_t>(0, samples.size())];
    const auto kept = *rc::gen::inRange<std::size_t>(0, 64);
    File file(sample.file.begin(),
              sample.file.begin() + std::ptrdiff_t(std::min(kept, sample.file.size())));
    for (const auto byte : *rc::gen::arbitrary<std::vector<std::uint8_t>>()) {
      file.push_back(static_cast<std::byte>(byte));
    }
    const DecodeOptions options{.max_pixels = 1'000'000, .reduce_above = 100};
    ExpectErrorOrPicture(DecodeImage(file, options), options, sample.name);
    RC_ASSERT(!testing::Test::HasFailure());
  }));
}

// Leptonica, libtiff, libpng and libjpeg all would like to tell a terminal what they think.
TEST(Damage, PrintsNothing) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  for (const Sample& sample : Samples()) {
    for (const std::size_t part : {8U, 4U, 2U}) {
      File file = sample.file;
      for (std::size_t at = file.size() / part; at < file.size(); at += 17)
        file[at] ^= std::byte{0x55};
      (void)DecodeImage(file).ok();
      (void)DecodeImage(std::span(sample.file).first(sample.file.size() / part)).ok();
    }
  }
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Decoding, FromManyThreadsGivesTheSamePictures) {
  const std::vector<Sample> samples = Samples();
  std::vector<GrayImage> expected;
  expected.reserve(samples.size());
  for (const Sample& sample : samples) expected.push_back(Decoded(sample.file).gray);
  std::vector<int> wrong(4);
  std::vector<std::thread> threads;
  threads.reserve(wrong.size());
  for (int& count : wrong) {
    threads.emplace_back([&samples, &expected, &count] {
      for (int round = 0; round < 20; ++round) {
        for (std::size_t i = 0; i < samples.size(); ++i) {
          const auto result = DecodeImage(samples[i].file);
          if (!result.ok() || result.value().gray.pixels() != expected[i].pixels()) ++count;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, testing::Each(0));
}

}  // namespace
}  // namespace inkdigit::test
