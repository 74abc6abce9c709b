#include "store/reading_id.h"

#include <sodium.h>

#include <algorithm>
#include <chrono>
#include <cstddef>

namespace inkdigit {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kForm = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr int kTimeBytes = 6;

}  // namespace

std::int64_t ReadingId::time_ms() const noexcept {
  std::int64_t time = 0;
  for (std::size_t i = 0; i < kTimeBytes; ++i) time = time << 8 | bytes[i];
  return time;
}

std::string ReadingId::text() const {
  std::string text(kForm);
  std::size_t nibble = 0;
  for (char& c : text) {
    if (c == '-') continue;
    const int byte = bytes[nibble / 2];
    c = kHex[static_cast<std::size_t>(nibble % 2 == 0 ? byte >> 4 : byte & 15)];
    ++nibble;
  }
  return text;
}

ReadingId NewReadingId(std::int64_t time_ms) {
  ReadingId id = FirstReadingIdAt(time_ms);
  randombytes_buf(id.bytes.data() + kTimeBytes, id.bytes.size() - kTimeBytes);
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (id.bytes[6] & 0x0f));  // the version
  id.bytes[8] = static_cast<std::uint8_t>(0x80 | (id.bytes[8] & 0x3f));  // the variant
  return id;
}

ReadingId FirstReadingIdAt(std::int64_t time_ms) noexcept {
  ReadingId id;
  const std::int64_t time = std::max<std::int64_t>(0, time_ms);
  for (std::size_t i = 0; i < kTimeBytes; ++i) {
    id.bytes[i] = static_cast<std::uint8_t>(time >> (8 * (kTimeBytes - 1 - i)));
  }
  return id;
}

ReadingId LastReadingId() noexcept {
  ReadingId id;
  id.bytes.fill(0xff);
  return id;
}

std::optional<ReadingId> ParseReadingId(std::string_view text) noexcept {
  if (text.size() != kForm.size()) return std::nullopt;
  ReadingId id;
  std::size_t nibble = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (kForm[i] == '-') {
      if (text[i] != '-') return std::nullopt;
      continue;
    }
    const std::size_t value = kHex.find(text[i]);
    if (value == std::string_view::npos) return std::nullopt;
    id.bytes[nibble / 2] = static_cast<std::uint8_t>(id.bytes[nibble / 2] << 4 | value);
    ++nibble;
  }
  return id;
}

std::int64_t NowMs() noexcept {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace inkdigit
