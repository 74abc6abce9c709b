#include "cli/serve_setup.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <utility>

#include "cli/files.h"
#include "cli/terminal.h"
#include "server/admin_token.h"
#include "store/store.h"

namespace inkdigit::cli {
namespace {

struct Endpoint {
  std::string address;
  std::uint16_t port = 0;
};

// HOST:PORT or [IPV6]:PORT; the host is an address, or "localhost".
std::optional<Endpoint> ParseEndpoint(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  std::string_view host = text.substr(0, colon);
  const std::string_view port = text.substr(colon + 1);
  if (host.starts_with('[') && host.ends_with(']')) {
    host.remove_prefix(1);
    host.remove_suffix(1);
  } else if (host.find(':') != std::string_view::npos) {
    return std::nullopt;  // an IPv6 address without brackets: where its port begins is a guess
  }
  Endpoint endpoint;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), endpoint.port);
  if (error != std::errc() || end != port.data() + port.size() || host.empty()) return std::nullopt;
  endpoint.address = host == "localhost" ? "127.0.0.1" : std::string(host);
  return endpoint;
}

bool IsLoopback(std::string_view address) noexcept {
  return address.starts_with("127.") || address == "::1";
}

// Another machine's people have not been asked whether their pictures may be kept.
KeepMode ModeOf(const std::string& name, bool loopback) {
  if (name == "never") return KeepMode::kNever;
  if (name == "corrections") return KeepMode::kCorrections;
  if (name == "all") return KeepMode::kAll;
  return loopback ? KeepMode::kAll : KeepMode::kCorrections;
}

// The token, empty where there is none.
Result<std::string> AdminTokenOf(const std::string& file) {
  std::string token;
  if (!file.empty()) {
    std::ifstream input(file);
    if (!std::getline(input, token)) {
      return Error{Errc::kIo, file + ": can't be read, or has no line with the admin token"};
    }
    if (token.ends_with('\r')) token.pop_back();
  } else if (const char* variable = std::getenv("INKDIGIT_ADMIN_TOKEN")) {
    token = variable;
    if (token.empty()) return token;
  } else {
    return token;
  }
  if (token.size() < kMinAdminTokenBytes) {
    return Error{Errc::kIo,
                 "the admin token is shorter than 16 characters and could be guessed; `openssl "
                 "rand -hex 16` makes one"};
  }
  return token;
}

Result<std::vector<IpNetwork>> ProxiesOf(const std::vector<std::string>& names) {
  std::vector<IpNetwork> networks;
  for (const std::string& name : names) {
    const auto network = IpNetwork::Parse(name);
    if (!network.ok()) {
      return Error{Errc::kInvalidArgument, "trusted proxy: " + network.error().message};
    }
    networks.push_back(network.value());
  }
  return networks;
}

Result<ApiKeys> ApiKeysOf(const std::string& file) {
  if (file.empty()) return ApiKeys();
  const auto bytes = ReadWholeFile(file);
  if (!bytes.ok()) return Error{Errc::kIo, "API keys " + file + ": " + bytes.error().message};
  const std::string_view text(reinterpret_cast<const char*>(bytes.value().data()),
                              bytes.value().size());
  auto keys = ApiKeys::Parse(text);
  if (!keys.ok()) return Error{Errc::kIo, "API keys " + file + ", " + keys.error().message};
  // Else a file that was emptied by mistake would open the server to all.
  if (keys.value().empty()) {
    return Error{Errc::kIo, "API keys " + file + ": holds no key; lines are NAME KEY"};
  }
  return keys;
}

// What nobody asked for is a limit where strangers come from, and none on one's own machine.
void SetLimits(const ServeOptions& options, bool loopback, ServerOptions& server) {
  constexpr double kRate = 100;
  constexpr double kBurstOfRate = 4;
  constexpr std::size_t kConnections = 1000;
  server.gate.rate = options.rate >= 0 ? options.rate : (loopback ? 0 : kRate);
  server.gate.burst =
      options.burst >= 0 ? options.burst : std::max(1.0, server.gate.rate * kBurstOfRate);
  if (options.connections_per_client >= 0) {
    server.connections_per_client = static_cast<std::size_t>(options.connections_per_client);
  } else {
    server.connections_per_client = loopback ? 0 : kConnections;
  }
  if (options.max_connections > 0) {
    server.max_connections = static_cast<std::size_t>(options.max_connections);
  }
}

// Empty where nothing is kept and no database is named: then none is made.
Result<std::string> DatabaseOf(const std::string& named, KeepMode mode) {
  if (!named.empty() || mode == KeepMode::kNever) return named;
  return DefaultDatabase();
}

}  // namespace

ServeSetup PrepareServe(const ServeOptions& options) {
  ServeSetup setup;
  const auto endpoint = ParseEndpoint(options.listen);
  if (endpoint) {
    setup.server.address = endpoint->address;
    setup.server.port = endpoint->port;
  } else {
    setup.problems.push_back({Errc::kInvalidArgument,
                              "can't listen on " + options.listen +
                                  ": not HOST:PORT; an example is 127.0.0.1:8000 or [::1]:8000"});
  }
  const bool loopback = IsLoopback(setup.server.address);
  if (options.threads > 0) setup.server.worker_threads = options.threads;
  setup.server.access_log = !options.quiet;
  setup.server.keep.mode = ModeOf(options.keep, loopback);
  setup.server.keep.retain_days = options.retain_days;
  setup.server.keep.behind_tls = options.behind_tls;

  // The value where there is one; else one problem more.
  const auto take = [&setup](auto result) {
    using Value = std::decay_t<decltype(result.value())>;
    if (result.ok()) return std::move(result).value();
    setup.problems.push_back(result.error());
    return Value();
  };
  SetLimits(options, loopback, setup.server);
  setup.server.gate.page_without_key = options.page_without_key;
  setup.server.gate.trusted_proxies = take(ProxiesOf(options.trusted_proxies));
  setup.server.gate.keys = take(ApiKeysOf(options.api_keys_file));
  setup.server.gate.base_path = take(CheckBasePath(options.base_path));
  setup.server.keep.base_path = setup.server.gate.base_path;
  setup.server.keep.admin_token = take(AdminTokenOf(options.admin_token_file));
  setup.database = take(DatabaseOf(options.database, setup.server.keep.mode));
  return setup;
}

int PrintProblems(const std::vector<Error>& problems) {
  for (const Error& problem : problems) PrintError(problem.message);
  if (problems.empty()) return 0;
  const bool usage = std::any_of(problems.begin(), problems.end(), [](const Error& problem) {
    return problem.code == Errc::kInvalidArgument;
  });
  return usage ? kWrongUsage : 1;
}

std::string_view KeepModeText(KeepMode mode) noexcept {
  switch (mode) {
    case KeepMode::kNever:
      return "nothing is kept";
    case KeepMode::kCorrections:
      return "corrected readings are kept";
    case KeepMode::kAll:
      return "readings are kept";
  }
  return "";
}

}  // namespace inkdigit::cli
