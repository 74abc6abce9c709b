#include "training/train/model_file.h"

#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>
#include <span>

namespace inkdigit::training {
namespace {

static_assert(std::endian::native == std::endian::little, "the file is little-endian");

// Writes at `offset`, which moves behind it; requires room.
template <typename T>
void Put(std::vector<std::byte>& bytes, std::size_t& offset, std::span<const T> values) {
  if (values.empty()) return;
  std::memcpy(bytes.data() + offset, values.data(), values.size_bytes());
  offset += values.size_bytes();
}

}  // namespace

std::vector<std::byte> Safetensors(const std::map<std::string, std::string>& metadata,
                                   const std::vector<NamedTensor>& tensors) {
  nlohmann::ordered_json header;
  header["__metadata__"] = metadata;
  std::size_t offset = 0;
  for (const NamedTensor& tensor : tensors) {
    const std::size_t end = offset + tensor.values.size() * sizeof(float);
    header[tensor.name] = {
        {"dtype", "F32"}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
    offset = end;
  }
  std::string text = header.dump();
  constexpr std::size_t kAlignment = 8;
  text.resize((text.size() + kAlignment - 1) / kAlignment * kAlignment, ' ');

  const std::uint64_t length = text.size();
  std::vector<std::byte> bytes(sizeof(length) + text.size() + offset);
  std::size_t end = 0;
  Put<std::uint64_t>(bytes, end, std::span(&length, 1));
  Put<char>(bytes, end, text);
  for (const NamedTensor& tensor : tensors) Put<float>(bytes, end, tensor.values);
  return bytes;
}

}  // namespace inkdigit::training
