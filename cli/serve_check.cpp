// `inkdigit serve --check`: what the settings come to, and what is wrong with them.
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "cli/commands.h"
#include "cli/load_recognizer.h"
#include "cli/serve_setup.h"
#include "store/check_store.h"
#include "store/store.h"

namespace inkdigit::cli {
namespace {

// Whether this machine has the address and may listen there. A port that is taken is no error: this
// may be asked beside the server that holds it.
Result<std::string> CheckAddress(const ServerOptions& options) {
  const auto fail = [&](const std::string& reason) {
    return Error{Errc::kIo, "can't listen on " + options.address + ":" +
                                std::to_string(options.port) + ": " + reason +
                                "; 127.0.0.1 is this machine alone, 0.0.0.0 all its addresses"};
  };
  addrinfo hints{};
  hints.ai_flags = AI_PASSIVE;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const int unknown =
      ::getaddrinfo(options.address.c_str(), std::to_string(options.port).c_str(), &hints, &found);
  if (unknown != 0) return fail(::gai_strerror(unknown));
  const int socket = ::socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const int bound = socket < 0 ? -1 : ::bind(socket, found->ai_addr, found->ai_addrlen);
  const int reason = errno;
  ::freeaddrinfo(found);
  if (socket >= 0) ::close(socket);
  if (bound == 0) return std::string("the address can be listened on");
  if (reason == EADDRINUSE) return std::string("the address is taken now, perhaps by a server");
  return fail(std::generic_category().message(reason));
}

void Print(std::string_view key, const std::string& value) {
  std::string escaped;
  for (const char c : value) {
    if (c == '"' || c == '\\') escaped += '\\';
    escaped += c;
  }
  std::printf("%.*s = \"%s\"\n", static_cast<int>(key.size()), key.data(), escaped.c_str());
}

void Print(std::string_view key, long value) {
  std::printf("%.*s = %ld\n", static_cast<int>(key.size()), key.data(), value);
}

void PrintNumber(std::string_view key, double value) {
  std::printf("%.*s = %g\n", static_cast<int>(key.size()), key.data(), value);
}

void PrintSwitch(std::string_view key, bool value) {
  std::printf("%.*s = %s\n", static_cast<int>(key.size()), key.data(), value ? "true" : "false");
}

std::string_view KeepName(KeepMode mode) {
  switch (mode) {
    case KeepMode::kNever:
      return "never";
    case KeepMode::kCorrections:
      return "corrections";
    case KeepMode::kAll:
      return "all";
  }
  return "";
}

// As a file that --config takes. Secrets are left out; what is not set is, too.
void PrintSettings(const ServeOptions& options, const ServeSetup& setup) {
  const ServerOptions& server = setup.server;
  Print("listen", options.listen);
  if (!options.model_file.empty()) Print("model", options.model_file);
  if (server.worker_threads > 0) Print("threads", server.worker_threads);
  if (!setup.database.empty()) Print("database", DatabaseForLog(setup.database));
  Print("keep", std::string(KeepName(server.keep.mode)));
  if (server.keep.retain_days > 0) Print("retain-days", server.keep.retain_days);
  if (!options.admin_token_file.empty()) Print("admin-token-file", options.admin_token_file);
  PrintSwitch("behind-tls", server.keep.behind_tls);
  PrintSwitch("quiet", !server.access_log);
  Print("log-format", options.log_format);
  Print("max-connections", static_cast<long>(server.max_connections));
  Print("connections-per-client", static_cast<long>(server.connections_per_client));
  PrintNumber("rate", server.gate.rate);
  PrintNumber("burst", server.gate.burst);
  std::string proxies;
  for (const std::string& name : options.trusted_proxies) {
    proxies += (proxies.empty() ? "\"" : ", \"") + name + "\"";
  }
  if (!proxies.empty()) std::printf("trusted-proxy = [%s]\n", proxies.c_str());
  if (!server.gate.base_path.empty()) Print("base-path", server.gate.base_path);
  if (!options.api_keys_file.empty()) Print("api-keys", options.api_keys_file);
  PrintSwitch("page-without-key", server.gate.page_without_key);
  PrintSwitch("no-sandbox", options.no_sandbox);
  if (!server.gate.keys.empty()) std::printf("# API keys: %zu\n", server.gate.keys.size());
  std::printf("# %s\n", server.keep.admin_token.empty() ? "there is no admin token"
                                                        : "there is an admin token");
}

}  // namespace

int RunServeCheck(const ServeOptions& options) {
  const ServeSetup setup = PrepareServe(options);
  PrintSettings(options, setup);
  std::vector<Error> problems = setup.problems;
  const auto note = [&problems](const Result<std::string>& found) {
    if (found.ok()) {
      std::printf("# %s\n", found.value().c_str());
    } else {
      problems.push_back(found.error());
    }
  };
  note(CheckAddress(setup.server));
  const auto recognizer = LoadRecognizer(options.model_file);
  if (recognizer.ok()) {
    note(Result<std::string>("the model is " + recognizer.value().model().info().name));
  } else {
    note(recognizer.error());
  }
  if (!setup.database.empty()) note(CheckStore(setup.database));
  const int status = PrintProblems(problems);
  if (status == 0) std::printf("# all is well\n");
  return status;
}

}  // namespace inkdigit::cli
