// A Reading as the JSON object that the command line prints and the HTTP API answers.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/allowed.h"
#include "inkdigit/recognizer.h"

namespace inkdigit {

// An explanation takes milliseconds, and a picture may hold hundreds of digits.
inline constexpr int kMostExplained = 32;

// What the object tells besides the reading itself.
struct ReadingJsonOptions {
  // "file" comes first when given; bytes that aren't UTF-8 become U+FFFD.
  std::optional<std::string_view> file = std::nullopt;
  int width = 0;  // the picture as shown, in pixels
  int height = 0;
  std::string_view model = {};  // ModelInfo::name
  // Each digit also tells what the network saw: "tile", base64 of 28x28 bytes, rows first. With a
  // model, the first kMostExplained of all also tell "evidence", see explanation_json.h.
  bool tiles = false;
  const Model* explain_with = nullptr;
  // The entries of a list of allowed answers that fit best: "allowed", where it was asked for.
  const std::vector<AllowedMatch>* allowed = nullptr;
};

// One object in one line, without a newline at its end:
//   {"file", "text", "confidence", "allowed": [{"text", "probability"}, ...], "digits": [...],
//    "rejected": [...], "width", "height", "model"}
// where a digit is {"digit", "confidence", "probabilities": [10 numbers], "not_a_digit",
// "box": [x, y, width, height], "tile", "evidence"}. The ten probabilities and "not_a_digit" sum
// to 1. Numbers have at most six decimals. "rejected" is ink that was found, but is no digit.
[[nodiscard]] std::string ReadingToJson(const Reading& reading, const ReadingJsonOptions& options);

}  // namespace inkdigit
