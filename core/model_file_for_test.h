// Builds model files for tests: small, whole, or wrong in one place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace inkdigit {

struct TestTensor {
  std::string name;
  std::vector<std::int64_t> shape;
  std::vector<float> values;
};

// The bytes of a safetensors file: the length of the header, the header, the data.
inline std::vector<std::byte> JoinSafetensors(const std::string& header, const std::string& data) {
  const std::uint64_t length = header.size();
  std::string file(reinterpret_cast<const char*>(&length), sizeof length);
  file += header + data;
  std::vector<std::byte> bytes(file.size());
  std::memcpy(bytes.data(), file.data(), file.size());
  return bytes;
}

// A model of the smallest form that the layer list allows; tests change one thing and build.
struct TestModel {
  std::map<std::string, std::string> metadata{
      {"format", "inkdigit-model-1"},
      {"name", "test"},
      {"layers", "conv3x3 16, maxpool2x2, conv3x3 16, avgmaxpool, dense 11"},
      {"temperature", "1.5"}};
  std::vector<TestTensor> tensors;

  explicit TestModel(unsigned seed = 1) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<float> uniform(-0.3F, 0.3F);
    const auto add = [&](std::string name, std::vector<std::int64_t> shape) {
      std::size_t count = 1;
      for (const std::int64_t size : shape) count *= static_cast<std::size_t>(size);
      TestTensor tensor{std::move(name), std::move(shape), std::vector<float>(count)};
      for (float& value : tensor.values) value = uniform(random);
      tensors.push_back(std::move(tensor));
    };
    add("layers.0.weight", {16, 1, 3, 3});
    add("layers.0.bias", {16});
    add("layers.2.weight", {16, 16, 3, 3});
    add("layers.2.bias", {16});
    add("layers.4.weight", {11, 32});
    add("layers.4.bias", {11});
  }

  TestTensor& tensor(const std::string& name) {
    for (TestTensor& each : tensors) {
      if (each.name == name) return each;
    }
    return tensors.front();
  }

  [[nodiscard]] std::vector<std::byte> Bytes() const {
    nlohmann::ordered_json header;
    header["__metadata__"] = metadata;
    std::string data;
    for (const TestTensor& each : tensors) {
      const std::size_t begin = data.size();
      data.append(reinterpret_cast<const char*>(each.values.data()),
                  each.values.size() * sizeof(float));
      header[each.name] = {
          {"dtype", "F32"}, {"shape", each.shape}, {"data_offsets", {begin, data.size()}}};
    }
    return JoinSafetensors(header.dump(), data);
  }
};

}  // namespace inkdigit
