#include "inkdigit/idx.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>

#include "core/temporary_folder_for_test.h"

namespace inkdigit {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::vector<std::byte> Bytes(std::initializer_list<int> values) {
  std::vector<std::byte> bytes;
  for (const int value : values) bytes.push_back(static_cast<std::byte>(value));
  return bytes;
}

void AppendBigEndian(std::vector<std::byte>& bytes, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) bytes.push_back(static_cast<std::byte>(value >> shift));
}

// A header with `sizes`, followed by `payload` bytes 0, 1, 2, ...
std::vector<std::byte> Idx(std::uint32_t magic, const std::vector<std::uint32_t>& sizes,
                           std::size_t payload) {
  std::vector<std::byte> bytes;
  AppendBigEndian(bytes, magic);
  for (const std::uint32_t size : sizes) AppendBigEndian(bytes, size);
  for (std::size_t i = 0; i < payload; ++i) bytes.push_back(static_cast<std::byte>(i));
  return bytes;
}

std::string Gzip(const std::string& text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string packed(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

// A file that goes with the object.
class TemporaryFile {
 public:
  explicit TemporaryFile(const std::string& content) {
    std::ofstream(path(), std::ios::binary) << content;
  }
  [[nodiscard]] std::string path() const { return folder_.path() / "file"; }

 private:
  TemporaryFolder folder_;
};

std::string Text(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(IdxImages, ComeInTheOrderCountRowsColumns) {
  const auto images = ReadIdxImages(Idx(0x803, {2, 3, 4}, 24));
  ASSERT_TRUE(images.ok()) << images.error().message;
  EXPECT_EQ(images.value().count, 2);
  EXPECT_EQ(images.value().height, 3);
  EXPECT_EQ(images.value().width, 4);
  const GrayView second = images.value().image(1);
  EXPECT_EQ(second.row(0)[0], 12);
  EXPECT_EQ(second.row(2)[3], 23);
}

TEST(IdxImages, MayBeNone) {
  const auto images = ReadIdxImages(Idx(0x803, {0, 28, 28}, 0));
  ASSERT_TRUE(images.ok()) << images.error().message;
  EXPECT_EQ(images.value().count, 0);
}

TEST(IdxLabels, AreTheBytesAfterTheHeader) {
  const auto labels = ReadIdxLabels(Idx(0x801, {5}, 5));
  ASSERT_TRUE(labels.ok()) << labels.error().message;
  EXPECT_THAT(labels.value(), testing::ElementsAre(0, 1, 2, 3, 4));
}

TEST(IdxImages, SayWhichMagicWasFoundAndWhichIsRight) {
  const auto labels_as_images = ReadIdxImages(Idx(0x801, {5}, 5));
  ASSERT_FALSE(labels_as_images.ok());
  EXPECT_EQ(labels_as_images.error().code, Errc::kUnsupportedFormat);
  EXPECT_THAT(labels_as_images.error().message,
              AllOf(HasSubstr("0x00000803"), HasSubstr("0x00000801"), HasSubstr("images")));

  const auto qmnist = ReadIdxLabels(Idx(0xc02, {1, 8}, 32));
  ASSERT_FALSE(qmnist.ok());
  EXPECT_THAT(qmnist.error().message, AllOf(HasSubstr("32-bit integers"), HasSubstr("2 dimension"),
                                            HasSubstr("0x00000801")));

  const auto png = ReadIdxImages(Bytes({0x89, 'P', 'N', 'G', 13, 10, 26, 10}));
  ASSERT_FALSE(png.ok());
  EXPECT_THAT(png.error().message, HasSubstr("no IDX file"));

  const auto empty = ReadIdxImages({});
  ASSERT_FALSE(empty.ok());
  EXPECT_THAT(empty.error().message, HasSubstr("empty"));
}

TEST(IdxImages, AreRefusedWhenTheLengthIsNotTheProduct) {
  for (const std::size_t payload : {0U, 1U, 23U, 25U, 48U}) {
    const auto images = ReadIdxImages(Idx(0x803, {2, 3, 4}, payload));
    ASSERT_FALSE(images.ok()) << payload;
    EXPECT_EQ(images.error().code, Errc::kBadImage);
    EXPECT_THAT(images.error().message, AllOf(HasSubstr("2 pictures of 4x3"), HasSubstr("2 x 12"),
                                              HasSubstr(std::to_string(payload))));
  }
}

TEST(IdxImages, AreRefusedWhenTheProductOverflows) {
  // 2^31-1 squared times 4 wraps to a small number in 64 bits.
  for (const std::vector<std::uint32_t>& sizes :
       {std::vector<std::uint32_t>{0x7fffffff, 0x7fffffff, 0x7fffffff},
        std::vector<std::uint32_t>{4, 0x80000000, 0x80000000},
        std::vector<std::uint32_t>{0xffffffff, 1, 1}, std::vector<std::uint32_t>{16, 0, 28},
        std::vector<std::uint32_t>{0x40000000, 0x40000000, 0x10}}) {
    const auto images = ReadIdxImages(Idx(0x803, sizes, 8));
    ASSERT_FALSE(images.ok());
    EXPECT_EQ(images.error().code, Errc::kBadImage);
  }
}

TEST(Idx, EveryTruncationIsAnError) {
  const std::vector<std::byte> images = Idx(0x803, {2, 3, 4}, 24);
  const std::vector<std::byte> labels = Idx(0x801, {5}, 5);
  for (std::size_t length = 0; length < images.size(); ++length) {
    EXPECT_FALSE(ReadIdxImages(std::span(images).first(length)).ok()) << length;
  }
  for (std::size_t length = 0; length < labels.size(); ++length) {
    EXPECT_FALSE(ReadIdxLabels(std::span(labels).first(length)).ok()) << length;
  }
}

TEST(Idx, AnythingReadHasTheSizesItSays) {
  EXPECT_TRUE(rc::check([] {
    auto bytes =
        *rc::gen::container<std::vector<std::uint8_t>>(rc::gen::weightedOneOf<std::uint8_t>(
            {{3, rc::gen::inRange<std::uint8_t>(0, 9)}, {1, rc::gen::arbitrary<std::uint8_t>()}}));
    // Half of the cases get past the magic number.
    if (*rc::gen::arbitrary<bool>() && bytes.size() >= 4) {
      bytes[0] = bytes[1] = 0;
      bytes[2] = 8;
      bytes[3] = 3;
    }
    const auto images = ReadIdxImages(std::as_bytes(std::span(bytes)));
    if (images.ok()) {
      const IdxImages& read = images.value();
      RC_ASSERT(read.pixels.size() == std::size_t(read.count) * read.width * read.height);
      RC_ASSERT(read.pixels.size() + 16 == bytes.size());
    }
  }));
}

TEST(ReadFileMaybeGzip, GivesAPlainFileAsItIs) {
  const TemporaryFile file("hello");
  const auto bytes = ReadFileMaybeGzip(file.path());
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(Text(bytes.value()), "hello");
}

TEST(ReadFileMaybeGzip, UnpacksOneMemberOrSeveral) {
  const std::string large(3'000'000, 'x');
  const TemporaryFile file(Gzip("one ") + Gzip("") + Gzip(large));
  const auto bytes = ReadFileMaybeGzip(file.path());
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(Text(bytes.value()), "one " + large);
}

TEST(ReadFileMaybeGzip, RefusesDamage) {
  const std::string packed = Gzip("hello, hello, hello");
  for (std::size_t length = 2; length < packed.size(); ++length) {
    const TemporaryFile file(packed.substr(0, length));
    const auto bytes = ReadFileMaybeGzip(file.path());
    ASSERT_FALSE(bytes.ok()) << length;
    EXPECT_THAT(bytes.error().message, AllOf(HasSubstr(file.path()), HasSubstr("too early")));
  }
  std::string flipped = packed;
  flipped[packed.size() - 5] ^= 1;  // in the checksum
  EXPECT_FALSE(ReadFileMaybeGzip(TemporaryFile(flipped).path()).ok());
  EXPECT_FALSE(ReadFileMaybeGzip(TemporaryFile(packed + "more").path()).ok());
}

TEST(ReadFileMaybeGzip, HoldsTheLimitForPlainAndForPackedBytes) {
  const TemporaryFile plain(std::string(1001, 'x'));
  const TemporaryFile packed(Gzip(std::string(1001, 'x')));
  for (const std::string& path : {plain.path(), packed.path()}) {
    EXPECT_TRUE(ReadFileMaybeGzip(path, 1001).ok());
    const auto bytes = ReadFileMaybeGzip(path, 1000);
    ASSERT_FALSE(bytes.ok());
    EXPECT_EQ(bytes.error().code, Errc::kTooLarge);
    EXPECT_THAT(bytes.error().message, HasSubstr("1000 bytes"));
  }
}

TEST(ReadFileMaybeGzip, SaysWhyAFileCannotBeRead) {
  const auto missing = ReadFileMaybeGzip("/nonexistent/file.gz");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Errc::kIo);
  EXPECT_EQ(missing.error().message, "/nonexistent/file.gz: No such file or directory");

  const auto directory = ReadFileMaybeGzip(std::filesystem::temp_directory_path());
  ASSERT_FALSE(directory.ok());
  EXPECT_THAT(directory.error().message, HasSubstr("directory"));
}

}  // namespace
}  // namespace inkdigit
