#include "training/train/recipe.h"

#include <cmath>
#include <numbers>
#include <sstream>

#include "training/render/not_digit_maker.h"

namespace inkdigit::training {
namespace {

constexpr double kWarmUpShare = 0.05;

// 0 at the first batch, 1 after the last.
double Progress(const Recipe& recipe, std::int64_t step) {
  const double steps = static_cast<double>(recipe.epochs) * recipe.batches_per_epoch;
  return static_cast<double>(step) / steps;
}

}  // namespace

std::string Describe(const Recipe& recipe) {
  std::ostringstream text;
  text << recipe.layers << "; seed " << recipe.seed << "; " << recipe.epochs << " epochs of "
       << recipe.batches_per_epoch << " batches of " << recipe.batch_size << "; rate "
       << recipe.peak_rate << ", momentum " << recipe.momentum << ", weight decay "
       << recipe.weight_decay << ", label smoothing " << recipe.label_smoothing
       << ", average decay " << recipe.average_decay << "; augmentation falls to "
       << recipe.final_strength << " over the last " << recipe.calm_share << "; turned "
       << TurnedShare(recipe) << "; " << (recipe.bfloat16 ? "bfloat16" : "float32") << ", "
       << recipe.threads << " threads";
  if (!recipe.left_out.empty()) text << "; without " << recipe.left_out;
  if (recipe.corrections_share > 0.0) {
    text << "; " << recipe.corrections_share << " of each batch corrections";
  }
  if (!recipe.teachers.empty()) {
    text << "; " << recipe.teachers_share << " of the truth from " << recipe.teachers;
  }
  if (!recipe.start.empty()) text << "; started from " << recipe.start;
  return text.str();
}

std::string UnknownKind(const std::string& left_out) {
  std::string text = left_out + ": there is no such kind; there are all";
  for (std::size_t kind = 0; kind < kNotDigitKinds; ++kind) {
    text += ", ";
    text += NotDigitKindName(static_cast<NotDigitKind>(kind));
  }
  return text;
}

std::array<double, kSources> Shares(const Recipe& recipe) {
  std::array<double, kSources> shares = kDefaultShares;
  for (double& share : shares) share *= 1.0 - recipe.corrections_share;
  shares[static_cast<std::size_t>(Source::kCorrections)] = recipe.corrections_share;
  return shares;
}

double TurnedShare(const Recipe& recipe) {
  return recipe.left_out == "all" ? 0.0 : recipe.turned_share;
}

double LearningRate(const Recipe& recipe, std::int64_t step) {
  const double progress = Progress(recipe, step);
  if (progress < kWarmUpShare) {
    // Not from 0: the first batches would be lost.
    constexpr double kStart = 0.1;
    return recipe.peak_rate * (kStart + (1.0 - kStart) * progress / kWarmUpShare);
  }
  const double falling = (progress - kWarmUpShare) / (1.0 - kWarmUpShare);
  return recipe.peak_rate * 0.5 * (1.0 + std::cos(std::numbers::pi * falling));
}

double AugmentationStrength(const Recipe& recipe, std::int64_t step) {
  const double calm = (Progress(recipe, step) - (1.0 - recipe.calm_share)) / recipe.calm_share;
  if (recipe.calm_share <= 0.0 || calm <= 0.0) return 1.0;
  return 1.0 + calm * (recipe.final_strength - 1.0);
}

}  // namespace inkdigit::training
