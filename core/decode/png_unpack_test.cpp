#include "core/decode/png_unpack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <span>
#include <string_view>

#include "core/decode/png_chunks.h"
#include "core/decode/test_pictures.h"

namespace inkdigit::decode {
namespace {

using test::Canvas;
using test::EncodePng;
using test::File;
using test::kWhite;
using test::LetterL;

std::vector<std::uint8_t> Essential(const File& file) {
  return ReadPngChunks(file).value().essential;
}

TEST(WithUnpackedPixels, IsAPngOfStoredBlocksThatSayTheSame) {
  const Canvas letter = LetterL(280, 280);
  const auto unpacked = WithUnpackedPixels(Essential(EncodePng(letter)));
  ASSERT_TRUE(unpacked);
  EXPECT_GT(unpacked->size, 280U * 280U * 4U);
  const auto bytes = std::as_bytes(std::span(unpacked->bytes.get(), unpacked->size));
  // Its zeros for checksums are refused where they are looked at.
  EXPECT_FALSE(ReadPngChunks(bytes).ok());
}

TEST(WithUnpackedPixels, LeavesInterlacedAndLargePicturesToZlib) {
  const std::vector<std::uint8_t> rgba(16UL * 16 * 4, 100);
  EXPECT_TRUE(WithUnpackedPixels(Essential(EncodePng(16, 16, rgba, {}))));
  EXPECT_FALSE(WithUnpackedPixels(Essential(EncodePng(16, 16, rgba, {.interlaced = true}))));
  EXPECT_TRUE(WithUnpackedPixels(Essential(EncodePng(Canvas(1000, 1000, kWhite)))));
  EXPECT_FALSE(WithUnpackedPixels(Essential(EncodePng(Canvas(1030, 1030, kWhite)))));
}

TEST(WithUnpackedPixels, GivesNothingWhereTheRowsAreNotAsManyAsTheHeaderSays) {
  const std::vector<std::uint8_t> png = Essential(EncodePng(LetterL(40, 40)));
  constexpr std::size_t kHeight = 8 + 8 + 4 + 3;  // its last byte
  for (const int more : {-1, 1}) {
    std::vector<std::uint8_t> other = png;
    other[kHeight] = static_cast<std::uint8_t>(other[kHeight] + more);
    EXPECT_FALSE(WithUnpackedPixels(other)) << more;
  }
}

TEST(WithUnpackedPixels, GivesNothingForADamagedStream) {
  const std::vector<std::uint8_t> png = Essential(EncodePng(LetterL(40, 40)));
  const std::string_view idat = "IDAT";
  const auto data = std::search(png.begin(), png.end(), idat.begin(), idat.end()) + 4;
  const auto at = static_cast<std::size_t>(data - png.begin());
  for (const std::size_t byte : {at, at + 1, at + 2}) {  // the wrapper's two, the first block's
    std::vector<std::uint8_t> damaged = png;
    damaged[byte] ^= 0xFF;
    EXPECT_FALSE(WithUnpackedPixels(damaged)) << byte - at;
  }
}

}  // namespace
}  // namespace inkdigit::decode
