// What a request to read pictures brings: a body -> the pictures in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"
#include "server/http.h"

namespace inkdigit {

struct Upload {
  std::string_view bytes;  // within the request's body or PictureForm::decoded
  std::string field;       // of the form; empty where there was none
};

struct PictureForm {
  std::vector<Upload> pictures;                // at least one; of several, some may be empty
  std::optional<std::string_view> allow;       // a list of allowed answers
  std::shared_ptr<const std::string> decoded;  // of a picture that came in base64
};

// Takes the picture itself, whatever its Content-Type says; {"image": base64 or a data URL}; or
// multipart/form-data, whose fields named `image` and `file` are pictures (at most kMaxParts, in
// their order) and whose field `allow` is the list. kInvalidArgument's message says what would be
// right. `request` must outlive what it gives.
[[nodiscard]] Result<PictureForm> ReadPictureForm(const Request& request);

// `error` of decoding `bytes`, or a better one where they look as if `curl -d` had sent them, which
// drops line breaks.
[[nodiscard]] Error WithUploadHint(Error error, std::string_view bytes,
                                   std::string_view content_type);

}  // namespace inkdigit
