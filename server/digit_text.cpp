#include "server/digit_text.h"

namespace inkdigit {

bool IsDigitText(std::string_view text) noexcept {
  if (text.size() > kMaxDigitTextBytes) return false;
  bool digit_before = false;
  for (const char c : text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit && (!digit_before || (c != ' ' && c != '\n'))) return false;
    digit_before = digit;
  }
  return text.empty() || digit_before;
}

}  // namespace inkdigit
