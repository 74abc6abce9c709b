#include "core/decode/png_unpack.h"

#include <gtest/gtest.h>

#include <span>

#include "core/decode/png_chunks.h"
#include "core/decode/test_pictures.h"

namespace inkdigit::decode {
namespace {

using test::Canvas;
using test::EncodePng;
using test::File;
using test::kWhite;
using test::LetterL;

PngChunks Chunks(const File& file) { return ReadPngChunks(file).value(); }

TEST(WithUnpackedPixels, IsAPngOfStoredBlocksThatSayTheSame) {
  const Canvas letter = LetterL(280, 280);
  const auto unpacked = WithUnpackedPixels(Chunks(EncodePng(letter)));
  ASSERT_TRUE(unpacked);
  EXPECT_GT(unpacked->size, 280U * 280U * 4U);
  const auto bytes = std::as_bytes(std::span(unpacked->bytes.get(), unpacked->size));
  // Its zeros for checksums are refused where they are looked at.
  EXPECT_FALSE(ReadPngChunks(bytes).ok());
}

TEST(WithUnpackedPixels, LeavesInterlacedAndLargePicturesToZlib) {
  const std::vector<std::uint8_t> rgba(16UL * 16 * 4, 100);
  EXPECT_TRUE(WithUnpackedPixels(Chunks(EncodePng(16, 16, rgba, {}))));
  EXPECT_FALSE(WithUnpackedPixels(Chunks(EncodePng(16, 16, rgba, {.interlaced = true}))));
  EXPECT_TRUE(WithUnpackedPixels(Chunks(EncodePng(Canvas(1000, 1000, kWhite)))));
  EXPECT_FALSE(WithUnpackedPixels(Chunks(EncodePng(Canvas(1030, 1030, kWhite)))));
}

TEST(WithUnpackedPixels, GivesNothingWhereTheRowsAreNotAsManyAsTheHeaderSays) {
  const PngChunks png = Chunks(EncodePng(LetterL(40, 40)));
  for (const int more : {-1, 1}) {
    PngChunks other = png;
    other.height += static_cast<std::uint32_t>(more);
    EXPECT_FALSE(WithUnpackedPixels(other)) << more;
  }
}

TEST(WithUnpackedPixels, GivesNothingForADamagedStream) {
  const PngChunks png = Chunks(EncodePng(LetterL(40, 40)));
  for (const std::size_t byte : {0U, 1U, 2U}) {  // the wrapper's two, the first block's
    PngChunks damaged = png;
    damaged.essential[png.packed_at + byte] ^= 0xFF;
    EXPECT_FALSE(WithUnpackedPixels(damaged)) << byte;
  }
}

}  // namespace
}  // namespace inkdigit::decode
