// multipart/form-data (RFC 7578), which a browser's form and `curl -F` send.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit {

// Bounds for hostile bodies; a form that sends one picture has a part or two with 100 bytes of
// header each.
inline constexpr std::size_t kMaxParts = 64;
inline constexpr std::size_t kMaxPartHeaderBytes = 8192;

struct Part {
  std::string name;                     // of the form's field
  std::optional<std::string> filename;  // as the client named it; never trusted
  std::string content_type;             // as it came; empty where absent
  std::string_view data;                // within the body that was parsed
};

// The parts in their order. kInvalidArgument's message says what is wrong: an empty or overlong
// boundary, no part, a part without its end, a header without name, more than the bounds above.
// Linear in the size of the body.
[[nodiscard]] Result<std::vector<Part>> ParseMultipart(std::string_view body,
                                                       std::string_view boundary);

}  // namespace inkdigit
