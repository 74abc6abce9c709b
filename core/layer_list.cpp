#include "core/layer_list.h"

#include <charconv>
#include <optional>
#include <string>

#include "kernels/kernels.h"

namespace inkdigit {
namespace {

// Far beyond any network for 28x28 tiles; keeps a damaged file from asking for absurd memory.
constexpr int kMostOutputs = 4096;
constexpr std::size_t kMostLayers = 64;

std::optional<int> ParseOutputs(std::string_view text) {
  int outputs = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), outputs);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (outputs < 1 || outputs > kMostOutputs) return std::nullopt;
  return outputs;
}

std::optional<Layer> ParseLayer(std::string_view text) {
  if (text == "maxpool2x2") return Layer{Layer::Kind::kMaxPool2x2};
  if (text == "avgmaxpool") return Layer{Layer::Kind::kAverageMaxPool};
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, space);
  const std::optional<int> outputs = ParseOutputs(text.substr(space + 1));
  if (!outputs) return std::nullopt;
  if (name == "conv3x3" && *outputs % kernels::kChannelStep == 0) {
    return Layer{Layer::Kind::kConv3x3, *outputs};
  }
  if (name == "dense") return Layer{Layer::Kind::kDense, *outputs};
  return std::nullopt;
}

Error Bad(const std::string& message) { return {Errc::kBadModel, message}; }

}  // namespace

Result<std::vector<Layer>> ParseLayerList(std::string_view text) {
  constexpr std::string_view kSeparator = ", ";
  std::vector<Layer> layers;
  while (true) {
    const std::size_t end = text.find(kSeparator);
    const std::string_view word = text.substr(0, end);
    const std::optional<Layer> layer = ParseLayer(word);
    const std::string place =
        "layer " + std::to_string(layers.size()) + ", \"" + std::string(word) + "\",";
    if (!layer) return Bad(place + " is unknown or of a size that is not supported");

    using Kind = Layer::Kind;
    const Kind before = layers.empty() ? Kind::kConv3x3 : layers.back().kind;
    const bool pooled = before == Kind::kAverageMaxPool;
    if (layers.empty() ? layer->kind != Kind::kConv3x3
                       : before == Kind::kDense || pooled != (layer->kind == Kind::kDense)) {
      return Bad(place +
                 " is out of place: the list is convolutions and maximum pools beginning "
                 "with a convolution, then avgmaxpool, then dense");
    }
    layers.push_back(*layer);
    if (layers.size() > kMostLayers) return Bad("the network has too many layers");
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + kSeparator.size());
  }
  if (layers.back().kind != Layer::Kind::kDense)
    return Bad("the layer list does not end with a dense layer");
  return layers;
}

}  // namespace inkdigit
