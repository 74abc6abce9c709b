// A request and a response as plain values: no socket, no thread, so the API can be called by a
// unit test.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace inkdigit {

// What the API looks at; the session copies it out of the wire format.
struct Request {
  std::string method;        // "GET"; upper case as it came
  std::string target;        // path and query as they came, still percent-encoded
  std::string content_type;  // empty where the header is absent, as for the next two
  std::string accept_encoding;
  std::string if_none_match;
  std::string body;
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no such header
  // Other header fields; those that every response has are added by the session.
  std::vector<std::pair<std::string, std::string>> fields;
  // A view is for bytes that live as long as the program (the embedded page).
  std::variant<std::string, std::string_view> body;

  [[nodiscard]] std::string_view body_view() const noexcept;
};

// "Not Found"; "Unknown" for a status that this server doesn't use.
[[nodiscard]] std::string_view StatusTitle(int status) noexcept;

}  // namespace inkdigit
