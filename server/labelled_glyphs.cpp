#include "server/labelled_glyphs.h"

#include <algorithm>
#include <iterator>

namespace inkdigit {

std::string DigitsOf(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits),
               [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

const std::vector<GlyphReading>* GlyphsOf(const Reading& reading, std::string_view digits) {
  if (digits.empty()) return nullptr;
  if (reading.digits.size() == digits.size()) return &reading.digits;
  // A person said what the ink was that was taken for no digit.
  if (reading.digits.empty() && reading.rejected.size() == digits.size()) return &reading.rejected;
  return nullptr;
}

}  // namespace inkdigit
