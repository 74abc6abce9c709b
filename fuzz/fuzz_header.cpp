// What the server reads of a request's header and of an operator's files. The input is lines:
// target, Cookie, X-Forwarded-For, Authorization, Accept-Encoding, If-None-Match, X-Request-Id,
// Origin, Host; what follows is a file of settings and one of API keys.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string_view>

#include "cli/settings_file.h"
#include "fuzz/check.h"
#include "server/api_keys.h"
#include "server/cross_site.h"
#include "server/gate.h"
#include "server/header_values.h"
#include "server/owner_cookie.h"
#include "server/target.h"

namespace inkdigit {
namespace {

using fuzz::Check;

// Cuts the first line off `rest`.
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

const GateOptions& Options() {
  static const GateOptions options = [] {
    GateOptions made;
    made.base_path = "/digits";
    made.trusted_proxies = {IpNetwork::Parse("10.0.0.0/8").value()};
    made.keys = ApiKeys::Parse("fuzzer 0123456789abcdef").value();
    made.page_without_key = true;
    made.rate = 1e6;
    made.burst = 10;
    return made;
  }();
  return options;
}

void FuzzHeader(std::string_view input) {
  static Gate gate(Options());
  Request request;
  request.method = "POST";
  request.target = TakeLine(input);
  request.cookie = TakeLine(input);
  request.forwarded_for = TakeLine(input);
  request.authorization = TakeLine(input);
  request.accept_encoding = TakeLine(input);
  request.if_none_match = TakeLine(input);
  request.id = TakeLine(input);
  request.origin = TakeLine(input);
  request.host = TakeLine(input);
  request.peer = *IpAddress::Parse("10.0.0.1");
  const std::string target = request.target;

  if (const auto secret = ReadOwnerCookie(request.cookie)) {
    const std::string cookie = OwnerCookie(*secret, true);
    Check(ReadOwnerCookie(cookie.substr(0, cookie.find(';'))) == secret,
          "a cookie that is read is the one that is written");
  }
  (void)AcceptsGzip(request.accept_encoding);
  (void)MatchesETag(request.if_none_match, "\"0123\"");
  (void)IsCrossSite(request);

  const auto answer = gate.Receive(request);
  Check(!request.id.empty() && request.id.size() <= 64, "every request has an id");
  Check(answer || target.find("/digits/") != std::string::npos, "all is below the base path");
  if (!answer) Check(request.target.starts_with('/'), "what is left of the target is a path");
  if (!answer) (void)gate.Admit(request, std::chrono::steady_clock::now());
  Check(IpAddress::Parse(request.client.text()) == request.client, "an address can be read again");

  const auto settings = cli::ParseSettings(input);
  Check(settings.ok() || settings.error().message.starts_with("line "), "the line is named");
  const auto keys = ApiKeys::Parse(input);
  Check(keys.ok() || keys.error().message.starts_with("line "), "the line is named");
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzHeader({reinterpret_cast<const char*>(data), size});
  return 0;
}
