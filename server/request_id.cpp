#include "server/request_id.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstddef>

namespace inkdigit {
namespace {

constexpr std::size_t kMostBytes = 64;

bool IsSafe(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

constexpr std::size_t kBytes = 8;

// Asking the system costs as much for one as for many.
std::array<unsigned char, kBytes> RandomBytes() {
  thread_local std::array<unsigned char, 64 * kBytes> ahead;
  thread_local std::size_t used = ahead.size();
  if (used == ahead.size()) {
    randombytes_buf(ahead.data(), ahead.size());
    used = 0;
  }
  std::array<unsigned char, kBytes> bytes{};
  std::copy_n(ahead.begin() + static_cast<std::ptrdiff_t>(used), kBytes, bytes.begin());
  used += kBytes;
  return bytes;
}

}  // namespace

std::string RequestId(std::string_view proposed) {
  const bool good = !proposed.empty() && proposed.size() <= kMostBytes &&
                    std::all_of(proposed.begin(), proposed.end(), IsSafe);
  if (good) return std::string(proposed);
  const std::array<unsigned char, kBytes> random = RandomBytes();
  std::array<char, 2 * kBytes + 1> text{};
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  return text.data();
}

}  // namespace inkdigit
