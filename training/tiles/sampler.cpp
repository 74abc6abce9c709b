#include "training/tiles/sampler.h"

#include <cassert>
#include <cmath>
#include <utility>

#include "training/render/random.h"

namespace inkdigit::training {

std::optional<LeftOutKinds> ParseLeftOut(std::string_view name) {
  LeftOutKinds kinds{};
  if (name.empty()) return kinds;
  if (name == "all") {
    kinds.fill(true);
    return kinds;
  }
  for (std::size_t kind = 0; kind < kNotDigitKinds; ++kind) {
    if (NotDigitKindName(static_cast<NotDigitKind>(kind)) != name) continue;
    kinds[kind] = true;
    return kinds;
  }
  return std::nullopt;
}

bool IsLeftOut(const TileSet& set, std::size_t tile, const LeftOutKinds& left_out) {
  return set.sources[tile] == Source::kNotDigits && set.writers[tile] < kNotDigitKinds &&
         left_out[set.writers[tile]];
}

Sampler::Sampler(const TileSet& set, const std::array<double, kSources>& shares, std::uint64_t seed,
                 const LeftOutKinds& left_out)
    : seed_(seed) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set.splits[i] != Split::kTraining) continue;
    if (IsLeftOut(set, i, left_out)) continue;
    streams_[static_cast<std::size_t>(set.sources[i])].tiles.push_back(i);
  }
  double total = 0.0;
  for (std::size_t source = 0; source < kSources; ++source) {
    if (!streams_[source].tiles.empty()) total += shares[source];
  }
  assert(total > 0.0);
  double begin = 0.0;
  for (std::size_t source = 0; source < kSources; ++source) {
    Stream& stream = streams_[source];
    stream.begin = begin;
    if (!stream.tiles.empty()) begin += shares[source] / total;
    stream.end = begin;
  }
}

std::size_t Sampler::Draw(const Stream& stream, std::size_t source, std::int64_t number) const {
  const auto count = static_cast<std::int64_t>(stream.tiles.size());
  const std::int64_t round = number / count;
  Shuffled& shuffled = shuffled_[source];
  if (shuffled.round != round) {
    shuffled = {round, stream.tiles};
    Random random = Random::For({seed_, source, static_cast<std::uint64_t>(round)});
    for (std::size_t i = shuffled.tiles.size(); i > 1; --i) {
      std::swap(shuffled.tiles[i - 1],
                shuffled.tiles[static_cast<std::size_t>(random.Below(static_cast<int>(i)))]);
    }
  }
  return shuffled.tiles[static_cast<std::size_t>(number % count)];
}

std::vector<std::size_t> Sampler::Batch(std::int64_t batch, int size) const {
  std::vector<std::size_t> indices;
  indices.reserve(static_cast<std::size_t>(size));
  for (std::size_t source = 0; source < kSources; ++source) {
    const Stream& stream = streams_[source];
    // What a source gets in all batches up to here is its share, rounded down: no batch is far from
    // it.
    const auto drawn_before = [&stream, size](std::int64_t batches) {
      const double draws = static_cast<double>(batches) * size;
      return static_cast<std::int64_t>(std::floor(draws * stream.end)) -
             static_cast<std::int64_t>(std::floor(draws * stream.begin));
    };
    if (stream.tiles.empty()) continue;
    for (std::int64_t number = drawn_before(batch); number < drawn_before(batch + 1); ++number) {
      indices.push_back(Draw(stream, source, number));
    }
  }
  return indices;
}

}  // namespace inkdigit::training
