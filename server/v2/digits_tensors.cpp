#include "server/v2/digits_tensors.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>
#include <utility>

#include "json/json_reader.h"
#include "server/base64_picture.h"

namespace inkdigit::v2 {
namespace {

static_assert(std::endian::native == std::endian::little, "binary tensors are read as they lie");

constexpr std::size_t kPixels = std::size_t{kTileSide} * kTileSide;
static_assert(sizeof(Tile28) == kPixels, "tiles lie one behind the other without gaps");

Error Wrong(const InputTensor& tensor, const std::string& message) {
  return {Errc::kInvalidArgument, "the input " + tensor.name + ": " + message};
}

std::string ShapeText(const std::vector<std::int64_t>& shape) {
  std::string text;
  for (const std::int64_t size : shape) {
    text += (text.empty() ? "[" : ",") + std::to_string(size);
  }
  return text + "]";
}

std::optional<Error> ShapeError(const InputTensor& tensor) {
  const auto& shape = tensor.shape;
  const bool squares = shape.size() == 3 && shape[1] == kTileSide && shape[2] == kTileSide;
  const bool rows = shape.size() == 2 && shape[1] == static_cast<std::int64_t>(kPixels);
  if (squares || rows) return std::nullopt;
  return Wrong(tensor, "the shape is " + ShapeText(shape) +
                           "; it has to be [n,28,28] or [n,784] for n tiles");
}

Error CountError(const InputTensor& tensor, std::size_t count) {
  return Wrong(tensor, "the shape " + ShapeText(tensor.shape) + " wants " +
                           std::to_string(tensor.elements) + " numbers, but data has " +
                           std::to_string(count));
}

// A pixel of the tensor, or nothing where it is out of range.
template <typename T>
std::optional<std::uint8_t> ToPixel(T value);

template <>
std::optional<std::uint8_t> ToPixel(std::uint8_t value) {
  return value;
}

template <>
std::optional<std::uint8_t> ToPixel(float value) {
  if (!(value >= 0.0F && value <= 1.0F)) return std::nullopt;  // NaN neither
  return static_cast<std::uint8_t>(std::lround(value * 255.0F));
}

template <typename T>
std::string RangeText();

template <>
std::string RangeText<std::uint8_t>() {
  return "; UINT8 pixels are whole numbers from 0 (paper) to 255 (ink)";
}

template <>
std::string RangeText<float>() {
  return "; FP32 pixels are from 0 (paper) to 1 (ink), and UINT8 from 0 to 255";
}

template <typename T>
Error PixelError(const InputTensor& tensor, std::size_t index, const std::string& value) {
  return Wrong(tensor, "data[" + std::to_string(index) + "] is " + value + RangeText<T>());
}

template <typename T>
Result<std::vector<Tile28>> FromBytes(const InputTensor& tensor) {
  const std::size_t wanted = tensor.elements * sizeof(T);
  if (tensor.data.size() != wanted) {
    return Wrong(tensor, "the shape " + ShapeText(tensor.shape) + " of " + tensor.datatype +
                             " wants " + std::to_string(wanted) +
                             " bytes, but binary_data_size is " +
                             std::to_string(tensor.data.size()));
  }
  std::vector<Tile28> tiles(tensor.elements / kPixels);
  if constexpr (sizeof(T) == 1) {
    std::memcpy(tiles.data(), tensor.data.data(), wanted);
    return tiles;
  }
  const char* at = tensor.data.data();
  for (Tile28& tile : tiles) {
    for (std::uint8_t& pixel : tile.pixels) {
      T value;
      std::memcpy(&value, at, sizeof value);
      const auto level = ToPixel(value);
      if (!level) {
        const auto index = static_cast<std::size_t>(at - tensor.data.data()) / sizeof(T);
        return PixelError<T>(tensor, index, std::to_string(value));
      }
      pixel = *level;
      at += sizeof value;
    }
  }
  return tiles;
}

// Walks through a JSON array that is known to be valid, so that only what is in it matters.
template <typename T>
class JsonPixels {
 public:
  explicit JsonPixels(const InputTensor& tensor)
      : tensor_(tensor), at_(tensor.data.data()), end_(at_ + tensor.data.size()) {}

  Result<std::vector<Tile28>> Read() {
    // Each number takes a character and a comma or bracket, so a shape can't claim more room than
    // the request has characters.
    if (tensor_.elements > tensor_.data.size() / 2) {
      return CountError(tensor_, CountNumbers());
    }
    tiles_.resize(tensor_.elements / kPixels);
    pixels_ = reinterpret_cast<std::uint8_t*>(tiles_.data());
    if (!ReadArray(0)) return *std::move(error_);
    if (count_ != tensor_.elements) return CountError(tensor_, count_);
    return std::move(tiles_);
  }

 private:
  static bool IsSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

  void SkipSpace() {
    while (IsSpace(*at_)) ++at_;
  }

  // `count_` numbers or, where they lie nested, all of them however deep.
  [[nodiscard]] std::size_t CountNumbers() const {
    std::size_t count = 0;
    bool within = false;
    for (const char* c = at_; c != end_; ++c) {
      const bool part = !IsSpace(*c) && *c != ',' && *c != '[' && *c != ']';
      count += part && !within ? 1 : 0;
      within = part;
    }
    return count;
  }

  bool Fail(Error error) {
    error_ = std::move(error);
    return false;
  }

  // Flat, or nested as the shape says: an array holds arrays of the next dimension, or all numbers
  // of it and those behind it.
  bool ReadArray(std::size_t depth) {  // at most kMaxRank deep
    ++at_;                             // the bracket
    SkipSpace();
    if (*at_ == '[') return ReadArrays(depth);
    std::size_t wanted = 1;
    for (std::size_t i = depth; i < tensor_.shape.size(); ++i) {
      wanted *= static_cast<std::size_t>(tensor_.shape[i]);
    }
    const std::size_t first = count_;
    while (*at_ != ']') {
      if (count_ == tensor_.elements) return Fail(CountError(tensor_, count_ + CountNumbers()));
      if (!ReadNumber()) return false;
      SkipSpace();
      if (*at_ == ',') ++at_;
      SkipSpace();
    }
    ++at_;
    if (count_ - first == wanted) return true;
    if (depth == 0) return Fail(CountError(tensor_, count_));
    return Fail(Wrong(tensor_, "data is nested, but not as the shape " + ShapeText(tensor_.shape) +
                                   " says: an array of dimension " + std::to_string(depth) +
                                   " has " + std::to_string(count_ - first) + " numbers"));
  }

  bool ReadArrays(std::size_t depth) {
    std::int64_t arrays = 0;
    const bool has_next = depth + 1 < tensor_.shape.size();
    while (*at_ != ']') {
      if (!has_next || *at_ != '[' || arrays == tensor_.shape[depth]) {
        arrays = -1;
        break;
      }
      ++arrays;
      if (!ReadArray(depth + 1)) return false;
      SkipSpace();
      if (*at_ == ',') ++at_;
      SkipSpace();
    }
    if (arrays != tensor_.shape[depth]) {
      return Fail(Wrong(tensor_, "data is nested, but not as the shape " +
                                     ShapeText(tensor_.shape) + " says; it may also be flat"));
    }
    ++at_;
    return true;
  }

  // Most numbers of most requests: up to three digits, or 0.0, and the next one at once.
  bool ReadPlain() {
    unsigned value = 0;
    const char* c = at_;
    if constexpr (sizeof(T) == 1) {
      while (c < at_ + 3 && *c >= '0' && *c <= '9') {
        value = value * 10 + static_cast<unsigned>(*c++ - '0');
      }
    } else {
      if (*c == '0') ++c;
      if (c > at_ && *c == '.' && c[1] == '0') c += 2;
    }
    if (c == at_ || value > 255 || (*c != ',' && *c != ']')) return false;
    at_ = c;
    pixels_[count_++] = static_cast<std::uint8_t>(value);
    return true;
  }

  bool ReadNumber() {
    if (ReadPlain()) return true;
    const char* begin = at_;
    T value{};
    const auto [end, error] = std::from_chars(at_, end_, value);
    const bool ends = end != end_ && (*end == ',' || *end == ']' || IsSpace(*end));
    // 1e-50 is nothing to a float, and no fault.
    const bool is_tiny = error == std::errc::result_out_of_range && *begin != '-' &&
                         std::string_view(begin, end).find("e-") != std::string_view::npos;
    const auto pixel =
        ends && (error == std::errc() || is_tiny) ? ToPixel(is_tiny ? T{} : value) : std::nullopt;
    if (!pixel) {
      while (*at_ != ',' && *at_ != ']' && *at_ != '[' && !IsSpace(*at_)) ++at_;
      constexpr std::size_t kShown = 32;
      const auto length = std::min(static_cast<std::size_t>(at_ - begin), kShown);
      const std::string text = *begin == '[' ? "an array" : std::string(begin, length);
      return Fail(PixelError<T>(tensor_, count_, text));
    }
    at_ = end;
    pixels_[count_++] = *pixel;
    return true;
  }

  const InputTensor& tensor_;
  const char* at_;
  const char* end_;  // behind the last bracket, so that a character can always be looked at before
  std::vector<Tile28> tiles_;
  std::uint8_t* pixels_ = nullptr;  // of all tiles, one behind the other
  std::size_t count_ = 0;
  std::optional<Error> error_;
};

template <typename T>
Result<std::vector<Tile28>> TilesFrom(const InputTensor& tensor) {
  return tensor.is_binary ? FromBytes<T>(tensor) : JsonPixels<T>(tensor).Read();
}

// Each element has its length before it, in four bytes.
Result<std::vector<std::string>> StringsFromBytes(const InputTensor& tensor) {
  std::vector<std::string> strings;
  std::string_view left = tensor.data;
  while (!left.empty()) {
    std::uint32_t length = 0;
    if (left.size() < sizeof length) return Wrong(tensor, "the last element's length is cut off");
    std::memcpy(&length, left.data(), sizeof length);
    left.remove_prefix(sizeof length);
    if (length > left.size()) {
      return Wrong(tensor, "element " + std::to_string(strings.size()) + " claims " +
                               std::to_string(length) + " bytes, but " +
                               std::to_string(left.size()) + " are left");
    }
    if (strings.size() == tensor.elements) return CountError(tensor, strings.size() + 1);
    strings.emplace_back(left.substr(0, length));
    left.remove_prefix(length);
  }
  return strings;
}

Result<std::vector<std::string>> StringsFromJson(const InputTensor& tensor) {
  std::vector<std::string> strings;
  JsonReader reader(tensor.data);
  reader.EnterArray();
  while (reader.NextElement()) {
    const std::string place = "data[" + std::to_string(strings.size()) + "]";
    // [n, 1] may be nested.
    const bool nested = tensor.shape.size() == 2 && reader.Next() == JsonReader::Kind::kArray;
    if (nested && (!reader.EnterArray() || !reader.NextElement())) {
      return Wrong(tensor, place + " is empty");
    }
    if (reader.Next() != JsonReader::Kind::kString) {
      return Wrong(tensor, place + " has to be a string, a picture file in base64");
    }
    if (strings.size() == tensor.elements) return CountError(tensor, strings.size() + 1);
    auto bytes = FromBase64Picture(reader.String().value_or(""));
    if (!bytes) return Wrong(tensor, place + " is not base64");
    strings.push_back(*std::move(bytes));
    if (nested && reader.NextElement()) return CountError(tensor, strings.size() + 1);
  }
  return strings;
}

}  // namespace

Result<std::vector<Tile28>> TilesOf(const InputTensor& tensor) {
  if (auto error = ShapeError(tensor)) return *std::move(error);
  if (tensor.datatype == "UINT8") return TilesFrom<std::uint8_t>(tensor);
  if (tensor.datatype == "FP32") return TilesFrom<float>(tensor);
  return Wrong(tensor, "the datatype is " + tensor.datatype + "; it has to be UINT8 or FP32");
}

Result<std::vector<std::string>> PicturesOf(const InputTensor& tensor) {
  const auto& shape = tensor.shape;
  if (shape.size() > 2 || (shape.size() == 2 && shape[1] != 1)) {
    return Wrong(tensor, "the shape is " + ShapeText(shape) + "; it has to be [n] for n pictures");
  }
  if (tensor.datatype != "BYTES") {
    return Wrong(tensor, "the datatype is " + tensor.datatype + "; it has to be BYTES");
  }
  if (tensor.elements > kMaxPictures) {
    return Wrong(tensor, "a call may have " + std::to_string(kMaxPictures) + " pictures, not " +
                             std::to_string(tensor.elements));
  }
  auto pictures = tensor.is_binary ? StringsFromBytes(tensor) : StringsFromJson(tensor);
  if (pictures.ok() && pictures.value().size() != tensor.elements) {
    return CountError(tensor, pictures.value().size());
  }
  return pictures;
}

}  // namespace inkdigit::v2
