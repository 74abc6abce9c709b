#include "server/multipart.h"

#include <algorithm>

#include "server/header_values.h"

namespace inkdigit {
namespace {

constexpr std::size_t kMaxBoundaryBytes = 70;  // RFC 2046 5.1.1
constexpr std::string_view kNewline = "\r\n";

Error Malformed(std::string_view what) {
  return {Errc::kInvalidArgument, "the multipart body is malformed: " + std::string(what)};
}

// Fills everything but the data from the header lines of one part, each ended by CRLF.
std::optional<Error> ReadPartHeader(std::string_view header, Part& part) {
  bool has_name = false;
  while (!header.empty()) {
    const std::size_t end = header.find(kNewline);
    const std::string_view line = header.substr(0, end);
    header = end == std::string_view::npos ? std::string_view() : header.substr(end + 2);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Malformed("a header line of a part has no colon");
    const std::string_view field = line.substr(0, colon);
    const std::string_view value = Trim(line.substr(colon + 1));
    if (EqualsIgnoringCase(field, "Content-Type")) part.content_type = value;
    if (!EqualsIgnoringCase(field, "Content-Disposition")) continue;
    const auto disposition = ParseParameterized(value);
    if (!disposition || disposition->value != "form-data") {
      return Malformed("a part's Content-Disposition is not form-data");
    }
    if (const auto name = disposition->Parameter("name")) {
      part.name = *name;
      has_name = true;
    }
    if (const auto filename = disposition->Parameter("filename")) part.filename = *filename;
  }
  if (!has_name) return Malformed("a part has no name");
  return std::nullopt;
}

}  // namespace

Result<std::vector<Part>> ParseMultipart(std::string_view body, std::string_view boundary) {
  if (boundary.empty()) return Malformed("the boundary is empty");
  if (boundary.size() > kMaxBoundaryBytes) {
    return Malformed("the boundary has more than 70 characters");
  }
  const std::string delimiter = "\r\n--" + std::string(boundary);

  // What stands before the first delimiter is a preamble for people. The first one needs no line
  // break before it.
  std::size_t at = 0;
  if (body.starts_with(std::string_view(delimiter).substr(2))) {
    at = delimiter.size() - 2;
  } else {
    at = body.find(delimiter);
    if (at == std::string_view::npos) return Malformed("the boundary never occurs in it");
    at += delimiter.size();
  }

  std::vector<Part> parts;
  while (true) {  // `at` is behind a delimiter
    std::string_view rest = body.substr(at);
    if (rest.starts_with("--")) break;
    // The line may end with blanks that a gateway added.
    const std::size_t padding = std::min(rest.find_first_not_of(" \t"), rest.size());
    rest.remove_prefix(padding);
    if (!rest.starts_with(kNewline)) {
      return rest.size() < kNewline.size() ? Malformed("it ends before its last boundary")
                                           : Malformed("a boundary is not followed by a new line");
    }
    rest.remove_prefix(kNewline.size());
    if (parts.size() == kMaxParts) {
      return Malformed("it has more than " + std::to_string(kMaxParts) + " parts");
    }

    Part part;
    // A header block is lines and an empty line; without any line, the empty line comes at once.
    const std::string_view window = rest.substr(0, kMaxPartHeaderBytes + 4);
    const std::size_t header_end = window.starts_with(kNewline) ? 0 : window.find("\r\n\r\n");
    if (header_end == std::string_view::npos) {
      return rest.size() > window.size() ? Malformed("the header of a part is too long")
                                         : Malformed("it ends within the header of a part");
    }
    if (auto error = ReadPartHeader(rest.substr(0, header_end), part)) return *std::move(error);
    const std::size_t data_begin = header_end == 0 ? 2 : header_end + 4;
    // An empty part's delimiter may begin with the line break that ended the header.
    const std::size_t data_end = rest.find(delimiter, data_begin - 2);
    if (data_end == std::string_view::npos) return Malformed("it ends before its last boundary");
    part.data = rest.substr(data_begin, std::max(data_end, data_begin) - data_begin);
    parts.push_back(std::move(part));
    at = static_cast<std::size_t>(rest.data() - body.data()) + data_end + delimiter.size();
  }
  if (parts.empty()) return Malformed("it has no part");
  return parts;
}

}  // namespace inkdigit
