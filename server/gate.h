// What is decided about a request before anybody works for it: whose it is, and whether it may be
// answered.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "inkdigit/result.h"
#include "server/api_keys.h"
#include "server/http.h"
#include "server/ip_network.h"
#include "server/token_buckets.h"

namespace inkdigit {

struct GateOptions {
  // Below which everything is: "/digits"; empty: the root. CheckBasePath() says what is one.
  std::string base_path;
  std::vector<IpNetwork> trusted_proxies;  // whose X-Forwarded-For and -Proto are believed
  ApiKeys keys;                            // without any, nobody needs one
  bool page_without_key = false;           // this server's own page needs none
  double rate = 0;   // requests of one client a second that need work; 0: any number
  double burst = 1;  // and how many at once
};

// kInvalidArgument says what a base path has to look like.
[[nodiscard]] Result<std::string> CheckBasePath(const std::string& path);

// Thread-safe.
class Gate {
 public:
  explicit Gate(const GateOptions& options);

  // Completes `request`, of which `peer` and what came over the wire is known: id, client, the name
  // of its key. Forgets what an untrusted peer says in a proxy's name, and an Authorization that
  // was an API key; takes the base path off the target. The answer where the target is not below
  // it.
  [[nodiscard]] std::optional<Response> Receive(Request& request) const;

  // For a request that asks for work: 401 without a key where one is needed, 429 where it came too
  // soon.
  [[nodiscard]] std::optional<Response> Admit(const Request& request,
                                              std::chrono::steady_clock::time_point now);
  // The first half of it, for what is no work: 401, or nothing.
  [[nodiscard]] std::optional<Response> AskForKey(const Request& request) const;

  // Whether an address may have as many connections as it likes, because others stand behind it.
  [[nodiscard]] bool IsTrustedProxy(const IpAddress& address) const noexcept {
    return ContainsAny(options_.trusted_proxies, address);
  }

 private:
  [[nodiscard]] std::optional<Response> TakeBasePath(Request& request) const;

  GateOptions options_;
  std::optional<TokenBuckets> buckets_;
};

}  // namespace inkdigit
