#include "inkdigit/exemplars.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/aligned_floats.h"
#include "kernels/kernels.h"

namespace inkdigit {
namespace {

// Added to a logit by a near exemplar. A first correction is a mistake, and nothing says yet how
// that person writes the digit that it was taken for; of a hand that is better known, more is
// believed.
constexpr float kStrength = 8.0F;
constexpr float kMoreStrength = 4.0F;
constexpr float kWellKnown = 20.0F;  // exemplars
// Added by one that is all but the same tile, so that a drawing that was corrected is not read
// wrong again, however sure the network is.
constexpr float kSameStrength = 12.0F;
constexpr float kSamePower = 8.0F;

// To length 1; false where there is nothing to scale.
bool MakeUnit(std::span<float> vector) {
  double square = 0.0;
  for (const float value : vector) square += static_cast<double>(value) * value;
  if (!(square > 0.0)) return false;
  const auto scale = static_cast<float>(1.0 / std::sqrt(square));
  for (float& value : vector) value *= scale;
  return true;
}

}  // namespace

struct Exemplars::Impl {
  Model model;
  const kernels::KernelSet* kernels;
  std::size_t length;       // of a vector of features
  AlignedFloats units;      // [exemplar][length]
  AlignedFloats no_bias;    // [exemplar]
  std::vector<int> digits;  // [exemplar]
  std::size_t next = 0;     // the place of the next one

  [[nodiscard]] std::span<float> unit(std::size_t place) {
    return std::span(units).subspan(place * length, length);
  }
};

Exemplars::Exemplars(Model model) {
  const kernels::KernelSet* kernels = kernels::FindKernels(model.info().kernels);
  const std::size_t length = model.info().features;
  impl_ = std::make_unique<Impl>(Impl{std::move(model), kernels, length, {}, {}, {}});
}
Exemplars::~Exemplars() = default;
Exemplars::Exemplars(Exemplars&&) noexcept = default;
Exemplars& Exemplars::operator=(Exemplars&&) noexcept = default;

std::size_t Exemplars::size() const noexcept { return impl_->digits.size(); }

void Exemplars::Learn(const Tile28& tile, int digit, Workspace& workspace) {
  std::vector<float> features(impl_->length);
  Scores scores;
  impl_->model.FirstLook({&tile, 1}, {&scores, 1}, features, workspace);
  Learn(features, digit);
}

void Exemplars::Learn(std::span<const float> features, int digit) {
  assert(digit >= 0 && digit <= 9 && features.size() == impl_->length);
  std::vector<float> unit(features.begin(), features.end());
  if (!MakeUnit(unit)) return;
  if (size() < kMost) {
    impl_->units.resize(impl_->units.size() + impl_->length);
    impl_->no_bias.push_back(0.0F);
    impl_->digits.push_back(digit);
  }
  std::copy(unit.begin(), unit.end(), impl_->unit(impl_->next).begin());
  impl_->digits[impl_->next] = digit;
  impl_->next = (impl_->next + 1) % kMost;
}

Scores Exemplars::Blend(const Scores& network, std::span<const float> features) const {
  assert(features.size() == impl_->length);
  AlignedFloats unit(features.begin(), features.end());
  if (size() == 0 || !MakeUnit(unit)) return network;
  std::vector<float> cosines(size());
  impl_->kernels->dense(static_cast<int>(impl_->length), static_cast<int>(size()), unit.data(),
                        impl_->units.data(), impl_->no_bias.data(), cosines.data());
  std::array<float, kNotADigit> nearest{};
  nearest.fill(-1.0F);
  for (std::size_t i = 0; i < size(); ++i) {
    float& best = nearest[static_cast<std::size_t>(impl_->digits[i])];
    best = std::max(best, cosines[i]);
  }
  const auto reach = static_cast<float>(impl_->model.info().reach);
  const float strength =
      kStrength + kMoreStrength * std::min(1.0F, static_cast<float>(size()) / kWellKnown);
  Scores blended = network;
  double sum = network.not_a_digit();
  for (std::size_t digit = 0; digit < nearest.size(); ++digit) {
    const float square = std::max(0.0F, 2.0F - 2.0F * nearest[digit]);
    const float nearness = std::exp(-square / reach);
    blended.probabilities[digit] *=
        std::exp(strength * nearness + kSameStrength * std::pow(nearness, kSamePower));
    sum += blended.probabilities[digit];
  }
  for (float& probability : blended.probabilities) {
    probability = static_cast<float>(probability / sum);
  }
  return blended;
}

void Exemplars::Apply(Reading& reading, Workspace& workspace) const {
  const bool refused_alone = reading.digits.empty() && reading.rejected.size() == 1;
  std::vector<GlyphReading>& glyphs = refused_alone ? reading.rejected : reading.digits;
  if (size() == 0 || glyphs.empty()) return;
  std::vector<Tile28> tiles;
  tiles.reserve(glyphs.size());
  for (const GlyphReading& glyph : glyphs) tiles.push_back(glyph.tile);
  std::vector<Scores> scores(tiles.size());
  std::vector<float> features(tiles.size() * impl_->length);
  impl_->model.FirstLook(tiles, scores, features, workspace);
  const auto blended = [&](std::size_t i) {
    return Blend(glyphs[i].scores, std::span(features).subspan(i * impl_->length, impl_->length));
  };
  if (refused_alone) {
    GlyphReading& glyph = glyphs.front();
    glyph.scores = blended(0);
    glyph.digit = glyph.scores.best_digit();
    if (glyph.scores.is_refused()) {
      reading.confidence = glyph.scores.not_a_digit();
      return;
    }
    reading.text = static_cast<char>('0' + glyph.digit);
    reading.confidence = glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)];
    reading.digits.push_back(glyph);
    reading.rejected.clear();
    return;
  }
  double change = 1.0;
  std::size_t place = 0;  // in the text, which has spaces and ends of lines between the digits
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    GlyphReading& glyph = glyphs[i];
    const float before = glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)];
    glyph.scores = blended(i);
    glyph.digit = glyph.scores.best_digit();
    const float after = glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)];
    change *= static_cast<double>(after) / std::max(before, 1e-6F);
    place = reading.text.find_first_of("0123456789", place);
    reading.text[place++] = static_cast<char>('0' + glyph.digit);
  }
  reading.confidence = std::clamp(reading.confidence * change, 0.0, 1.0);
}

}  // namespace inkdigit
