#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "cli/commands.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "server/admin_token.h"
#include "server/log.h"
#include "server/server.h"
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

// Another machine's people have not been asked whether their pictures may be kept.
KeepMode ModeOf(const std::string& name, const std::string& address) {
  if (name == "never") return KeepMode::kNever;
  if (name == "corrections") return KeepMode::kCorrections;
  if (name == "all") return KeepMode::kAll;
  const bool loopback = address.starts_with("127.") || address == "::1";
  return loopback ? KeepMode::kAll : KeepMode::kCorrections;
}

std::string_view ModeName(KeepMode mode) {
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
    return Error{Errc::kInvalidArgument,
                 "the admin token is shorter than 16 characters and could be guessed; `openssl "
                 "rand -hex 16` makes one"};
  }
  return token;
}

// Null where nothing is kept and no database is named: then none is made.
Result<std::unique_ptr<Store>> StoreOf(const ServeOptions& options, KeepMode mode,
                                       std::string& database) {
  database = options.database;
  if (database.empty()) {
    if (mode == KeepMode::kNever) return std::unique_ptr<Store>();
    auto standard = DefaultDatabase();
    if (!standard.ok()) return standard.error();
    database = std::move(standard).value();
  }
  return OpenStore({.database = database, .log = [](const std::string& line) { LogError(line); }});
}

}  // namespace

int RunServe(const ServeOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // whoever read the log may go; the server stays
  const auto endpoint = ParseEndpoint(options.listen);
  if (!endpoint) {
    PrintError("can't listen on " + options.listen +
               ": not HOST:PORT; an example is 127.0.0.1:8000 or [::1]:8000");
    return kWrongUsage;
  }
  auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  const KeepMode mode = ModeOf(options.keep, endpoint->address);
  auto admin_token = AdminTokenOf(options.admin_token_file);
  if (!admin_token) {
    PrintError(admin_token.error().message);
    return 1;
  }
  std::string database;
  auto store = StoreOf(options, mode, database);
  if (!store) {
    PrintError(store.error().message);
    return 1;
  }
  const std::string model = recognizer.value().model().info().name;
  const std::string kernels = recognizer.value().model().info().kernels;

  ServerOptions server_options;
  server_options.address = endpoint->address;
  server_options.port = endpoint->port;
  if (!options.model_file.empty()) {
    server_options.load_model = [file = options.model_file] { return LoadRecognizer(file); };
  }
  if (options.threads > 0) server_options.worker_threads = options.threads;
  server_options.access_log = !options.quiet;
  server_options.keep = {.mode = mode,
                         .retain_days = options.retain_days,
                         .behind_tls = options.behind_tls,
                         .admin_token = std::move(admin_token).value()};
  auto server =
      Server::Start(std::move(recognizer).value(), server_options, std::move(store).value());
  if (!server) {
    PrintError(server.error().message);
    return 1;
  }
  const bool v6 = endpoint->address.find(':') != std::string::npos;
  std::fprintf(stderr,
               "Inkdigit (model %s, kernels %s) is at http://%s%s%s:%u/ - stop it with Ctrl-C\n",
               model.c_str(), kernels.c_str(), v6 ? "[" : "", endpoint->address.c_str(),
               v6 ? "]" : "", static_cast<unsigned>(server.value()->port()));
  std::fprintf(stderr, "%s%s%s\n", std::string(ModeName(mode)).c_str(),
               database.empty() ? "" : " in ", DatabaseForLog(database).c_str());
  return server.value()->RunUntilSignal();
}

}  // namespace inkdigit::cli
