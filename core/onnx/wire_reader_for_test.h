// Reads protocol buffers' wire format as its specification describes it
// (https://protobuf.dev/programming-guides/encoding/), apart from the code that writes it.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace inkdigit {

struct WireField {
  std::uint64_t field = 0;
  std::uint64_t number = 0;  // of a varint
  std::string bytes;         // of a length-delimited field
  bool is_number = false;
};

// The fields of one message in their order. Throws std::runtime_error where the bytes are none.
class WireMessage {
 public:
  explicit WireMessage(std::string_view rest) {
    while (!rest.empty()) {
      const std::uint64_t tag = TakeVarint(rest);
      WireField field{tag >> 3U, 0, "", (tag & 7U) == 0};
      if (field.is_number) {
        field.number = TakeVarint(rest);
      } else if ((tag & 7U) == 2) {
        const std::uint64_t size = TakeVarint(rest);
        if (size > rest.size()) throw std::runtime_error("a field is longer than its message");
        field.bytes = rest.substr(0, size);
        rest.remove_prefix(size);
      } else {
        throw std::runtime_error("a field of another wire type");
      }
      fields_.push_back(std::move(field));
    }
  }

  [[nodiscard]] const std::vector<WireField>& fields() const { return fields_; }

  [[nodiscard]] std::vector<std::int64_t> Numbers(int number) const {
    std::vector<std::int64_t> found;
    for (const WireField& each : Of(number, true)) {
      found.push_back(static_cast<std::int64_t>(each.number));
    }
    return found;
  }
  [[nodiscard]] std::vector<std::string> Texts(int number) const {
    std::vector<std::string> found;
    for (const WireField& each : Of(number, false)) found.push_back(each.bytes);
    return found;
  }
  [[nodiscard]] std::vector<WireMessage> Messages(int number) const {
    std::vector<WireMessage> found;
    for (const WireField& each : Of(number, false)) found.emplace_back(each.bytes);
    return found;
  }

  // Of a field that comes once.
  [[nodiscard]] std::int64_t Number(int number) const { return Only(Numbers(number)); }
  [[nodiscard]] std::string Text(int number) const { return Only(Texts(number)); }
  [[nodiscard]] WireMessage Message(int number) const { return Only(Messages(number)); }

 private:
  static std::uint64_t TakeVarint(std::string_view& rest) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest.empty()) throw std::runtime_error("a number ends with the message");
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80U) return value;
    }
    throw std::runtime_error("a number of more than ten bytes");
  }

  [[nodiscard]] std::vector<WireField> Of(int number, bool is_number) const {
    std::vector<WireField> found;
    for (const WireField& each : fields_) {
      if (each.field != static_cast<std::uint64_t>(number)) continue;
      if (each.is_number != is_number) throw std::runtime_error("a field of the wrong wire type");
      found.push_back(each);
    }
    return found;
  }

  template <typename T>
  static T Only(std::vector<T> found) {
    if (found.size() != 1) throw std::runtime_error("a field that does not come exactly once");
    return std::move(found.front());
  }

  std::vector<WireField> fields_;
};

}  // namespace inkdigit
