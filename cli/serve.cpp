#include <charconv>
#include <csignal>
#include <cstdio>
#include <optional>
#include <string_view>

#include "cli/commands.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "server/server.h"

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
  const std::string model = recognizer.value().model().info().name;
  const std::string kernels = recognizer.value().model().info().kernels;

  ServerOptions server_options;
  server_options.address = endpoint->address;
  server_options.port = endpoint->port;
  if (options.threads > 0) server_options.worker_threads = options.threads;
  server_options.access_log = !options.quiet;
  auto server = Server::Start(std::move(recognizer).value(), server_options);
  if (!server) {
    PrintError(server.error().message);
    return 1;
  }
  const bool v6 = endpoint->address.find(':') != std::string::npos;
  std::fprintf(stderr,
               "Inkdigit (model %s, kernels %s) is at http://%s%s%s:%u/ - stop it with Ctrl-C\n",
               model.c_str(), kernels.c_str(), v6 ? "[" : "", endpoint->address.c_str(),
               v6 ? "]" : "", static_cast<unsigned>(server.value()->port()));
  return server.value()->RunUntilSignal();
}

}  // namespace inkdigit::cli
