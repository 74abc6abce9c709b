#include "core/network.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <set>
#include <string>
#include <utility>

#include "inkdigit/model.h"
#include "kernels/winograd_weights.h"

namespace inkdigit {
namespace {

static_assert(std::endian::native == std::endian::little,
              "safetensors numbers are read as they lie");

// Bytes of transformed filters that stay in a second-level cache of 2 MiB from one tile to the
// next, beside the maps and the scratch.
constexpr std::size_t kCachedFilters = std::size_t{3} << 19;

// Tiles that go through the network together: as many as fill a chunk of Winograd's blocks with
// 7x7 maps, of 4 blocks each.
constexpr std::size_t kTilesTogether = kernels::kWinogradBlocks / 4;

std::string ShapeText(const std::vector<std::int64_t>& shape) {
  std::string text = "[";
  for (const std::int64_t size : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(size);
  }
  return text + "]";
}

// [out][in][3][3], as trainers keep it, to [3][3][in][out], so that a kernel loads neighbouring
// outputs at once.
AlignedFloats OutputsInnermost(const AlignedFloats& weights, int inputs, int outputs) {
  AlignedFloats turned(weights.size());
  constexpr std::size_t kTaps = 9;
  const auto in = static_cast<std::size_t>(inputs);
  const auto out = static_cast<std::size_t>(outputs);
  for (std::size_t o = 0; o < out; ++o) {
    for (std::size_t i = 0; i < in; ++i) {
      for (std::size_t tap = 0; tap < kTaps; ++tap) {
        turned[(tap * in + i) * out + o] = weights[(o * in + i) * kTaps + tap];
      }
    }
  }
  return turned;
}

std::size_t LineFloats(int width, int channels) {
  return (static_cast<std::size_t>(width) + 2) * static_cast<std::size_t>(channels);
}

// Zeroes the frame of one pixel around a map. Done for each run, because another network's numbers
// may lie there.
void ClearBorder(float* map, int height, int width, int channels) {
  const std::size_t line = LineFloats(width, channels);
  const auto pixel = static_cast<std::size_t>(channels);
  std::fill_n(map, line + pixel, 0.0F);  // the first line and the next one's first pixel
  for (int y = 1; y <= height; ++y) {
    // A line's last pixel and the next line's first lie side by side.
    std::fill_n(map + static_cast<std::size_t>(y + 1) * line - pixel, 2 * pixel, 0.0F);
  }
  std::fill_n(map + static_cast<std::size_t>(height + 1) * line, line, 0.0F);
}

// To whole kernels::kAlignment.
std::size_t RoundUp(std::size_t floats) {
  constexpr std::size_t kStep = kernels::kAlignment / sizeof(float);
  return (floats + kStep - 1) / kStep * kStep;
}

}  // namespace

std::size_t Network::Reserve(std::size_t floats) {
  const std::size_t offset = scratch_size_;
  scratch_size_ += RoundUp(floats);
  return offset;
}

Network::Map Network::AddMap(int height, int width, int channels) {
  Map map = AddNumbers((height + 2) * (width + 2) * channels);
  map.height = height;
  map.width = width;
  map.channels = channels;
  maps_.push_back(map);
  return map;
}

Network::Map Network::AddNumbers(int count) {
  Map map{1, 1, count, 0, RoundUp(static_cast<std::size_t>(count))};
  map.offset = Reserve(map.step * kTilesTogether);
  return map;
}

void Network::LayOutConvolution(Step& step, const AlignedFloats& weights) {
  step.weights = OutputsInnermost(weights, step.input.channels, step.layer.outputs);
  const Map& in = step.input;
  if (in.channels == 1 && kernels_->first_conv3x3_relu != nullptr && in.height >= 2 &&
      in.width >= 4) {
    step.way = Convolution::kFirst;
  }
  if (in.channels % kernels::kChannelStep != 0 || kernels_->winograd_conv3x3_relu == nullptr)
    return;
  step.way = Convolution::kWinograd;
  AlignedFloats transformed(weights.size() / 9 * kernels::kWinogradPositions);
  kernels::WinogradWeights(step.input.channels, step.layer.outputs, step.weights.data(),
                           transformed.data());
  step.weights = std::move(transformed);
  winograd_scratch_ = std::max(winograd_scratch_, kernels::WinogradScratch(step.input.channels));
}

// A tile alone meets each filter with as many numbers as its map has blocks, 4 of a 7x7 map. Where
// all filters of the largest blocks don't stay in the cache, reading them takes longer than
// multiplying. Blocks of 3x3 read 25 of the 36 filters, for 169 instead of 121 multiplications.
void Network::ChooseBlocksAlone() {
  constexpr int kFewBlocks = 8;
  std::size_t bytes = 0;
  for (const Step& step : steps_) {
    if (step.way == Convolution::kWinograd) bytes += step.weights.size() * sizeof(float);
  }
  for (Step& step : steps_) {
    const int blocks =
        kernels::WinogradSegments(step.input.height, kernels::kWinogradLargestBlock) *
        kernels::WinogradSegments(step.input.width, kernels::kWinogradLargestBlock);
    const bool smaller = bytes > kCachedFilters && blocks < kFewBlocks && !step.max_pool;
    step.block_alone = kernels::kWinogradLargestBlock - (smaller ? 1 : 0);
  }
}

Result<AlignedFloats> Network::TakeTensor(const Safetensors& file, const std::string& name,
                                          const std::vector<std::int64_t>& shape) {
  const auto found = file.tensors.find(name);
  if (found == file.tensors.end())
    return Error{Errc::kBadModel, "tensor \"" + name + "\" is missing"};
  const Tensor& tensor = found->second;
  if (tensor.dtype != "F32" || tensor.shape != shape) {
    return Error{Errc::kBadModel, "tensor \"" + name + "\" is " + tensor.dtype + " " +
                                      ShapeText(tensor.shape) +
                                      ", but the layer list asks for F32 " + ShapeText(shape)};
  }
  AlignedFloats values(tensor.bytes.size() / sizeof(float));
  std::memcpy(values.data(), tensor.bytes.data(), tensor.bytes.size());
  if (!std::all_of(values.begin(), values.end(),
                   [](float value) { return std::isfinite(value); })) {
    return Error{Errc::kBadModel, "tensor \"" + name + "\" holds a value that is not finite"};
  }
  return values;
}

Result<Network> Network::Build(const std::vector<Layer>& layers, const Safetensors& file,
                               const kernels::KernelSet& kernels) {
  Network network(kernels);
  Map map = network.AddMap(kTileSide, kTileSide, 1);
  std::set<std::string> used;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Layer& layer = layers[i];
    const std::string prefix = "layers." + std::to_string(i);
    Step step{layer, map, {}, {}, false, 0, {}, {}};

    if (layer.kind == Layer::Kind::kConv3x3 || layer.kind == Layer::Kind::kDense) {
      const bool is_conv = layer.kind == Layer::Kind::kConv3x3;
      std::vector<std::int64_t> shape{layer.outputs, map.channels};
      if (is_conv) shape.insert(shape.end(), {3, 3});
      Result<AlignedFloats> weights = TakeTensor(file, prefix + ".weight", shape);
      if (!weights.ok()) return weights.error();
      Result<AlignedFloats> bias = TakeTensor(file, prefix + ".bias", {layer.outputs});
      if (!bias.ok()) return bias.error();
      used.insert({prefix + ".weight", prefix + ".bias"});

      const auto count = static_cast<std::int64_t>(weights.value().size());
      network.parameters_ += count + layer.outputs;
      network.multiply_adds_ += is_conv ? count * map.height * map.width : count;
      if (is_conv) {
        network.LayOutConvolution(step, weights.value());
      } else {
        step.weights = std::move(weights).value();
      }
      step.bias = std::move(bias).value();
    }

    switch (layer.kind) {
      case Layer::Kind::kConv3x3:
        step.max_pool = step.way != Convolution::kDirect && i + 1 < layers.size() &&
                        layers[i + 1].kind == Layer::Kind::kMaxPool2x2 && map.height % 2 == 0 &&
                        map.width % 2 == 0;
        if (step.max_pool) ++i;
        map = step.max_pool ? network.AddMap(map.height / 2, map.width / 2, layer.outputs)
                            : network.AddMap(map.height, map.width, layer.outputs);
        break;
      case Layer::Kind::kMaxPool2x2:
        if (map.height < 2 || map.width < 2) {
          return Error{Errc::kBadModel, "layer " + std::to_string(i) +
                                            ", \"maxpool2x2\", meets a map of " +
                                            std::to_string(map.width) + "x" +
                                            std::to_string(map.height) + ", which is too small"};
        }
        map = network.AddMap(map.height / 2, map.width / 2, map.channels);
        break;
      case Layer::Kind::kAverageMaxPool:
        map = network.AddNumbers(2 * map.channels);
        break;
      case Layer::Kind::kDense:
        break;  // writes to the caller's logits
    }
    step.output = map;
    network.steps_.push_back(std::move(step));
  }
  for (const auto& [name, tensor] : file.tensors) {
    if (!used.contains(name)) {
      return Error{Errc::kBadModel,
                   "tensor \"" + name + "\" belongs to no layer of the layer list"};
    }
  }
  network.ChooseBlocksAlone();
  network.winograd_offset_ = network.Reserve(network.winograd_scratch_);
  return network;
}

void Network::ReadTile(const Tile28& tile, std::size_t place, std::span<float> scratch) const {
  const Map& map = maps_.front();
  float* lines = scratch.data() + map.offset + place * map.step;
  for (int y = 0; y < kTileSide; ++y) {
    float* line = lines + static_cast<std::size_t>(y + 1) * LineFloats(kTileSide, 1) + 1;
    for (int x = 0; x < kTileSide; ++x) line[x] = static_cast<float>(tile.at(x, y)) / 255.0F;
  }
}

void Network::RunStep(const Step& step, std::size_t tiles, bool alone, float* logits,
                      std::span<float> scratch) const {
  const Map& in = step.input;
  const kernels::Conv3x3Shape shape{in.height, in.width, in.channels, step.layer.outputs};
  const float* inputs = scratch.data() + in.offset;
  float* outputs = scratch.data() + step.output.offset;
  if (step.way == Convolution::kWinograd) {
    kernels_->winograd_conv3x3_relu(
        {shape, step.max_pool},
        {static_cast<int>(tiles), inputs, in.step, outputs, step.output.step},
        alone ? step.block_alone : kernels::kWinogradLargestBlock, step.weights.data(),
        step.bias.data(), scratch.data() + winograd_offset_);
    return;
  }
  for (std::size_t t = 0; t < tiles; ++t) {
    const float* input = inputs + t * in.step;
    float* output = outputs + t * step.output.step;
    switch (step.layer.kind) {
      case Layer::Kind::kConv3x3:
        if (step.way == Convolution::kFirst) {
          kernels_->first_conv3x3_relu(shape, step.max_pool, input, step.weights.data(),
                                       step.bias.data(), output);
        } else {
          kernels_->conv3x3_relu(shape, input, step.weights.data(), step.bias.data(), output);
        }
        break;
      case Layer::Kind::kMaxPool2x2:
        kernels_->max_pool_2x2(in.height, in.width, in.channels, input, output);
        break;
      case Layer::Kind::kAverageMaxPool:
        kernels_->average_max_pool(in.height, in.width, in.channels, input, output);
        break;
      case Layer::Kind::kDense: {
        const auto count = static_cast<std::size_t>(step.layer.outputs);
        kernels_->dense(in.channels, step.layer.outputs, input, step.weights.data(),
                        step.bias.data(), logits + t * count);
        break;
      }
    }
  }
}

void Network::Run(std::span<const Tile28> tiles, std::span<float> logits, std::span<float> features,
                  std::span<float> scratch) const {
  if (tiles.empty()) return;
  const std::size_t together = std::min(kTilesTogether, tiles.size());
  for (const Map& map : maps_) {
    for (std::size_t t = 0; t < together; ++t) {
      ClearBorder(scratch.data() + map.offset + t * map.step, map.height, map.width, map.channels);
    }
  }
  const std::size_t classes = logits.size() / tiles.size();
  for (std::size_t first = 0; first < tiles.size(); first += together) {
    const std::size_t count = std::min(together, tiles.size() - first);
    for (std::size_t t = 0; t < count; ++t) ReadTile(tiles[first + t], t, scratch);
    for (const Step& step : steps_) {
      RunStep(step, count, tiles.size() == 1, logits.data() + first * classes, scratch);
    }
    if (features.empty()) continue;
    const Map& last = steps_.back().input;
    for (std::size_t t = 0; t < count; ++t) {
      std::copy_n(scratch.data() + last.offset + t * last.step, last.channels,
                  features.data() + (first + t) * this->features());
    }
  }
}

}  // namespace inkdigit
