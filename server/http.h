// A request and a response as plain values: no socket, no thread, so the API can be called by a
// unit test.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "server/body_source.h"
#include "server/ip_network.h"

namespace inkdigit {

// What the API looks at; the session copies it out of the wire format.
struct Request {
  std::string method;  // "GET"; upper case as it came
  std::string target;  // path and query as they came, still percent-encoded
  // The values of header fields; empty where the field is absent.
  std::string content_type = {};
  std::string accept_encoding = {};
  std::string if_none_match = {};
  std::string host = {};
  std::string cookie = {};
  std::string authorization = {};
  std::string origin = {};
  std::string sec_fetch_site = {};
  std::string inference_header_content_length = {};  // of requests under /v2 only
  std::string forwarded_proto = {};                  // X-Forwarded-Proto
  std::string forwarded_for = {};                    // X-Forwarded-For
  std::string api_key = {};                          // X-Api-Key
  std::string id = {};  // X-Request-Id; after Gate::Receive() the one that is used
  IpAddress peer = {};  // at the other end of the connection
  // What Gate::Receive() found out.
  IpAddress client = {};
  std::string key_name = {};  // whose API key was sent; empty: nobody's
  std::string body = {};
};

struct Response {
  int status = 200;
  std::string content_type;  // empty: no such header
  // Other header fields; those that every response has are added by the session.
  std::vector<std::pair<std::string, std::string>> fields;
  // A view is for bytes that live as long as the program (the embedded page).
  std::variant<std::string, std::string_view> body;
  // In place of `body` where it is made while it is sent; sent in chunks.
  std::shared_ptr<BodySource> source = nullptr;

  [[nodiscard]] std::string_view body_view() const noexcept;
};

// "Not Found"; "Unknown" for a status that this server doesn't use.
[[nodiscard]] std::string_view StatusTitle(int status) noexcept;

}  // namespace inkdigit
