#include "training/figures/pictures.h"

#include <utility>

#include "training/figures/parallel.h"

namespace inkdigit::training {
namespace {

Answer Read(const Recognizer& recognizer, const Result<GrayImage>& picture, Mode mode,
            Workspace& workspace) {
  Answer answer;
  if (!picture.ok()) {
    answer.unreadable = true;
    return answer;
  }
  const Result<Reading> read = recognizer.Read(picture.value().view(), {.mode = mode}, workspace);
  if (!read.ok()) {
    answer.unreadable = true;
    return answer;
  }
  const Reading& reading = read.value();
  answer.text = reading.text;
  answer.confidence = reading.confidence;
  const std::vector<GlyphReading>& glyphs =
      reading.digits.empty() ? reading.rejected : reading.digits;
  if (!glyphs.empty()) {
    answer.has_ink = true;
    answer.scores = glyphs.front().scores;
    answer.tile = glyphs.front().tile;
  }
  return answer;
}

cli::Outcome OutcomeOf(const Pictures& pictures, const Answer& answer, std::size_t i) {
  cli::Outcome outcome;
  outcome.name.push_back('#');  // GCC 12 warns wrongly about "#" + std::to_string(i)
  outcome.name += std::to_string(i);
  outcome.label = pictures.labels[i];
  outcome.text = answer.text;
  outcome.confidence = answer.confidence;
  outcome.unreadable = answer.unreadable;
  outcome.tile = answer.tile;
  return outcome;
}

}  // namespace

std::vector<Answer> ReadAll(const Recognizer& recognizer, const Pictures& pictures, int threads,
                            Mode mode) {
  std::vector<Answer> answers(pictures.size());
  ForEach(pictures.size(), threads, [&](std::size_t i, Workspace& workspace) {
    answers[i] = Read(recognizer, pictures.at(i), mode, workspace);
  });
  return answers;
}

std::vector<cli::Outcome> Outcomes(const Pictures& pictures, const std::vector<Answer>& answers) {
  std::vector<cli::Outcome> outcomes;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    outcomes.push_back(OutcomeOf(pictures, answers[i], i));
  }
  return outcomes;
}

std::vector<bool> RightAnswers(const Pictures& pictures, const std::vector<Answer>& answers) {
  std::vector<bool> right;
  for (std::size_t i = 0; i < answers.size(); ++i) {
    right.push_back(OutcomeOf(pictures, answers[i], i).right());
  }
  return right;
}

Pictures Subset(const Pictures& pictures, std::vector<std::size_t> numbers) {
  Pictures subset;
  subset.key = pictures.key;
  subset.name = pictures.name;
  for (const std::size_t number : numbers) subset.labels.push_back(pictures.labels[number]);
  subset.at = [all = pictures.at, numbers = std::move(numbers)](std::size_t i) {
    return all(numbers[i]);
  };
  return subset;
}

std::vector<std::size_t> EvenlyFrom(std::size_t count, std::size_t wanted) {
  wanted = std::min(count, wanted);
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < wanted; ++i) numbers.push_back(i * count / wanted);
  return numbers;
}

}  // namespace inkdigit::training
