#include "store/reading_id.h"

#include <gtest/gtest.h>

#include <set>

namespace inkdigit {
namespace {

TEST(ReadingId, ComesBackFromItsText) {
  const ReadingId id = NewReadingId(1'764'115'200'123);
  EXPECT_EQ(id.time_ms(), 1'764'115'200'123);
  EXPECT_EQ(id.text().size(), 36U);
  EXPECT_EQ(id.text()[14], '7') << id.text();
  EXPECT_EQ(ParseReadingId(id.text()), id);
}

TEST(ReadingId, IsOrderedByTimeAndNeverTheSame) {
  std::set<ReadingId> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(NewReadingId(5));
  EXPECT_EQ(ids.size(), 1000U);
  EXPECT_LT(*ids.rbegin(), FirstReadingIdAt(6));
  EXPECT_GT(*ids.begin(), FirstReadingIdAt(5));
  EXPECT_GT(LastReadingId(), NewReadingId(NowMs()));
}

TEST(ReadingId, IsReadStrictly) {
  const std::string good = NewReadingId(1).text();
  std::string upper = good;
  upper[0] = 'A';
  std::string moved = good;
  std::swap(moved[8], moved[9]);
  for (const std::string& bad : {std::string(), good + "0", good.substr(1), upper, moved,
                                 std::string(36, '-'), std::string("' OR 1=1 --")}) {
    EXPECT_FALSE(ParseReadingId(bad)) << bad;
  }
}

}  // namespace
}  // namespace inkdigit
