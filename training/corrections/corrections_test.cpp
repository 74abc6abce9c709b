// Exports with everything in them that people send: the shipped network reads real pictures.
#include "training/corrections/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "core/temporary_folder_for_test.h"
#include "training/figures/png.h"
#include "training/render/canvas.h"

namespace inkdigit::training {
namespace {

using ::testing::HasSubstr;

// A stroke from top to bottom, at this place: a 1, a little different each time.
GrayImage One(double lean) {
  CanvasOptions canvas;
  canvas.pen = 0.1;
  return RenderStrokes(Strokes{{{0, 0}, {lean, 1}}}, canvas);
}

// A zero that nobody doubts.
GrayImage Zero() {
  constexpr int kCorners = 24;
  Stroke ring;
  for (int i = 0; i <= kCorners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kCorners;
    ring.push_back({0.35 * std::sin(angle), -0.5 * std::cos(angle)});
  }
  CanvasOptions canvas;
  canvas.pen = 0.1;
  return RenderStrokes(Strokes{ring}, canvas);
}

class CorrectionsTest : public ::testing::Test {
 protected:
  void Add(const std::string& name, const GrayImage& picture, const std::string& label,
           const std::string& note = "corrected") {
    const auto png = EncodePng(picture);
    std::ofstream(folder_.path() / name, std::ios::binary)
        .write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    AddLine(name, label, note);
  }

  void AddLine(const std::string& name, const std::string& label, const std::string& note) {
    std::ofstream(folder_.path() / "manifest.tsv", std::ios::app)
        << name << '\t' << label << '\t' << note << '\n';
  }

  Corrections Read(const std::unordered_set<std::string>& left_out = {}) {
    static const Recognizer recognizer(Model::LoadEmbedded().value());
    auto corrections = ReadCorrections({folder_.path().string()}, recognizer, left_out);
    EXPECT_TRUE(corrections.ok());
    return std::move(corrections).value();
  }

  static std::vector<Finding> Of(const Corrections& corrections, Finding::Kind kind) {
    std::vector<Finding> found;
    std::copy_if(corrections.findings.begin(), corrections.findings.end(),
                 std::back_inserter(found), [&](const Finding& f) { return f.kind == kind; });
    return found;
  }

  TemporaryFolder folder_;
};

TEST_F(CorrectionsTest, AreTheTilesOfWhatPeopleCorrected) {
  for (int i = 0; i < 10; ++i) {
    Add(std::to_string(i) + ".png", One(0.02 * i), "1");
  }
  const Corrections corrections = Read();
  ASSERT_EQ(corrections.tiles.size(), 10U);
  EXPECT_EQ(corrections.pictures, 10U);
  EXPECT_TRUE(std::all_of(corrections.tiles.labels.begin(), corrections.tiles.labels.end(),
                          [](int label) { return label == 1; }));
  EXPECT_EQ(std::count(corrections.tiles.splits.begin(), corrections.tiles.splits.end(),
                       Split::kValidation),
            2);
}

TEST_F(CorrectionsTest, DontLearnFromTheNetworksOwnAnswers) {
  Add("a.png", One(0), "1", "read");
  const Corrections corrections = Read();
  EXPECT_EQ(corrections.tiles.size(), 0U);
  EXPECT_EQ(corrections.uncorrected, 1U);
}

TEST_F(CorrectionsTest, LeaveOutWhatIsNamed) {
  Add("a.png", One(0), "1");
  Add("b.png", One(0.1), "1");
  const Corrections corrections = Read({"a.png"});
  EXPECT_EQ(corrections.tiles.size(), 1U);
  EXPECT_EQ(corrections.left_out, 1U);
}

TEST_F(CorrectionsTest, HoldATileOnce) {
  Add("a.png", One(0), "1");
  Add("b.png", One(0), "1");
  const Corrections corrections = Read();
  EXPECT_EQ(corrections.tiles.size(), 1U);
  const auto found = Of(corrections, Finding::Kind::kDuplicate);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "b.png");
}

TEST_F(CorrectionsTest, HoldNoTileWithTwoLabels) {
  Add("a.png", One(0), "1");
  Add("b.png", One(0), "7");
  const Corrections corrections = Read();
  EXPECT_EQ(corrections.tiles.size(), 0U);
  EXPECT_EQ(Of(corrections, Finding::Kind::kTwoLabels).size(), 2U);
}

TEST_F(CorrectionsTest, ListALabelThatTheNetworkIsSureIsAnotherAndKeepIt) {
  Add("a.png", Zero(), "8");
  const Corrections corrections = Read();
  EXPECT_EQ(corrections.tiles.size(), 1U);
  const auto found = Of(corrections, Finding::Kind::kDoubtful);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].words, "the network is sure of a 0");
}

TEST_F(CorrectionsTest, ListWhatCantBeUsed) {
  Add("two.png", One(0), "11");
  Add("none.png", One(0.2), "");
  AddLine("missing.png", "1", "corrected");
  const Corrections corrections = Read();
  EXPECT_EQ(corrections.tiles.size(), 0U);
  EXPECT_EQ(Of(corrections, Finding::Kind::kOtherNumber).size(), 2U);
  EXPECT_EQ(Of(corrections, Finding::Kind::kUnreadable).size(), 1U);
}

TEST_F(CorrectionsTest, ASetThatCantBeReadIsNamed) {
  static const Recognizer recognizer(Model::LoadEmbedded().value());
  const auto corrections = ReadCorrections({"/none/export.zip"}, recognizer, {});
  ASSERT_FALSE(corrections.ok());
  EXPECT_THAT(corrections.error().message, HasSubstr("/none/export.zip"));
}

TEST_F(CorrectionsTest, ThePageShowsEveryFindingAndRunsNothingOfWhatItShows) {
  Add("a.png", Zero(), "8");
  AddLine("<script>.png", "1", "corrected");
  const std::string page = FindingsPage(Read());
  EXPECT_THAT(page, HasSubstr("the network is sure of a 0"));
  EXPECT_THAT(page, HasSubstr("data:image/png;base64,iVBOR"));
  EXPECT_THAT(page, HasSubstr("&lt;script>.png"));
  EXPECT_EQ(page.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace inkdigit::training
