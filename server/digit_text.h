// What a person may say that a picture shows.
#pragma once

#include <cstddef>
#include <string_view>

namespace inkdigit {

inline constexpr std::size_t kMaxDigitTextBytes = 1000;

// Digits, with single spaces or newlines between them, at most kMaxDigitTextBytes; or nothing, for
// a picture on which there is nothing to read.
[[nodiscard]] bool IsDigitText(std::string_view text) noexcept;

// For an error message: what IsDigitText() wants.
inline constexpr std::string_view kDigitTextRule =
    "text must be digits, with single spaces or newlines between, at most 1000 characters; empty "
    "where there is nothing to read";

}  // namespace inkdigit
