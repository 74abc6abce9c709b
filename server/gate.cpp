#include "server/gate.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>
#include <utility>

#include "server/cross_site.h"
#include "server/header_values.h"
#include "server/problem.h"
#include "server/request_id.h"
#include "server/target.h"

namespace inkdigit {
namespace {

// Only browsers send Sec-Fetch-Site, and no page can set it; a program can, so this keeps nobody
// out who wants to come in.
bool IsFromOwnPage(const Request& request) noexcept {
  return Trim(request.sec_fetch_site) == "same-origin" && !IsCrossSite(request);
}

}  // namespace

Result<std::string> CheckBasePath(const std::string& path) {
  if (path.empty() || path == "/") return std::string();
  const bool safe = path.find_first_not_of(
                        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._~-/") ==
                    std::string::npos;
  if (!safe || !path.starts_with('/') || path.ends_with('/') || path.starts_with("//")) {
    return Error{Errc::kInvalidArgument, "the base path " + path +
                                             " has to begin with a slash and end without one, with "
                                             "letters, digits and . _ ~ - only, as /digits"};
  }
  return path;
}

Gate::Gate(const GateOptions& options) : options_(options) {
  if (options_.rate > 0) buckets_.emplace(options_.rate, std::max(1.0, options_.burst));
}

std::optional<Response> Gate::Receive(Request& request) const {
  request.id = RequestId(request.id);
  request.client = ClientBehind(request.peer, request.forwarded_for, options_.trusted_proxies);
  if (!IsTrustedProxy(request.peer)) request.forwarded_proto.clear();
  if (!options_.keys.empty()) {
    const std::string_view bearer = BearerToken(request.authorization);
    if (!bearer.empty()) request.key_name = options_.keys.NameOf(bearer);
    // Else it would be taken for an admin's token, and a wrong one.
    if (!request.key_name.empty()) request.authorization.clear();
    if (request.key_name.empty() && !request.api_key.empty()) {
      request.key_name = options_.keys.NameOf(Trim(request.api_key));
    }
  }
  return TakeBasePath(request);
}

std::optional<Response> Gate::TakeBasePath(Request& request) const {
  const std::string& base = options_.base_path;
  if (base.empty()) return std::nullopt;
  const std::string_view target = OriginForm(request.target);
  const std::string_view path = target.substr(0, target.find('?'));
  if (path == base) {
    Response response = Problem(308, "the page is at " + base + "/");
    response.fields.emplace_back("Location", base + "/");
    return response;
  }
  if (!path.starts_with(base + "/")) {
    return Problem(404,
                   "there is nothing at " + std::string(path) + "; all is below " + base + "/");
  }
  request.target = std::string(target.substr(base.size()));
  return std::nullopt;
}

std::optional<Response> Gate::AskForKey(const Request& request) const {
  if (options_.keys.empty() || !request.key_name.empty()) return std::nullopt;
  if (options_.page_without_key && IsFromOwnPage(request)) return std::nullopt;
  const bool sent = !request.api_key.empty() || !BearerToken(request.authorization).empty();
  Response response = Problem(
      401, sent ? "this API key is not known here"
                : "an API key is needed: send Authorization: Bearer KEY, or X-Api-Key: KEY");
  response.fields.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

std::optional<Response> Gate::Admit(const Request& request,
                                    std::chrono::steady_clock::time_point now) {
  if (auto refusal = AskForKey(request)) return refusal;
  if (!buckets_) return std::nullopt;
  const auto wait = buckets_->Take(request.client.subscriber(), now);
  if (wait.count() == 0) return std::nullopt;
  std::array<char, 64> limit{};
  std::snprintf(limit.data(), limit.size(), "%g at once, then %g a second", options_.burst,
                options_.rate);
  Response response = Problem(
      429, "too many requests from your address; the limit is " + std::string(limit.data()));
  constexpr int kMsInSecond = 1000;
  response.fields.emplace_back("Retry-After",
                               std::to_string((wait.count() + kMsInSecond - 1) / kMsInSecond));
  return response;
}

}  // namespace inkdigit
