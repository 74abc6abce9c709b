// Between Beast's messages and ours. For session.cpp alone, which is the only file that includes
// Beast.
#pragma once

#include <boost/beast/http.hpp>
#include <ctime>
#include <string>
#include <string_view>

#include "server/http.h"
#include "server/problem.h"
#include "server/server.h"

namespace inkdigit {

using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

inline std::string_view View(boost::beast::string_view text) noexcept {
  return {text.data(), text.size()};
}

inline boost::beast::string_view View(std::string_view text) noexcept {
  return {text.data(), text.size()};
}

// RFC 9110's form, e.g. "Sun, 06 Nov 1994 08:49:37 GMT".
inline std::string HttpDate() {
  const std::time_t now = std::time(nullptr);
  std::tm utc{};
  gmtime_r(&now, &utc);
  std::string text(sizeof "Sun, 06 Nov 1994 08:49:37 GMT", '\0');
  text.resize(std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &utc));
  return text;
}

// All but the body and who sent it.
inline Request ToRequest(const Parser& parser) {
  namespace http = boost::beast::http;
  const auto& message = parser.get();
  Request request;
  request.method = View(message.method_string());
  request.target = View(message.target());
  request.content_type = View(message[http::field::content_type]);
  request.accept_encoding = View(message[http::field::accept_encoding]);
  request.if_none_match = View(message[http::field::if_none_match]);
  request.host = View(message[http::field::host]);
  request.cookie = View(message[http::field::cookie]);
  request.authorization = View(message[http::field::authorization]);
  request.origin = View(message[http::field::origin]);
  request.sec_fetch_site = View(message["Sec-Fetch-Site"]);
  request.forwarded_proto = View(message["X-Forwarded-Proto"]);
  request.inference_header_content_length = View(message["Inference-Header-Content-Length"]);
  request.api_key = View(message["X-Api-Key"]);
  request.id = View(message["X-Request-Id"]);
  // A proxy may add a header of its own below the one that it got.
  const auto [begin, end] = message.equal_range("X-Forwarded-For");
  for (auto field = begin; field != end; ++field) {
    request.forwarded_for += request.forwarded_for.empty() ? "" : ",";
    request.forwarded_for += View(field->value());
  }
  return request;
}

inline bool HasBody(const Parser& parser) {
  const auto length = parser.content_length();
  return parser.chunked() || (length && *length > 0);
}

inline std::string BodyLimitText(std::size_t limit) {
  return "the body is larger than the limit of " + std::to_string(limit) + " bytes";
}

// What is wrong with a request that Beast refuses.
inline Response ParseProblem(boost::system::error_code error, const ServerOptions& options) {
  namespace http = boost::beast::http;
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return Problem(431, "the request header is larger than the limit of " +
                            std::to_string(options.header_limit) + " bytes");
  }
  if (error == http::error::body_limit) return Problem(413, BodyLimitText(options.body_limit));
  if (error == http::error::partial_message) return Problem(400, "the request ends in the middle");
  return Problem(400, "this is not a valid HTTP/1.1 request: " + error.message());
}

// The header of an answer, all but what says how long its body is.
template <typename Message>
void FillHeader(Message& message, const Response& response, std::string_view request_id) {
  namespace http = boost::beast::http;
  message.result(static_cast<unsigned>(response.status));
  message.set(http::field::date, View(std::string_view(HttpDate())));
  message.set(http::field::server, "inkdigit");
  // The page runs only what this server sends it, and nobody may frame it.
  message.set("Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: "
              "data:; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action "
              "'none'; frame-ancestors 'none'");
  message.set("X-Content-Type-Options", "nosniff");
  message.set("Referrer-Policy", "no-referrer");
  message.set("Cross-Origin-Opener-Policy", "same-origin");
  if (!request_id.empty()) message.set("X-Request-Id", View(request_id));
  for (const auto& [name, value] : response.fields) message.set(name, value);
  if (!response.content_type.empty()) {
    message.set(http::field::content_type, response.content_type);
  }
}

}  // namespace inkdigit
