#include "inkdigit/explain.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/layer_weights.h"

namespace inkdigit {
namespace {

// Shapes: [channel][row][col], as LayerMaps has them.
LayerMaps MapsOf(std::string name, int channels, int height, int width) {
  LayerMaps maps{std::move(name), channels, height, width, {}};
  maps.values.resize(static_cast<std::size_t>(channels) * static_cast<std::size_t>(height) *
                     static_cast<std::size_t>(width));
  return maps;
}

std::size_t MapSize(const LayerMaps& maps) {
  return static_cast<std::size_t>(maps.height) * static_cast<std::size_t>(maps.width);
}

// Adds `weight` times the input moved by (dy, dx) to the output: a row is one simple loop.
void AddMoved(const LayerMaps& shape, const float* in, int dy, int dx, float weight, float* out) {
  const int first = std::max(0, -dx);
  const int last = std::min(shape.width, shape.width - dx);
  for (int y = std::max(0, -dy); y < std::min(shape.height, shape.height - dy); ++y) {
    const float* from = in + static_cast<std::ptrdiff_t>(y + dy) * shape.width + dx;
    float* to = out + static_cast<std::ptrdiff_t>(y) * shape.width;
    for (int x = first; x < last; ++x) to[x] += weight * from[x];
  }
}

LayerMaps Convolve(const LayerMaps& in, const LayerWeights& layer) {
  const int outputs = layer.layer.outputs;
  LayerMaps out = MapsOf("conv3x3 " + std::to_string(outputs), outputs, in.height, in.width);
  const std::size_t size = MapSize(in);
  const float* weight = layer.weights.data();
  for (std::size_t o = 0; o < layer.bias.size(); ++o) {
    float* map = out.values.data() + o * size;
    std::fill_n(map, size, layer.bias[o]);
    for (int i = 0; i < in.channels; ++i) {
      const float* from = in.values.data() + static_cast<std::size_t>(i) * size;
      for (int tap = 0; tap < 9; ++tap) {
        AddMoved(in, from, tap / 3 - 1, tap % 3 - 1, *weight++, map);
      }
    }
    for (std::size_t p = 0; p < size; ++p) map[p] = std::max(0.0F, map[p]);
  }
  return out;
}

LayerMaps Halve(const LayerMaps& in) {
  LayerMaps out = MapsOf("maxpool2x2", in.channels, in.height / 2, in.width / 2);
  const auto width = static_cast<std::size_t>(in.width);
  float* to = out.values.data();
  for (int c = 0; c < in.channels; ++c) {
    for (int y = 0; y < out.height; ++y) {
      const float* from = in.values.data() + static_cast<std::size_t>(c) * MapSize(in) +
                          2 * static_cast<std::size_t>(y) * width;
      for (int x = 0; x < out.width; ++x, from += 2) {
        *to++ = std::max({from[0], from[1], from[width], from[width + 1]});
      }
    }
  }
  return out;
}

// What the pool keeps of one map.
struct Pooled {
  float average;
  std::size_t largest;  // where the maximum is
};

std::vector<Pooled> PoolAll(const LayerMaps& in) {
  std::vector<Pooled> all;
  const std::size_t size = MapSize(in);
  for (int c = 0; c < in.channels; ++c) {
    const float* map = in.values.data() + static_cast<std::size_t>(c) * size;
    float sum = 0.0F;
    for (std::size_t p = 0; p < size; ++p) sum += map[p];
    all.push_back({sum / static_cast<float>(size),
                   static_cast<std::size_t>(std::max_element(map, map + size) - map)});
  }
  return all;
}

LayerMaps PoolMaps(const LayerMaps& in) {
  LayerMaps out = MapsOf("avgmaxpool", 2 * in.channels, 1, 1);
  const std::vector<Pooled> pooled = PoolAll(in);
  for (std::size_t c = 0; c < pooled.size(); ++c) {
    out.values[c] = pooled[c].average;
    out.values[pooled.size() + c] = in.values[c * MapSize(in) + pooled[c].largest];
  }
  return out;
}

LayerMaps Combine(const LayerMaps& in, const LayerWeights& layer) {
  const int outputs = layer.layer.outputs;
  LayerMaps out = MapsOf("dense " + std::to_string(outputs), outputs, 1, 1);
  const float* weight = layer.weights.data();
  for (std::size_t o = 0; o < layer.bias.size(); ++o) {
    float sum = layer.bias[o];
    for (const float value : in.values) sum += *weight++ * value;
    out.values[o] = sum;
  }
  return out;
}

// `last`: the maps before the pool; `dense`: the layer behind it, averages first, then maxima.
Evidence EvidenceOf(const LayerMaps& last, const LayerWeights& dense) {
  const std::size_t size = MapSize(last);
  const std::vector<Pooled> pooled = PoolAll(last);
  const std::size_t channels = pooled.size();
  Evidence evidence{last.height, last.width, {}, dense.bias};
  evidence.values.resize(dense.bias.size() * size);
  for (std::size_t k = 0; k < dense.bias.size(); ++k) {
    float* places = evidence.values.data() + k * size;
    const float* of_average = dense.weights.data() + k * 2 * channels;
    const float* of_maximum = of_average + channels;
    for (std::size_t c = 0; c < channels; ++c) {
      const float* map = last.values.data() + c * size;
      const float share = of_average[c] / static_cast<float>(size);
      for (std::size_t p = 0; p < size; ++p) places[p] += share * map[p];
      places[pooled[c].largest] += of_maximum[c] * map[pooled[c].largest];
    }
  }
  return evidence;
}

}  // namespace

Explanation Explain(const Model& model, const Tile28& tile) {
  Explanation explanation;
  LayerMaps maps = MapsOf("tile", 1, kTileSide, kTileSide);
  std::transform(tile.pixels.begin(), tile.pixels.end(), maps.values.begin(),
                 [](std::uint8_t pixel) { return static_cast<float>(pixel) / 255.0F; });
  LayerMaps before_pool;
  for (const LayerWeights& layer : model.layer_weights()) {
    switch (layer.layer.kind) {
      case Layer::Kind::kConv3x3:
        maps = Convolve(maps, layer);
        break;
      case Layer::Kind::kMaxPool2x2:
        maps = Halve(maps);
        break;
      case Layer::Kind::kAverageMaxPool:
        before_pool = maps;
        maps = PoolMaps(maps);
        break;
      case Layer::Kind::kDense:
        explanation.evidence = EvidenceOf(before_pool, layer);
        maps = Combine(maps, layer);
        break;
    }
    explanation.layers.push_back(maps);
  }
  return explanation;
}

}  // namespace inkdigit
