#include "store/packing.h"

#include <gtest/gtest.h>

#include "store/test_store.h"

namespace inkdigit {
namespace {

TEST(Packing, GivesTheGlyphsBack) {
  Reading reading = TestReading(Owner{}, "12\n3").reading;
  reading.rejected.push_back(reading.digits[1]);
  const PackedGlyphs packed = PackGlyphs(reading);
  EXPECT_EQ(packed.tiles.size(), 4U * 784);
  Reading back;
  back.text = reading.text;
  ASSERT_TRUE(UnpackGlyphs(packed.tiles, packed.probabilities, packed.boxes, back));
  ASSERT_EQ(back.digits.size(), 3U);
  ASSERT_EQ(back.rejected.size(), 1U);
  EXPECT_EQ(back.digits[2].digit, 3);
  EXPECT_EQ(back.digits[2].tile, reading.digits[2].tile);
  EXPECT_EQ(back.digits[2].box, reading.digits[2].box);
  EXPECT_EQ(back.rejected[0].scores.probabilities, reading.digits[1].scores.probabilities);
}

TEST(Packing, RefusesLengthsThatDontFit) {
  Reading reading = TestReading(Owner{}, "12").reading;
  const PackedGlyphs packed = PackGlyphs(reading);
  Reading longer;
  longer.text = "123";
  EXPECT_FALSE(UnpackGlyphs(packed.tiles, packed.probabilities, packed.boxes, longer));
  Reading same;
  same.text = "12";
  EXPECT_FALSE(UnpackGlyphs(packed.tiles.substr(1), packed.probabilities, packed.boxes, same));
  EXPECT_FALSE(UnpackGlyphs(packed.tiles, packed.boxes, packed.boxes, same));
  EXPECT_TRUE(same.digits.empty());
}

}  // namespace
}  // namespace inkdigit
