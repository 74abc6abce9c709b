#include "core/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

namespace inkdigit {
namespace {

constexpr std::size_t kLengthBytes = 8;
constexpr std::uint64_t kMostHeaderBytes =
    1'000'000;  // ours have 1,300; the format's own limit is 100 MB
constexpr std::uint64_t kMostBytes = std::numeric_limits<std::int64_t>::max();

Error Bad(std::string message) { return {Errc::kBadModel, std::move(message)}; }

std::string Quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

// Bytes of one number; empty for a type that the format does not know.
std::optional<std::uint64_t> ElementBytes(std::string_view dtype) {
  constexpr std::array<std::pair<std::string_view, std::uint64_t>, 12> kTypes{{{"F64", 8},
                                                                               {"F32", 4},
                                                                               {"F16", 2},
                                                                               {"BF16", 2},
                                                                               {"I64", 8},
                                                                               {"I32", 4},
                                                                               {"I16", 2},
                                                                               {"I8", 1},
                                                                               {"U8", 1},
                                                                               {"BOOL", 1},
                                                                               {"U64", 8},
                                                                               {"U32", 4}}};
  const auto* found = std::find_if(kTypes.begin(), kTypes.end(),
                                   [dtype](const auto& type) { return type.first == dtype; });
  if (found == kTypes.end()) return std::nullopt;
  return found->second;
}

// What the header says about one tensor, not yet checked against anything.
struct Entry {
  std::optional<std::string> dtype;
  std::optional<std::vector<std::uint64_t>> shape;
  std::optional<std::vector<std::uint64_t>> data_offsets;
};

// Takes the header's JSON token by token, so that a key that comes twice is seen and nesting is
// never deeper than the form itself: {name: {field: value or [numbers]}}. Returning false stops the
// parser, with the reason in error().
class HeaderHandler : public nlohmann::json_sax<nlohmann::json> {
 public:
  [[nodiscard]] const std::string& error() const { return error_; }
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const { return metadata_; }
  [[nodiscard]] const std::map<std::string, Entry>& entries() const { return entries_; }

  bool start_object(std::size_t /*elements*/) override {
    ++depth_;
    return depth_ <= 2 && !in_array_ ? true : Unexpected("an object");
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool start_array(std::size_t /*elements*/) override {
    if (depth_ != 2 || in_array_ || InMetadata()) return Unexpected("an array");
    in_array_ = true;
    numbers_.clear();
    return true;
  }
  bool end_array() override {
    in_array_ = false;
    Entry& entry = entries_[name_];
    if (field_ == "shape") {
      entry.shape = numbers_;
    } else if (field_ == "data_offsets") {
      entry.data_offsets = numbers_;
    } else {
      return Unexpected("an array");
    }
    return true;
  }
  bool key(string_t& key) override {
    if (depth_ == 1) {
      name_ = key;
      fields_.clear();
      if (!names_.insert({key, true}).second)
        return Stop("the header names " + Quoted(key) + " twice");
      if (!InMetadata()) entries_[name_];
      return true;
    }
    field_ = key;
    if (!fields_.insert({key, true}).second) {
      return Stop("the header has " + Quoted(key) + " twice in " + Quoted(name_));
    }
    if (!InMetadata() && key != "dtype" && key != "shape" && key != "data_offsets") {
      return Stop("the header has an unknown field " + Quoted(key) + " in " + Quoted(name_));
    }
    return true;
  }
  bool string(string_t& value) override {
    if (depth_ != 2 || in_array_) return Unexpected("text");
    if (InMetadata()) {
      metadata_[field_] = value;
    } else if (field_ == "dtype") {
      entries_[name_].dtype = value;
    } else {
      return Unexpected("text");
    }
    return true;
  }
  bool number_unsigned(number_unsigned_t value) override {
    if (!in_array_) return Unexpected("a number");
    numbers_.push_back(value);
    return true;
  }
  bool number_integer(number_integer_t /*value*/) override {
    return Unexpected("a negative number");
  }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
    return Unexpected("a number that is not whole");
  }
  bool null() override { return Unexpected("null"); }
  bool boolean(bool /*value*/) override { return Unexpected("a truth value"); }
  bool binary(binary_t& /*value*/) override { return Unexpected("binary data"); }
  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& /*error*/) override {
    return Stop("the header is no valid JSON at byte " + std::to_string(position));
  }

 private:
  [[nodiscard]] bool InMetadata() const { return name_ == "__metadata__"; }
  bool Stop(std::string error) {
    error_ = std::move(error);
    return false;
  }
  bool Unexpected(const std::string& what) {
    return Stop("the header has " + what + " where it does not belong, near " + Quoted(name_));
  }

  int depth_ = 0;
  bool in_array_ = false;
  std::string name_;   // the key at depth 1
  std::string field_;  // the key at depth 2
  std::map<std::string, bool> names_;
  std::map<std::string, bool> fields_;
  std::vector<std::uint64_t> numbers_;
  std::map<std::string, std::string> metadata_;
  std::map<std::string, Entry> entries_;
  std::string error_;
};

// The bytes that dtype and shape ask for; empty where they are beyond any file.
std::optional<std::uint64_t> BytesOf(std::uint64_t element_bytes,
                                     const std::vector<std::uint64_t>& shape) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return 0;
  std::uint64_t bytes = element_bytes;
  for (const std::uint64_t size : shape) {
    if (size > kMostBytes / bytes) return std::nullopt;
    bytes *= size;
  }
  return bytes;
}

Result<Tensor> ReadEntry(const std::string& name, const Entry& entry,
                         std::span<const std::byte> buffer) {
  const std::string tensor = "tensor " + Quoted(name);
  if (!entry.dtype || !entry.shape || !entry.data_offsets || entry.data_offsets->size() != 2) {
    return Bad(tensor + " lacks its dtype, its shape or its two data_offsets");
  }
  const auto element_bytes = ElementBytes(*entry.dtype);
  if (!element_bytes) return Bad(tensor + " has an unknown dtype " + Quoted(*entry.dtype));
  const auto is_too_large = [](std::uint64_t size) { return size > kMostBytes; };
  if (std::any_of(entry.shape->begin(), entry.shape->end(), is_too_large)) {
    return Bad(tensor + " has an impossible shape");
  }
  const std::uint64_t begin = (*entry.data_offsets)[0];
  const std::uint64_t end = (*entry.data_offsets)[1];
  if (begin > end || end > buffer.size()) {
    return Bad(tensor + " lies at bytes " + std::to_string(begin) + " to " + std::to_string(end) +
               ", but the file has " + std::to_string(buffer.size()) +
               " bytes of data: it is truncated or damaged");
  }
  const auto bytes = BytesOf(*element_bytes, *entry.shape);
  if (!bytes || *bytes != end - begin) {
    return Bad(tensor + " has another number of bytes than its dtype and shape ask for");
  }
  return Tensor{
      *entry.dtype, {entry.shape->begin(), entry.shape->end()}, buffer.subspan(begin, end - begin)};
}

// Tensors must cover the buffer from end to end: bytes that belong to nothing could hide anything.
std::optional<Error> CheckCoverage(const Safetensors& file, std::span<const std::byte> buffer) {
  std::vector<std::pair<std::size_t, std::size_t>> ranges;  // begin, end
  for (const auto& [name, tensor] : file.tensors) {
    const auto begin = static_cast<std::size_t>(tensor.bytes.data() - buffer.data());
    ranges.emplace_back(begin, begin + tensor.bytes.size());
  }
  std::sort(ranges.begin(), ranges.end());
  std::size_t covered = 0;
  for (const auto& [begin, end] : ranges) {
    if (begin != covered) {
      return Bad("the tensors leave a hole or overlap at byte " +
                 std::to_string(std::min(begin, covered)) + " of the data");
    }
    covered = end;
  }
  if (covered != buffer.size()) {
    return Bad("the file has " + std::to_string(buffer.size() - covered) +
               " bytes after its last tensor");
  }
  return std::nullopt;
}

}  // namespace

Result<Safetensors> ParseSafetensors(std::span<const std::byte> file) {
  if (file.size() < kLengthBytes) {
    return Bad("the file has " + std::to_string(file.size()) +
               " bytes: no safetensors file is so short");
  }
  std::uint64_t header_bytes = 0;
  for (std::size_t i = 0; i < kLengthBytes; ++i) {
    header_bytes |= std::to_integer<std::uint64_t>(file[i]) << (8 * i);
  }
  const std::span<const std::byte> rest = file.subspan(kLengthBytes);
  if (header_bytes > kMostHeaderBytes) {
    return Bad("the file is no safetensors file: its header would have " +
               std::to_string(header_bytes) + " bytes");
  }
  if (header_bytes > rest.size()) {
    return Bad("the file ends inside its header: it is truncated");
  }
  const std::span<const std::byte> header = rest.first(header_bytes);
  if (header.empty() || header.front() != std::byte{'{'}) {
    return Bad("the file is no safetensors file: its header does not begin with {");
  }

  HeaderHandler handler;
  const char* text = reinterpret_cast<const char*>(header.data());
  if (!nlohmann::json::sax_parse(text, text + header.size(), &handler)) {
    return Bad(handler.error());
  }

  const std::span<const std::byte> buffer = rest.subspan(header_bytes);
  Safetensors result;
  result.metadata = handler.metadata();
  for (const auto& [name, entry] : handler.entries()) {
    Result<Tensor> tensor = ReadEntry(name, entry, buffer);
    if (!tensor.ok()) return tensor.error();
    result.tensors.emplace(name, std::move(tensor).value());
  }
  if (auto error = CheckCoverage(result, buffer)) return *std::move(error);
  return result;
}

}  // namespace inkdigit
