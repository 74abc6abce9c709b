#include "inkdigit/model.h"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "core/embedded_model.h"
#include "core/layer_list.h"
#include "core/layer_weights.h"
#include "core/looks.h"
#include "core/network.h"
#include "core/safetensors.h"
#include "kernels/kernels.h"

namespace inkdigit {
namespace {

constexpr std::string_view kFormat = "inkdigit-model-1";

std::string Sha256Hex(std::span<const std::byte> bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

Error Bad(std::string message) { return {Errc::kBadModel, std::move(message)}; }

Result<std::string> TakeMetadata(const Safetensors& file, const std::string& key) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) return Bad("the model's metadata has no \"" + key + "\"");
  return found->second;
}

std::optional<double> ParsePositive(std::string_view text) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  if (!std::isfinite(value) || value <= 0.0) return std::nullopt;
  return value;
}

std::string JoinKernelNames() {
  std::string names;
  for (const std::string_view name : Model::KernelNames()) {
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names;
}

Scores Softmax(std::span<const float> logits, double temperature) {
  const double largest = *std::max_element(logits.begin(), logits.end());
  std::array<double, kClasses> powers{};
  double sum = 0.0;
  for (std::size_t i = 0; i < kClasses; ++i) {
    powers[i] = std::exp((logits[i] - largest) / temperature);
    sum += powers[i];
  }
  Scores scores;
  for (std::size_t i = 0; i < kClasses; ++i) {
    scores.probabilities[i] = static_cast<float>(powers[i] / sum);
  }
  return scores;
}

}  // namespace

int Scores::best_digit() const noexcept {
  const auto* best = std::max_element(probabilities.begin(), probabilities.begin() + kNotADigit);
  return static_cast<int>(best - probabilities.begin());
}

Workspace::Workspace() = default;
Workspace::~Workspace() = default;
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;

struct Model::Impl {
  ModelInfo info;
  Network network;
  std::vector<LayerWeights> layer_weights;
};

Model::Model(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

Result<Model> Model::Load(std::span<const std::byte> safetensors, std::string_view kernels) {
  const kernels::KernelSet* kernel_set = kernels::FindKernels(kernels);
  if (kernel_set == nullptr) {
    return Error{Errc::kInvalidArgument, "no kernels named \"" + std::string(kernels) +
                                             "\" run on this CPU: choose from " +
                                             JoinKernelNames()};
  }
  const Result<Safetensors> file = ParseSafetensors(safetensors);
  if (!file.ok()) return file.error();

  const Result<std::string> format = TakeMetadata(file.value(), "format");
  if (!format.ok()) return format.error();
  if (format.value() != kFormat) {
    return Bad("the model's format is \"" + format.value() + "\", expected \"" +
               std::string(kFormat) + '"');
  }
  const Result<std::string> name = TakeMetadata(file.value(), "name");
  if (!name.ok()) return name.error();
  const Result<std::string> layer_text = TakeMetadata(file.value(), "layers");
  if (!layer_text.ok()) return layer_text.error();
  const Result<std::string> temperature_text = TakeMetadata(file.value(), "temperature");
  if (!temperature_text.ok()) return temperature_text.error();
  const std::optional<double> temperature = ParsePositive(temperature_text.value());
  if (!temperature) {
    return Bad("the model's temperature is \"" + temperature_text.value() +
               "\", expected a number above 0");
  }
  std::optional<double> reach = ModelInfo{}.reach;
  if (const auto found = file.value().metadata.find("reach");
      found != file.value().metadata.end()) {
    reach = ParsePositive(found->second);
    if (!reach) {
      return Bad("the model's reach is \"" + found->second + "\", expected a number above 0");
    }
  }

  const Result<std::vector<Layer>> layers = ParseLayerList(layer_text.value());
  if (!layers.ok()) return layers.error();
  if (layers.value().back().outputs != kClasses) {
    return Bad("the model's last layer gives " + std::to_string(layers.value().back().outputs) +
               " numbers, expected " + std::to_string(kClasses) +
               ": ten digits and \"not a digit\"");
  }
  Result<Network> network = Network::Build(layers.value(), file.value(), *kernel_set);
  if (!network.ok()) return network.error();

  ModelInfo info;
  info.name = name.value();
  info.layers = layer_text.value();
  info.sha256 = Sha256Hex(safetensors);
  info.kernels = kernel_set->name;
  info.parameters = network.value().parameters();
  info.multiply_adds = network.value().multiply_adds();
  info.temperature = *temperature;
  info.features = network.value().features();
  info.reach = *reach;
  return Model(std::make_shared<const Impl>(Impl{std::move(info), std::move(network).value(),
                                                 TakeLayerWeights(layers.value(), file.value())}));
}

Result<Model> Model::LoadEmbedded(std::string_view kernels) {
  return Load(EmbeddedModelFile(), kernels);
}

std::vector<std::string_view> Model::KernelNames() {
  std::vector<std::string_view> names;
  for (const kernels::KernelSet& set : kernels::AllKernels()) {
    if (set.supported()) names.push_back(set.name);
  }
  return names;
}

const ModelInfo& Model::info() const noexcept { return impl_->info; }

const std::vector<LayerWeights>& Model::layer_weights() const noexcept {
  return impl_->layer_weights;
}

void Model::Logits(std::span<const Tile28> tiles, std::span<float> logits,
                   Workspace& workspace) const {
  Run(tiles, logits, {}, workspace);
}

void Model::Run(std::span<const Tile28> tiles, std::span<float> logits, std::span<float> features,
                Workspace& workspace) const {
  assert(logits.size() == tiles.size() * kClasses);
  // The vector's own alignment is that of a float, so there is room to move the beginning.
  constexpr std::size_t kRoom = kernels::kAlignment / sizeof(float);
  const std::size_t size = impl_->network.scratch_size();
  if (workspace.activations_.size() < size + kRoom) workspace.activations_.resize(size + kRoom);
  void* begin = workspace.activations_.data();
  std::size_t space = workspace.activations_.size() * sizeof(float);
  std::align(kernels::kAlignment, size * sizeof(float), begin, space);
  impl_->network.Run(tiles, logits, features, {static_cast<float*>(begin), size});
}

void Model::Classify(std::span<const Tile28> tiles, std::span<Scores> scores,
                     Workspace& workspace) const {
  Classify(tiles, scores, {}, workspace);
}

void Model::Classify(std::span<const Tile28> tiles, std::span<Scores> scores,
                     std::span<float> features, Workspace& workspace) const {
  FirstLook(tiles, scores, features, workspace);
  for (std::size_t i = 0; i < tiles.size(); ++i) LookAgain(tiles[i], scores[i], workspace);
}

void Model::FirstLook(std::span<const Tile28> tiles, std::span<Scores> scores,
                      Workspace& workspace) const {
  FirstLook(tiles, scores, {}, workspace);
}

void Model::FirstLook(std::span<const Tile28> tiles, std::span<Scores> scores,
                      std::span<float> features, Workspace& workspace) const {
  assert(scores.size() == tiles.size());
  assert(features.empty() || features.size() == tiles.size() * info().features);
  // A multiple of the tiles that go through the network together, and one more: a last tile must
  // not be left alone, because alone it would be rounded differently.
  constexpr std::size_t kBatch = 48;
  std::array<float, (kBatch + 1) * kClasses> buffer{};
  for (std::size_t first = 0, count = 0; first < tiles.size(); first += count) {
    const std::size_t left = tiles.size() - first;
    count = left <= kBatch + 1 ? left : kBatch;
    const std::span<const Tile28> batch = tiles.subspan(first, count);
    const std::span<float> logits = std::span(buffer).first(batch.size() * kClasses);
    const std::span<float> of_batch =
        features.empty() ? features
                         : features.subspan(first * info().features, count * info().features);
    Run(batch, logits, of_batch, workspace);
    for (std::size_t i = 0; i < batch.size(); ++i) {
      scores[first + i] = Softmax(logits.subspan(i * kClasses, kClasses), impl_->info.temperature);
    }
  }
}

void Model::LookAgain(const Tile28& tile, Scores& scores, Workspace& workspace) const {
  const float doubt = Doubt(scores);
  if (doubt == 0.0F) return;
  std::array<Tile28, kMoreLooks> looks;
  TakeMoreLooks(tile, looks);
  std::array<Scores, kMoreLooks> more;
  FirstLook(looks, more, workspace);
  scores = WeighLooks(scores, more, doubt);
}

}  // namespace inkdigit
