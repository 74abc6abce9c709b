#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>

#include "cli/commands.h"
#include "cli/load_recognizer.h"
#include "cli/serve_setup.h"
#include "cli/terminal.h"
#include "server/log.h"
#include "server/sandbox.h"
#include "server/server.h"
#include "store/store.h"

namespace inkdigit::cli {
namespace {

// Null where no database is needed.
Result<std::unique_ptr<Store>> StoreOf(const std::string& database) {
  if (database.empty()) return std::unique_ptr<Store>();
  return OpenStore({.database = database, .log = [](const std::string& line) { LogError(line); }});
}

}  // namespace

int RunServe(const ServeOptions& options) {
  std::signal(SIGPIPE, SIG_IGN);  // whoever read the log may go; the server stays
  SetLogFormat(options.log_format == "json" ? LogFormat::kJson : LogFormat::kLogfmt);
  const ServeSetup setup = PrepareServe(options);
  if (const int status = PrintProblems(setup.problems); status != 0) return status;
  auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  auto store = StoreOf(setup.database);
  if (!store) {
    PrintError(store.error().message);
    return 1;
  }
  const std::string model = recognizer.value().model().info().name;
  const std::string kernels = recognizer.value().model().info().kernels;

  ServerOptions server_options = setup.server;
  if (!options.model_file.empty()) {
    server_options.load_model = [file = options.model_file] { return LoadRecognizer(file); };
  }
  auto server =
      Server::Start(std::move(recognizer).value(), server_options, std::move(store).value());
  if (!server) {
    PrintError(server.error().message);
    return 1;
  }
  if (!options.no_sandbox) {
    if (const auto error = EnterSandbox()) LogError("there is no sandbox: " + error->message);
  }
  const std::string& address = setup.server.address;
  const bool v6 = address.find(':') != std::string::npos;
  std::fprintf(stderr,
               "Inkdigit (model %s, kernels %s) is at http://%s%s%s:%u%s/ - stop it with Ctrl-C\n",
               model.c_str(), kernels.c_str(), v6 ? "[" : "", address.c_str(), v6 ? "]" : "",
               static_cast<unsigned>(server.value()->port()), setup.server.gate.base_path.c_str());
  std::fprintf(stderr, "%s%s%s\n", std::string(KeepModeText(setup.server.keep.mode)).c_str(),
               setup.database.empty() ? "" : " in ", DatabaseForLog(setup.database).c_str());
  return server.value()->RunUntilSignal();
}

}  // namespace inkdigit::cli
