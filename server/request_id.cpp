#include "server/request_id.h"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace inkdigit {
namespace {

constexpr std::size_t kMostBytes = 64;

bool IsSafe(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
         c == '_' || c == '-';
}

}  // namespace

std::string RequestId(std::string_view proposed) {
  const bool good = !proposed.empty() && proposed.size() <= kMostBytes &&
                    std::all_of(proposed.begin(), proposed.end(), IsSafe);
  if (good) return std::string(proposed);
  std::array<unsigned char, 8> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, random.size() * 2 + 1> text{};
  sodium_bin2hex(text.data(), text.size(), random.data(), random.size());
  return text.data();
}

}  // namespace inkdigit
