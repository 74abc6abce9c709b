// The requests that inkdigit-load sends, whole, as they go over the wire.
#pragma once

#include <string>
#include <string_view>

namespace inkdigit {

// Whoever asks for pictures to be kept.
inline constexpr std::string_view kLoadOwner =
    "Cookie: inkdigit_owner=00000000000000000000000000000000\r\n";

// `fields`: further lines of the header, each with its end.
[[nodiscard]] std::string PostTo(std::string_view target, std::string_view fields,
                                 std::string_view body);
// Has kLoadOwner.
[[nodiscard]] std::string PictureRequest(std::string_view picture, std::string_view query);
// So many blank tiles, in the binary tensor extension or as JSON.
[[nodiscard]] std::string InferRequest(int tiles, bool as_bytes);

}  // namespace inkdigit
