// Every format and its variants, read back to the pixels that were written.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "core/decode/test_expectations.h"

namespace inkdigit::test {
namespace {

using namespace std::string_view_literals;

// Colours whose lumas all differ, on white.
Canvas ColorCard(int width = 40, int height = 24) {
  Canvas canvas(width, height, kWhite);
  canvas.Fill({0, 0, width / 4, height / 2}, {200, 30, 30, 255});
  canvas.Fill({width / 4, 0, width / 4, height / 2}, {20, 160, 40, 255});
  canvas.Fill({width / 2, 0, width / 4, height / 2}, {20, 40, 220, 255});
  canvas.Fill({0, height / 2, width / 2, height / 4}, {128, 128, 128, 255});
  canvas.Fill({width / 2, height / 2, width / 2, height / 4}, kBlack);
  return canvas;
}

struct WholeFormat {
  const char* name;
  ImageFormat format;
  File (*encode)(const Canvas&);
  int tolerance;  // of a pixel, for what the encoder loses
};

class EveryFormat : public testing::TestWithParam<WholeFormat> {};

INSTANTIATE_TEST_SUITE_P(
    Formats, EveryFormat,
    testing::Values(
        WholeFormat{"Png", ImageFormat::kPng, [](const Canvas& c) { return EncodePng(c); }, 0},
        WholeFormat{"Jpeg", ImageFormat::kJpeg, [](const Canvas& c) { return EncodeJpeg(c); }, 14},
        WholeFormat{"ProgressiveJpeg", ImageFormat::kJpeg,
                    [](const Canvas& c) { return EncodeJpeg(c, {.progressive = true}); }, 14},
        WholeFormat{"GrayJpeg", ImageFormat::kJpeg,
                    [](const Canvas& c) { return EncodeJpeg(c, {.gray = true}); }, 14},
        WholeFormat{"CmykJpegByAdobe", ImageFormat::kJpeg,
                    [](const Canvas& c) { return EncodeCmykJpeg(c, Inks::kAdobeCmyk); }, 14},
        WholeFormat{"YcckJpegByAdobe", ImageFormat::kJpeg,
                    [](const Canvas& c) { return EncodeCmykJpeg(c, Inks::kAdobeYcck); }, 25},
        WholeFormat{"CmykJpegByOthers", ImageFormat::kJpeg,
                    [](const Canvas& c) { return EncodeCmykJpeg(c, Inks::kPlainCmyk); }, 14},
        WholeFormat{"Webp", ImageFormat::kWebp, [](const Canvas& c) { return EncodeWebp(c); }, 0},
        // Leptonica makes grey of colours with its own weights before it writes a GIF.
        WholeFormat{"Gif", ImageFormat::kGif,
                    [](const Canvas& c) { return EncodeByLeptonica(c, LeptonicaFormat::kGif); },
                    25},
        WholeFormat{"Bmp", ImageFormat::kBmp,
                    [](const Canvas& c) { return EncodeByLeptonica(c, LeptonicaFormat::kBmp); }, 0},
        WholeFormat{"Pnm", ImageFormat::kPnm,
                    [](const Canvas& c) { return EncodeByLeptonica(c, LeptonicaFormat::kPnm); }, 0},
        WholeFormat{
            "Tiff", ImageFormat::kTiff,
            [](const Canvas& c) { return EncodeByLeptonica(c, LeptonicaFormat::kTiffNone); }, 0},
        WholeFormat{"TiffLzw", ImageFormat::kTiff,
                    [](const Canvas& c) { return EncodeByLeptonica(c, LeptonicaFormat::kTiffLzw); },
                    25}),
    [](const auto& instance) { return instance.param.name; });

TEST_P(EveryFormat, KeepsThePicture) {
  const Canvas card = ColorCard();
  const DecodedImage image = Decoded(GetParam().encode(card));
  EXPECT_EQ(image.format, GetParam().format);
  EXPECT_EQ(image.shown_width, 40);
  EXPECT_EQ(image.shown_height, 24);
  EXPECT_LE(GreatestDifference(image.gray, GrayOf(card)), GetParam().tolerance);
}

TEST_P(EveryFormat, KeepsOnePixel) {
  for (const Rgba color : {kWhite, kBlack, Rgba{128, 128, 128, 255}}) {
    const DecodedImage image = Decoded(GetParam().encode(Canvas(1, 1, color)));
    ASSERT_EQ(image.gray.width(), 1);
    ASSERT_EQ(image.gray.height(), 1);
    EXPECT_NEAR(image.gray.at(0, 0), color[0], 2);
  }
}

TEST_P(EveryFormat, KeepsOneRowAndOneColumn) {
  const DecodedImage row = Decoded(GetParam().encode(Canvas(37, 1, kBlack)));
  EXPECT_EQ(GreatestDifference(row.gray, GrayImage(37, 1, 0)), 0);
  const DecodedImage column = Decoded(GetParam().encode(Canvas(1, 37, kBlack)));
  EXPECT_EQ(GreatestDifference(column.gray, GrayImage(1, 37, 0)), 0);
}

TEST_P(EveryFormat, IsReducedByAWholeFactorAndRemembersItsSize) {
  const Canvas letter = LetterL(305, 163);
  const DecodedImage image = Decoded(GetParam().encode(letter), {.reduce_above = 64});
  EXPECT_EQ(image.shown_width, 305);
  EXPECT_EQ(image.shown_height, 163);
  EXPECT_EQ(image.gray.width(), 61);   // 305 / 5
  EXPECT_EQ(image.gray.height(), 33);  // 163 / 5, rounded up
  EXPECT_NEAR(image.gray.at(10, 15), 0, 5);
  EXPECT_NEAR(image.gray.at(50, 15), 255, 5);
  // Ink is neither lost nor gained: the mean stays.
  const auto mean = [](const GrayImage& gray) {
    double sum = 0;
    for (const std::uint8_t pixel : gray.pixels()) sum += pixel;
    return sum / static_cast<double>(gray.pixels().size());
  };
  EXPECT_NEAR(mean(image.gray), mean(GrayOf(letter)), 3);
}

TEST_P(EveryFormat, HasItsLimitCheckedInTheHeader) {
  const File file = GetParam().encode(Canvas(30, 20, kWhite));
  EXPECT_TRUE(DecodeImage(file, {.max_pixels = 600}).ok());
  const Error error = DecodeError(file, {.max_pixels = 599});
  EXPECT_EQ(error.code, Errc::kTooLarge);
  EXPECT_THAT(error.message, testing::AllOf(testing::HasSubstr("30x20"),
                                            testing::HasSubstr("0.000599 megapixels")));
}

// --- orientation

// Where the pixel (x, y) of the picture as stored is shown.
GrayImage TurnedByDefinition(const GrayImage& stored, int orientation) {
  const int right = stored.width() - 1;
  const int bottom = stored.height() - 1;
  const bool swapped = orientation >= 5;
  GrayImage shown(swapped ? stored.height() : stored.width(),
                  swapped ? stored.width() : stored.height());
  for (int y = 0; y <= bottom; ++y) {
    for (int x = 0; x <= right; ++x) {
      // EXIF: "the 0th row is at the visual ..., the 0th column at the visual ..."
      int shown_x = x;
      int shown_y = y;
      switch (orientation) {
        case 2:  // top, right
          shown_x = right - x;
          break;
        case 3:  // bottom, right
          shown_x = right - x;
          shown_y = bottom - y;
          break;
        case 4:  // bottom, left
          shown_y = bottom - y;
          break;
        case 5:  // left, top
          shown_x = y;
          shown_y = x;
          break;
        case 6:  // right, top
          shown_x = bottom - y;
          shown_y = x;
          break;
        case 7:  // right, bottom
          shown_x = bottom - y;
          shown_y = right - x;
          break;
        case 8:  // left, bottom
          shown_x = y;
          shown_y = right - x;
          break;
        default:
          break;
      }
      shown.at(shown_x, shown_y) = stored.at(x, y);
    }
  }
  return shown;
}

class EveryOrientation : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Exif, EveryOrientation, testing::Range(1, 9));

TEST_P(EveryOrientation, TurnsJpegPngWebpAndTiff) {
  const Canvas letter = LetterL(48, 80);
  const GrayImage shown = TurnedByDefinition(GrayOf(letter), GetParam());
  const File exif = ExifBlock(GetParam());
  std::vector<std::uint8_t> gray = GrayOf(letter).pixels();

  const std::vector<File> files = {EncodeJpeg(letter, {.exif = exif}), EncodePng(letter, exif),
                                   EncodeWebp(letter, exif),
                                   EncodeTiff(48, 80, gray, {.orientation = GetParam()})};
  for (const File& file : files) {
    const DecodedImage image = Decoded(file);
    EXPECT_LE(GreatestDifference(image.gray, shown), 12) << ImageFormatName(image.format);
    EXPECT_EQ(image.shown_width, shown.width());
    EXPECT_EQ(image.shown_height, shown.height());
  }
}

TEST(Orientation, OfNonsenseIsUpright) {
  const Canvas letter = LetterL(16, 24);
  File cut = ExifBlock(6);
  cut.resize(14);
  File noise;
  Append(noise, "not an EXIF block at all");
  for (const File& exif : {ExifBlock(0), ExifBlock(9), ExifBlock(65535), cut, noise}) {
    EXPECT_EQ(GreatestDifference(Decoded(EncodePng(letter, exif)).gray, GrayOf(letter)), 0);
  }
}

TEST(Orientation, IsReadFromExifWithItsPrefixToo) {
  const Canvas letter = LetterL(16, 24);
  File exif;
  Append(exif, std::string_view("Exif\0\0", 6));
  Append(exif, ExifBlock(6));
  EXPECT_EQ(Decoded(EncodeWebp(letter, exif)).shown_width, 24);
}

// --- transparency

// The letter drawn in `ink` on nothing.
Canvas InkOnNothing(Rgba ink) {
  Canvas letter = LetterL(48, 48);
  for (Rgba& pixel : letter.pixels) pixel = pixel == kBlack ? ink : kClear;
  return letter;
}

std::vector<File> WithAlpha(const Canvas& canvas) {
  std::vector<std::uint8_t> rgba;
  for (const Rgba& pixel : canvas.pixels) rgba.insert(rgba.end(), pixel.begin(), pixel.end());
  return {EncodePng(canvas), EncodeWebp(canvas),
          EncodeTiff(canvas.width, canvas.height, rgba,
                     {.samples = 4, .photometric = 2, .extra_sample = 2})};
}

TEST(Transparency, GetsAWhiteGroundUnderDarkInk) {
  const Canvas canvas = InkOnNothing(kBlack);
  for (const File& file : WithAlpha(canvas)) {
    EXPECT_LE(GreatestDifference(Decoded(file).gray, GrayOf(canvas, 255)), 1);
  }
}

TEST(Transparency, GetsABlackGroundUnderLightInk) {
  for (const Rgba ink : {kWhite, Rgba{250, 240, 40, 255}, Rgba{255, 255, 255, 200}}) {
    const Canvas canvas = InkOnNothing(ink);
    for (const File& file : WithAlpha(canvas)) {
      EXPECT_LE(GreatestDifference(Decoded(file).gray, GrayOf(canvas, 0)), 1);
    }
  }
}

TEST(Transparency, GetsAWhiteGroundWhereBothWouldShowTheInk) {
  Canvas card = LetterL(64, 64);
  for (const Box corner : {Box{0, 0, 5, 5}, Box{59, 0, 5, 5}, Box{0, 59, 5, 5}}) {
    card.Fill(corner, kClear);
  }
  for (const File& file : WithAlpha(card)) {
    EXPECT_EQ(GreatestDifference(Decoded(file).gray, GrayOf(card, 255)), 0);
  }
  const Canvas gray_ink = InkOnNothing({128, 128, 128, 255});
  EXPECT_EQ(Decoded(EncodePng(gray_ink)).gray.at(0, 0), 255);
}

TEST(Transparency, IsNotDecidedByAStrayPixel) {
  Canvas canvas = InkOnNothing(kWhite);
  canvas.Fill({40, 2, 2, 2}, kBlack);
  EXPECT_EQ(Decoded(EncodePng(canvas)).gray.at(0, 0), 0);
}

TEST(Transparency, EverywhereGivesFlatWhite) {
  for (const File& file : WithAlpha(Canvas(20, 10, kClear))) {
    EXPECT_EQ(GreatestDifference(Decoded(file).gray, GrayImage(20, 10, 255)), 0);
  }
  EXPECT_EQ(Decoded(EncodePng(Canvas(1, 1, kClear))).gray.at(0, 0), 255);
}

TEST(Transparency, SurvivesReduction) {
  const Canvas canvas = InkOnNothing(kWhite);
  const DecodedImage image = Decoded(EncodePng(canvas), {.reduce_above = 24});
  EXPECT_EQ(image.gray.width(), 24);
  EXPECT_EQ(image.gray.at(4, 12), 255);
  EXPECT_EQ(image.gray.at(20, 5), 0);
}

// --- PNG

// A gradient of `levels` greys, one a column.
TEST(Png, OfEveryGreyDepthIsScaledToTheWholeRange) {
  for (const int depth : {1, 2, 4, 8, 16}) {
    const int levels = std::min(1 << depth, 256);
    std::vector<std::uint8_t> row;
    for (int x = 0; x < levels; ++x) {
      if (depth == 16) {
        row.insert(row.end(), 2, std::uint8_t(x));
      } else {
        const int bit = x * depth % 8;
        if (bit == 0) row.push_back(0);
        row.back() |= std::uint8_t(x << (8 - depth - bit));
      }
    }
    for (const bool interlaced : {false, true}) {
      const DecodedImage image = Decoded(EncodePng(
          levels, 1, row, {.color_type = 0, .bit_depth = depth, .interlaced = interlaced}));
      ASSERT_EQ(image.gray.width(), levels);
      for (int x = 0; x < levels; ++x) {
        EXPECT_EQ(image.gray.at(x, 0), x * 255 / (levels - 1)) << depth;
      }
    }
  }
}

TEST(Png, WithAPaletteShowsItsColours) {
  const std::vector<Rgba> palette = {kWhite, kBlack, {255, 0, 0, 255}};
  const std::vector<std::uint8_t> indices = {0, 1, 2, 1};
  for (const bool interlaced : {false, true}) {
    const DecodedImage image = Decoded(
        EncodePng(2, 2, indices, {.color_type = 3, .interlaced = interlaced, .palette = palette}));
    EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 0, 76, 0));
  }
}

TEST(Png, WithATransparentPaletteEntryKeepsItsInk) {
  const std::vector<Rgba> palette = {{0, 0, 0, 0}, kBlack};
  const DecodedImage image =
      Decoded(EncodePng(2, 2, {0, 1, 0, 0}, {.color_type = 3, .palette = palette}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 0, 255, 255));
}

TEST(Png, OfGreyWithATransparentGreyKeepsItsInk) {
  // Black ink, and the ground is a grey that tRNS makes transparent.
  const DecodedImage image =
      Decoded(EncodePng(2, 2, {17, 0, 17, 17}, {.color_type = 0, .clear_gray = 17}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 0, 255, 255));
  // At 16 bits the whole sample is compared: 0x1101 is not 0x1100.
  const std::vector<std::uint8_t> wide = {0x00, 0x11, 0x01, 0x11, 0x00, 0x11, 0x00, 0x11};
  const DecodedImage image16 = Decoded(EncodePng(
      2, 2, wide, {.color_type = 0, .bit_depth = 16, .clear_gray = std::uint16_t{0x1100}}));
  EXPECT_THAT(image16.gray.pixels(), testing::ElementsAre(255, 17, 255, 255));
}

TEST(Png, OfRgbWithATransparentColourKeepsItsInk) {
  const std::vector<std::uint8_t> rgb = {1, 2, 3, 0, 0, 0, 1, 2, 3, 1, 2, 4};
  const DecodedImage image = Decoded(EncodePng(
      2, 2, rgb, {.color_type = 2, .clear_color = std::array<std::uint16_t, 3>{1, 2, 3}}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 0, 255, 2));
}

TEST(Png, OfSixteenBitsWithAlphaIsRead) {
  const auto sample = [](std::vector<std::uint8_t>& row, int value) {
    row.push_back(static_cast<std::uint8_t>(value & 255));  // the machine's order: little-endian
    row.push_back(static_cast<std::uint8_t>(value >> 8));
  };
  std::vector<std::uint8_t> rgba;
  std::vector<std::uint8_t> gray_alpha;
  for (const int alpha : {65535, 0}) {
    for (int c = 0; c < 3; ++c) sample(rgba, 0x4080);
    sample(rgba, alpha);
    sample(gray_alpha, 0x4080);
    sample(gray_alpha, alpha);
  }
  for (const bool interlaced : {false, true}) {
    for (const DecodedImage& image :
         {Decoded(
              EncodePng(2, 1, rgba, {.color_type = 6, .bit_depth = 16, .interlaced = interlaced})),
          Decoded(EncodePng(2, 1, gray_alpha,
                            {.color_type = 4, .bit_depth = 16, .interlaced = interlaced}))}) {
      EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(0x40, 255));
    }
  }
}

TEST(Png, InterlacedAndNotAreTheSame) {
  EXPECT_TRUE(rc::check([] {
    const int width = *rc::gen::inRange(1, 40);
    const int height = *rc::gen::inRange(1, 40);
    const auto rgba = *rc::gen::container<std::vector<std::uint8_t>>(
        std::size_t(width * height * 4), rc::gen::arbitrary<std::uint8_t>());
    const DecodedImage plain = Decoded(EncodePng(width, height, rgba, {}));
    const DecodedImage interlaced = Decoded(EncodePng(width, height, rgba, {.interlaced = true}));
    RC_ASSERT(GreatestDifference(plain.gray, interlaced.gray) == 0);
  }));
}

TEST(Png, IsReadWhateverItsCommentsAndProfilesSay) {
  const Canvas card = ColorCard();
  File junk;
  Append(junk, "not a profile, not a text, not a colour space");
  for (const char* type :
       {"iCCP", "zTXt", "iTXt", "gAMA", "cHRM", "sRGB", "bKGD", "tIME", "acTL"}) {
    const File file = WithPngChunk(EncodePng(card), PngChunk(type, junk));
    EXPECT_EQ(GreatestDifference(Decoded(file).gray, GrayOf(card)), 0) << type;
  }
}

TEST(Png, WithoutItsLastChunkIsRead) {
  File file = EncodePng(ColorCard());
  file.resize(file.size() - 12);
  EXPECT_TRUE(DecodeImage(file).ok());
}

// --- WebP

TEST(Webp, AnimatedGivesItsFirstFrameOnItsCanvas) {
  const Canvas first(10, 8, kBlack);
  const Canvas second(32, 24, {200, 200, 200, 255});
  const DecodedImage image = Decoded(AnimatedWebp(32, 24, {{first, 4, 6}, {second, 0, 0}}));
  Canvas expected(32, 24, kWhite);
  expected.Fill({4, 6, 10, 8}, kBlack);
  EXPECT_EQ(GreatestDifference(image.gray, GrayOf(expected)), 0);
}

// --- GIF

const std::vector<Rgba>& GifPalette() {
  static const std::vector<Rgba> palette = {kWhite, kBlack, {255, 0, 0, 255}, {90, 90, 90, 255}};
  return palette;
}

TEST(Gif, GivesItsFirstFrameOnly) {
  const GifFrame first{.width = 2, .height = 2, .indices = {0, 1, 2, 3}};
  const GifFrame second{.width = 2, .height = 2, .indices = {1, 1, 1, 1}};
  const DecodedImage image = Decoded(EncodeGif(2, 2, GifPalette(), {first, second}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 0, 76, 90));
}

TEST(Gif, OfManyFramesIsReadWhateverComesBehindTheFirst) {
  const GifFrame first{.width = 2, .height = 1, .indices = {0, 1}};
  File file = EncodeGif(2, 1, GifPalette(), {first});
  file.pop_back();
  for (int i = 0; i < 1000; ++i) AppendBytes(file, {0x2C, 9, 9, 9, i & 255, 0x77});
  EXPECT_THAT(Decoded(file).gray.pixels(), testing::ElementsAre(255, 0));
}

TEST(Gif, WithTransparencyKeepsDarkAndLightInk) {
  GifFrame frame{.width = 2, .height = 2, .indices = {3, 1, 3, 3}, .clear_index = 3};
  EXPECT_THAT(Decoded(EncodeGif(2, 2, GifPalette(), {frame})).gray.pixels(),
              testing::ElementsAre(255, 0, 255, 255));
  frame.indices = {3, 0, 3, 3};
  EXPECT_THAT(Decoded(EncodeGif(2, 2, GifPalette(), {frame})).gray.pixels(),
              testing::ElementsAre(0, 255, 0, 0));
}

TEST(Gif, PutsASmallFrameInItsPlace) {
  const GifFrame frame{.left = 1, .top = 2, .width = 2, .height = 1, .indices = {1, 3}};
  const DecodedImage image = Decoded(EncodeGif(4, 4, GifPalette(), {frame}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 255, 255, 255,  //
                                                        255, 255, 255, 255,  //
                                                        255, 0, 90, 255,     //
                                                        255, 255, 255, 255));
}

TEST(Gif, GrowsToAFrameThatReachesBeyondIt) {
  const GifFrame frame{.left = 2, .top = 0, .width = 2, .height = 1, .indices = {1, 1}};
  const DecodedImage image = Decoded(EncodeGif(1, 1, GifPalette(), {frame}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(255, 255, 0, 0));
}

TEST(Gif, PrefersAFramesOwnPalette) {
  const std::vector<Rgba> own = {kBlack, kWhite};
  const GifFrame frame{.width = 2, .height = 1, .indices = {0, 1}, .palette = own};
  EXPECT_THAT(Decoded(EncodeGif(2, 1, GifPalette(), {frame})).gray.pixels(),
              testing::ElementsAre(0, 255));
  EXPECT_THAT(Decoded(EncodeGif(2, 1, {}, {frame})).gray.pixels(), testing::ElementsAre(0, 255));
}

TEST(Gif, InterlacedIsPutInOrder) {
  // Nine rows are stored as 0, 8, 4, 2, 6, 1, 3, 5, 7.
  std::vector<Rgba> palette{};
  for (std::uint8_t i = 0; i < 16; ++i) {
    const auto grey = static_cast<std::uint8_t>(10 * i);
    palette.push_back({grey, grey, grey, 255});
  }
  const GifFrame frame{
      .width = 1, .height = 9, .indices = {0, 8, 4, 2, 6, 1, 3, 5, 7}, .interlaced = true};
  EXPECT_THAT(Decoded(EncodeGif(1, 9, palette, {frame})).gray.pixels(),
              testing::ElementsAre(0, 10, 20, 30, 40, 50, 60, 70, 80));
}

TEST(Gif, LargerThanOneBlockIsRead) {
  std::vector<std::uint8_t> indices(60000);
  for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i % 7 == 0 ? 1 : 0;
  const DecodedImage image = Decoded(
      EncodeGif(300, 200, GifPalette(), {{.width = 300, .height = 200, .indices = indices}}));
  for (std::size_t i = 0; i < indices.size(); ++i) {
    ASSERT_EQ(image.gray.pixels()[i], i % 7 == 0 ? 0 : 255);
  }
}

// --- BMP

struct BmpFields {
  int header_bytes = 40;
  int width = 1;
  int height = 1;  // negative: the top row first
  int bits = 24;
  int compression = 0;
  std::vector<std::uint32_t> masks{};  // inside a longer header, behind the shortest
  std::vector<Rgba> palette{};
};

File EncodeBmp(const BmpFields& bmp, std::initializer_list<int> pixels) {
  const bool core = bmp.header_bytes == 12;
  File header;
  AppendLittle32(header, static_cast<std::uint32_t>(bmp.header_bytes));
  if (core) {
    AppendLittle16(header, static_cast<std::uint32_t>(bmp.width));
    AppendLittle16(header, static_cast<std::uint32_t>(bmp.height));
    AppendLittle16(header, 1);
    AppendLittle16(header, static_cast<std::uint32_t>(bmp.bits));
  } else {
    AppendLittle32(header, static_cast<std::uint32_t>(bmp.width));
    AppendLittle32(header, static_cast<std::uint32_t>(bmp.height));
    AppendLittle16(header, 1);
    AppendLittle16(header, static_cast<std::uint32_t>(bmp.bits));
    AppendLittle32(header, static_cast<std::uint32_t>(bmp.compression));
    for (int i = 0; i < 3; ++i) AppendLittle32(header, 0);
    AppendLittle32(header, static_cast<std::uint32_t>(bmp.palette.size()));
    AppendLittle32(header, 0);
    for (const std::uint32_t mask : bmp.masks) AppendLittle32(header, mask);
    while (header.size() < std::size_t(bmp.header_bytes)) AppendBytes(header, {0});
  }
  for (const Rgba& color : bmp.palette) {
    AppendBytes(header, {color[2], color[1], color[0]});
    if (!core) AppendBytes(header, {0});
  }
  File file;
  Append(file, "BM");
  AppendLittle32(file, static_cast<std::uint32_t>(14 + header.size() + pixels.size()));
  AppendLittle32(file, 0);
  AppendLittle32(file, static_cast<std::uint32_t>(14 + header.size()));
  Append(file, header);
  AppendBytes(file, pixels);
  return file;
}

TEST(Bmp, OfTwentyFourBitsIsBlueGreenRedFromTheBottom) {
  const File file = EncodeBmp({.width = 1, .height = 2}, {0, 0, 255, 0, 255, 255, 255, 0});
  EXPECT_THAT(Decoded(file).gray.pixels(), testing::ElementsAre(255, 76));
}

TEST(Bmp, OfNegativeHeightBeginsAtTheTop) {
  const File file = EncodeBmp({.width = 1, .height = -2}, {0, 0, 255, 0, 255, 255, 255, 0});
  const DecodedImage image = Decoded(file);
  EXPECT_EQ(image.shown_height, 2);
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(76, 255));
}

TEST(Bmp, OfThirtyTwoBitsIgnoresTheFourthByte) {
  const File file = EncodeBmp({.width = 2, .bits = 32}, {0, 0, 255, 0, 255, 255, 255, 0});
  EXPECT_THAT(Decoded(file).gray.pixels(), testing::ElementsAre(76, 255));
}

TEST(Bmp, OfSixteenBitsHasFiveForEachColour) {
  const File file = EncodeBmp({.width = 2, .bits = 16}, {0x00, 0x7C, 0xFF, 0x7F});
  EXPECT_THAT(Decoded(file).gray.pixels(), testing::ElementsAre(76, 255));
}

TEST(Bmp, WithMasksReadsTheColoursWhereTheyAre) {
  const std::vector<std::uint32_t> masks565 = {0xF800, 0x07E0, 0x001F};
  const BmpFields behind{.width = 2, .bits = 16, .compression = 3, .masks = masks565};
  EXPECT_THAT(Decoded(EncodeBmp(behind, {0x00, 0xF8, 0xFF, 0xFF})).gray.pixels(),
              testing::ElementsAre(76, 255));
  const std::vector<std::uint32_t> rgba = {0xFF, 0xFF00, 0xFF0000, 0xFF000000};
  BmpFields inside{.header_bytes = 124, .width = 2, .bits = 32, .compression = 3, .masks = rgba};
  EXPECT_THAT(Decoded(EncodeBmp(inside, {0, 0, 0, 255, 0, 0, 0, 0})).gray.pixels(),
              testing::ElementsAre(0, 255));
  // Alpha that is 0 everywhere was never set.
  EXPECT_THAT(Decoded(EncodeBmp(inside, {255, 0, 0, 0, 0, 0, 0, 0})).gray.pixels(),
              testing::ElementsAre(76, 0));
}

TEST(Bmp, WithAPaletteIsReadAtEveryDepth) {
  const std::vector<Rgba> palette = {kWhite, kBlack};
  const auto decode = [&palette](int bits, int header_bytes, std::initializer_list<int> row) {
    return Decoded(EncodeBmp(
        {.header_bytes = header_bytes, .width = 3, .bits = bits, .palette = palette}, row));
  };
  for (const int header_bytes : {40, 64, 108}) {
    EXPECT_THAT(decode(1, header_bytes, {0x40, 0, 0, 0}).gray.pixels(),
                testing::ElementsAre(255, 0, 255));
    EXPECT_THAT(decode(2, header_bytes, {0x10, 0, 0, 0}).gray.pixels(),
                testing::ElementsAre(255, 0, 255));
    EXPECT_THAT(decode(4, header_bytes, {0x01, 0, 0, 0}).gray.pixels(),
                testing::ElementsAre(255, 0, 255));
    EXPECT_THAT(decode(8, header_bytes, {0, 1, 0, 0}).gray.pixels(),
                testing::ElementsAre(255, 0, 255));
  }
  EXPECT_THAT(decode(1, 12, {0x40, 0, 0, 0}).gray.pixels(), testing::ElementsAre(255, 0, 255));
}

TEST(Bmp, OfRunLengthsIsUnpacked) {
  const std::vector<Rgba> palette = {kWhite, kBlack, {255, 0, 0, 255}};
  // From the bottom: a run of three; end of row; one skipped, two as they are and a pad; end.
  const BmpFields rle8{.width = 3, .height = 2, .bits = 8, .compression = 1, .palette = palette};
  EXPECT_THAT(Decoded(EncodeBmp(rle8, {3, 1, 0, 0, 0, 2, 1, 0, 2, 2, 0, 1})).gray.pixels(),
              testing::ElementsAre(255, 76, 76, 0, 0, 0));
  EXPECT_THAT(Decoded(EncodeBmp(rle8, {0, 3, 1, 2, 0, 0, 0, 0, 3, 2, 0, 1})).gray.pixels(),
              testing::ElementsAre(76, 76, 76, 0, 76, 255));
  const BmpFields rle4{.width = 5, .height = 1, .bits = 4, .compression = 2, .palette = palette};
  EXPECT_THAT(Decoded(EncodeBmp(rle4, {2, 0x12, 0, 3, 0x01, 0x10, 0, 1})).gray.pixels(),
              testing::ElementsAre(0, 76, 255, 0, 0));
}

// --- PNM

File Pnm(std::string_view text) {
  File file;
  Append(file, text);
  return file;
}

TEST(Pnm, OfAllSixKindsIsRead) {
  using testing::ElementsAre;
  const auto pixels = [](std::string_view text) { return Decoded(Pnm(text)).gray.pixels(); };
  EXPECT_THAT(pixels("P1\n# a comment\n2 2\n1 0\n01\n"), ElementsAre(0, 255, 255, 0));
  EXPECT_THAT(pixels("P2 2 1 255 7 200"), ElementsAre(7, 200));
  EXPECT_THAT(pixels("P3\n2 1\n255\n255 0 0  255 255 255\n"), ElementsAre(76, 255));
  EXPECT_THAT(pixels("P4 9 1\n\xAA\x80"), ElementsAre(0, 255, 0, 255, 0, 255, 0, 255, 0));
  EXPECT_THAT(pixels("P5 2 1 255\n\x07\xC8"), ElementsAre(7, 200));
  EXPECT_THAT(pixels({"P6 2 1 255\n\xFF\0\0\xFF\xFF\xFF", 17}), ElementsAre(76, 255));
}

TEST(Pnm, IsScaledFromItsGreatestValue) {
  using testing::ElementsAre;
  const auto pixels = [](std::string_view text) { return Decoded(Pnm(text)).gray.pixels(); };
  EXPECT_THAT(pixels("P2 3 1 15 0 3 15"), ElementsAre(0, 51, 255));
  EXPECT_THAT(pixels("P2 2 1 100 100 900"), ElementsAre(255, 255));
  EXPECT_THAT(pixels({"P5 2 1 65535\n\x80\0\xFF\xFF", 17}), ElementsAre(128, 255));
  EXPECT_THAT(pixels("P5 2 1 1\n\x01\x00"sv), ElementsAre(255, 0));
}

// --- TIFF

TEST(Tiff, OfEveryGreyDepthIsReadWhicheverEndIsWhite) {
  for (const int bits : {1, 4, 8, 16}) {
    // Two rows: one of least values, one of greatest.
    const std::size_t row_bytes = std::size_t(bits * 16) / 8;
    std::vector<std::uint8_t> samples(row_bytes * 2);
    std::fill(samples.begin() + std::ptrdiff_t(row_bytes), samples.end(), std::uint8_t{255});
    for (const int photometric : {0, 1}) {
      const DecodedImage image =
          Decoded(EncodeTiff(16, 2, samples, {.bits = bits, .photometric = photometric}));
      EXPECT_EQ(image.gray.at(3, 0), photometric == 0 ? 255 : 0) << bits;
      EXPECT_EQ(image.gray.at(3, 1), photometric == 0 ? 0 : 255) << bits;
    }
  }
}

TEST(Tiff, OfFaxScansIsRead) {
  const Canvas letter = LetterL(64, 48);
  const DecodedImage image = Decoded(EncodeByLeptonica(letter, LeptonicaFormat::kTiffG4));
  EXPECT_EQ(GreatestDifference(image.gray, GrayOf(letter)), 0);
}

TEST(Tiff, InTilesIsRead) {
  const Canvas letter = LetterL(50, 70);
  const DecodedImage image =
      Decoded(EncodeTiff(50, 70, GrayOf(letter).pixels(), {.compression = 8, .tile = 32}));
  EXPECT_EQ(GreatestDifference(image.gray, GrayOf(letter)), 0);
}

TEST(Tiff, OfEveryUsualCompressionIsRead) {
  const Canvas letter = LetterL(50, 70);
  for (const int compression : {1, 5, 7, 8, 32773, 32946}) {  // none, LZW, JPEG, deflate, PackBits
    const DecodedImage image =
        Decoded(EncodeTiff(50, 70, GrayOf(letter).pixels(), {.compression = compression}));
    EXPECT_LE(GreatestDifference(image.gray, GrayOf(letter)), compression == 7 ? 60 : 0)
        << compression;
  }
}

TEST(Tiff, OfFourInksIsRead) {
  // Full black ink, then none.
  const DecodedImage image =
      Decoded(EncodeTiff(2, 1, {0, 0, 0, 255, 0, 0, 0, 0}, {.samples = 4, .photometric = 5}));
  EXPECT_THAT(image.gray.pixels(), testing::ElementsAre(0, 255));
}

TEST(Tiff, KnowsWhetherAlphaIsMultipliedIn) {
  // White ink at half strength beside nothing: the same picture written in both ways.
  const auto decode = [](int gray, int kind) {
    const auto value = static_cast<std::uint8_t>(gray);
    return Decoded(EncodeTiff(2, 1, {value, value, value, 128, 0, 0, 0, 0},
                              {.samples = 4, .photometric = 2, .extra_sample = kind}));
  };
  EXPECT_THAT(decode(128, 1).gray.pixels(), testing::ElementsAre(128, 0));
  EXPECT_THAT(decode(255, 2).gray.pixels(), testing::ElementsAre(128, 0));
  // A fourth sample that the file doesn't call alpha is none.
  EXPECT_THAT(decode(128, 0).gray.pixels(), testing::ElementsAre(128, 0));
}

// --- JPEG

TEST(Jpeg, IsReducedInsideTheDecoderToTheSizeOfEveryOtherFormat) {
  const Canvas letter = LetterL(401, 333);
  for (const int reduce_above : {400, 200, 134, 101, 100, 67, 51, 26}) {
    const DecodedImage jpeg = Decoded(EncodeJpeg(letter), {.reduce_above = reduce_above});
    const DecodedImage png = Decoded(EncodePng(letter), {.reduce_above = reduce_above});
    EXPECT_EQ(jpeg.gray.width(), png.gray.width()) << reduce_above;
    EXPECT_EQ(jpeg.gray.height(), png.gray.height()) << reduce_above;
    EXPECT_LE(jpeg.gray.width(), reduce_above);
    // Scaling in frequencies rings a little at edges.
    EXPECT_LE(GreatestDifference(jpeg.gray, png.gray), 40) << reduce_above;
  }
}

}  // namespace
}  // namespace inkdigit::test
