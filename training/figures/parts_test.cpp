#include "training/figures/parts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

namespace inkdigit::training {
namespace {

using testing::HasSubstr;

class PartsWithoutData : public testing::Test {
 protected:
  static SourceOptions Nowhere() {
    SourceOptions options;
    options.mnist_folder = "/nonexistent/mnist";
    options.data_folder = "/nonexistent/data";
    options.font_folder = "/nonexistent/fonts";
    return options;
  }

  Recognizer recognizer_{Model::LoadEmbedded().value()};
  Sources sources_{Nowhere()};
  Bench bench_{recognizer_, sources_, {}};
};

TEST_F(PartsWithoutData, SayOfEveryFigureThatItWasNotMeasuredAndWhy) {
  for (const Part& part : kAllParts) {
    const std::vector<Figure> figures = part.measure(bench_);
    EXPECT_FALSE(figures.empty()) << part.name;
    for (const Figure& figure : figures) {
      EXPECT_FALSE(figure.value.has_value()) << figure.key;
      EXPECT_THAT(figure.note, testing::AnyOf(HasSubstr("/nonexistent"), HasSubstr("no font")))
          << figure.key;
    }
  }
  EXPECT_TRUE(bench_.read_sets().empty());
}

TEST_F(PartsWithoutData, GiveEveryFigureAKeyOfItsOwn) {
  std::set<std::string> keys;
  for (const Part& part : kAllParts) {
    for (const Figure& figure : part.measure(bench_)) {
      EXPECT_TRUE(keys.insert(figure.key).second) << figure.key;
    }
  }
}

TEST(DigitAnswers, LeaveOutWhatWasRefused) {
  ReadSet set;
  cli::Outcome right;
  right.label = "1";
  right.text = "1";
  right.confidence = 0.9;
  cli::Outcome refused = right;
  refused.text = "";
  cli::Outcome wrong = right;
  wrong.text = "7";
  set.outcomes = {right, refused, wrong};
  const std::vector<JudgedAnswer> answers = DigitAnswers(set);
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_TRUE(answers[0].right);
  EXPECT_FALSE(answers[1].right);
}

class PartsOnValidationData : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasDataFile(DefaultDataFolder(), kOptdigitsTrain)) {
      GTEST_SKIP() << "set INKDIGIT_DATA to the folder that holds " << kOptdigitsTrain.name;
    }
  }

  static SourceOptions Validation() {
    SourceOptions options;
    options.split = Split::kValidation;
    return options;
  }

  Recognizer recognizer_{Model::LoadEmbedded().value()};
  Sources sources_{Validation()};
  Bench bench_{recognizer_, sources_, {}};
};

TEST_F(PartsOnValidationData, MeasureTheSameTwice) {
  const Figure first = MeasureOptdigits(bench_).front();
  BenchOptions options;
  options.threads = 1;
  Bench other(recognizer_, sources_, options);
  const Figure second = MeasureOptdigits(other).front();
  EXPECT_EQ(first.count, 193);
  EXPECT_GT(first.hits, 150);
  EXPECT_EQ(first.hits, second.hits);
  EXPECT_EQ(bench_.read_sets().size(), 1U);
}

TEST_F(PartsOnValidationData, KeepTheUploadedPicturesShut) {
  const Figure figure = MeasureSamples(bench_).front();
  EXPECT_EQ(figure.verdict(), Verdict::kNotMeasured);
}

}  // namespace
}  // namespace inkdigit::training
