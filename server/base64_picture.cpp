#include "server/base64_picture.h"

#include "json/base64.h"

namespace inkdigit {

std::optional<std::string> FromBase64Picture(std::string_view text) {
  constexpr std::string_view kMark = ";base64,";
  if (text.starts_with("data:")) {
    const std::size_t mark = text.find(kMark);
    if (mark == std::string_view::npos) return std::nullopt;
    text.remove_prefix(mark + kMark.size());
  }
  return FromBase64(text);
}

}  // namespace inkdigit
