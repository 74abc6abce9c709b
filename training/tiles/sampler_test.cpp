#include "training/tiles/sampler.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace inkdigit::training {
namespace {

// 100 MNIST tiles, 10 pen drawings, one font tile; each fifth is for validation.
TileSet MixedSet() {
  TileSet set;
  const auto add = [&set](int count, Source source) {
    for (int i = 0; i < count; ++i) {
      set.Add({}, 0, source, 0, i % 5 == 4 ? Split::kValidation : Split::kTraining);
    }
  };
  add(100, Source::kMnist);
  add(10, Source::kPendigits);
  add(1, Source::kFonts);
  return set;
}

constexpr std::array<double, kSources> kShares = {0.5, 0.25, 0, 0, 0, 0, 0.25, 0};

TEST(Sampler, GivesEachSourceItsShareOfEveryBatch) {
  const TileSet set = MixedSet();
  const Sampler sampler(set, kShares, 1);
  for (int batch = 0; batch < 20; ++batch) {
    std::map<Source, int> counts;
    for (const std::size_t index : sampler.Batch(batch, 40)) ++counts[set.sources[index]];
    EXPECT_EQ(counts[Source::kMnist], 20);
    EXPECT_EQ(counts[Source::kPendigits], 10);
    EXPECT_EQ(counts[Source::kFonts], 10);
  }
}

TEST(Sampler, NeverDrawsAValidationTile) {
  const TileSet set = MixedSet();
  const Sampler sampler(set, kShares, 1);
  for (int batch = 0; batch < 20; ++batch) {
    for (const std::size_t index : sampler.Batch(batch, 40)) {
      EXPECT_EQ(set.splits[index], Split::kTraining);
    }
  }
}

TEST(Sampler, DrawsEveryTileOnceBeforeAnyTwice) {
  const TileSet set = MixedSet();
  const Sampler sampler(set, kShares, 1);
  std::set<std::size_t> seen;
  for (int batch = 0; batch < 4; ++batch) {  // 4 x 20 of 80 MNIST tiles
    for (const std::size_t index : sampler.Batch(batch, 40)) {
      if (set.sources[index] != Source::kMnist) continue;
      EXPECT_TRUE(seen.insert(index).second);
    }
  }
  EXPECT_EQ(seen.size(), 80U);
}

TEST(Sampler, KnowsAnyBatchWithoutTheOnesBefore) {
  const TileSet set = MixedSet();
  const Sampler in_order(set, kShares, 3);
  std::vector<std::size_t> last;
  for (int batch = 0; batch <= 17; ++batch) last = in_order.Batch(batch, 37);
  EXPECT_EQ(Sampler(set, kShares, 3).Batch(17, 37), last);
  EXPECT_NE(Sampler(set, kShares, 4).Batch(17, 37), last);
}

TEST(Sampler, DrawsNoTileOfAKindThatIsLeftOut) {
  TileSet set = MixedSet();
  for (int i = 0; i < 30; ++i) {
    set.Add({}, 10, Source::kNotDigits, static_cast<std::uint16_t>(i % kNotDigitKinds),
            Split::kTraining);
  }
  const std::optional<LeftOutKinds> shapes = ParseLeftOut("shapes");
  ASSERT_TRUE(shapes.has_value());
  const Sampler sampler(set, kDefaultShares, 1, *shapes);
  std::set<std::uint16_t> kinds;
  for (int batch = 0; batch < 20; ++batch) {
    for (const std::size_t index : sampler.Batch(batch, 40)) {
      if (set.sources[index] == Source::kNotDigits) kinds.insert(set.writers[index]);
    }
  }
  EXPECT_EQ(kinds.size(), kNotDigitKinds - 1);
  EXPECT_EQ(kinds.count(static_cast<std::uint16_t>(NotDigitKind::kShapes)), 0U);
}

TEST(ParseLeftOut, KnowsNoneAllAndEachKind) {
  EXPECT_EQ(ParseLeftOut(""), LeftOutKinds{});
  EXPECT_EQ(ParseLeftOut("all"), (LeftOutKinds{true, true, true, true, true, true}));
  EXPECT_EQ(ParseLeftOut("letters"), (LeftOutKinds{true}));
  EXPECT_FALSE(ParseLeftOut("cats").has_value());
}

TEST(Sampler, FillsTheBatchWhereASourceHasNoTiles) {
  TileSet set;
  set.Add({}, 0, Source::kNsysu, 0, Split::kTraining);
  EXPECT_EQ(Sampler(set, kDefaultShares, 1).Batch(0, 8).size(), 8U);
}

}  // namespace
}  // namespace inkdigit::training
