// Writes protocol buffers' wire format: https://protobuf.dev/programming-guides/encoding/. Only the
// two kinds of fields that our ONNX files need.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace inkdigit {

// One message under construction. A field that is written twice is a repeated field of two values.
class ProtobufWriter {
 public:
  // int32, int64 or an enumeration; value >= 0.
  void Number(int field, std::int64_t value) {
    Varint(Tag(field, kVarint));
    Varint(static_cast<std::uint64_t>(value));
  }

  // string or bytes.
  void Bytes(int field, std::string_view bytes) {
    Varint(Tag(field, kLengthDelimited));
    Varint(bytes.size());
    bytes_ += bytes;
  }

  void Message(int field, const ProtobufWriter& message) { Bytes(field, message.bytes_); }

  [[nodiscard]] const std::string& bytes() const& noexcept { return bytes_; }

 private:
  static constexpr std::uint64_t kVarint = 0;  // wire types
  static constexpr std::uint64_t kLengthDelimited = 2;

  static constexpr std::uint64_t Tag(int field, std::uint64_t wire_type) {
    return static_cast<std::uint64_t>(field) << 3U | wire_type;
  }

  // Seven bits a byte, the lowest first; the eighth bit says that more follow.
  void Varint(std::uint64_t value) {
    while (value >= 0x80U) {
      bytes_ += static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    bytes_ += static_cast<char>(value);
  }

  std::string bytes_;
};

}  // namespace inkdigit
