#include "training/figures/figure.h"

#include <gtest/gtest.h>

namespace inkdigit::training {
namespace {

TEST(Figure, ReachesABoundThatItMeetsExactly) {
  EXPECT_EQ(ValueFigure("k", "w", 0.5, AtLeast(0.5)).verdict(), Verdict::kReached);
  EXPECT_EQ(ValueFigure("k", "w", 0.5, AtMost(0.5)).verdict(), Verdict::kReached);
  EXPECT_EQ(ValueFigure("k", "w", 0.49, AtLeast(0.5)).verdict(), Verdict::kMissed);
  EXPECT_EQ(ValueFigure("k", "w", 0.51, AtMost(0.5)).verdict(), Verdict::kMissed);
}

TEST(Figure, WithoutABoundIsNeitherReachedNorMissed) {
  EXPECT_EQ(ValueFigure("k", "w", 0.5, std::nullopt).verdict(), Verdict::kNoBound);
}

TEST(Figure, ThatWasNotMeasuredSaysSoAndWhy) {
  const Figure figure = NotMeasured("k", "w", AtLeast(0.5), "no data");
  EXPECT_EQ(figure.verdict(), Verdict::kNotMeasured);
  EXPECT_EQ(ValueText(figure), "not measured");
  EXPECT_NE(TextTable({figure}).find("not measured; no data"), std::string::npos);
  EXPECT_EQ(ShareFigure("k", "w", 0, 0, AtLeast(0.5)).verdict(), Verdict::kNotMeasured);
}

TEST(ShareFigure, StandsWithItsCountAndItsInterval) {
  const Figure figure = ShareFigure("k", "w", 9960, 10000, AtLeast(0.9975));
  EXPECT_EQ(CountText(figure), "9960 of 10000");
  EXPECT_EQ(ValueText(figure), "99.60 %");
  EXPECT_EQ(IntervalText(figure), "99.46 to 99.71");
  EXPECT_EQ(BoundText(figure), "at least 99.75 %");
  EXPECT_EQ(VerdictText(figure), "missed");
}

TEST(TextTable, PutsOneFigureOnALineUnderTheNames) {
  const std::string table =
      TextTable({ValueFigure("a", "first", 0.1, {}), ValueFigure("b", "second", 0.2, {})});
  EXPECT_EQ(std::count(table.begin(), table.end(), '\n'), 3);
  EXPECT_EQ(table.find(" \n"), std::string::npos);
}

}  // namespace
}  // namespace inkdigit::training
