#include "cli/serve_arguments.h"

#include <cstdlib>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cli/settings_file.h"
#include "cli/shared_arguments.h"

namespace inkdigit::cli {
namespace {

// What makes no sense in a file.
bool IsForTheCommandLine(const std::string& key) {
  return key == "help" || key == "config" || key == "check";
}

std::string KnownKeys(const CLI::App& command) {
  std::string keys;
  for (const CLI::Option* option : command.get_options()) {
    const std::string key = option->get_lnames().empty() ? "" : option->get_lnames().front();
    if (key.empty() || IsForTheCommandLine(key)) continue;
    keys += (keys.empty() ? "" : ", ") + key;
  }
  return keys;
}

// Hands what the file says to those options that neither a flag nor the environment has set.
void ReadFileOf(CLI::App& command, const std::string& file) {
  const auto bytes = ReadWholeFile(file);
  if (!bytes) {
    throw CLI::FileError("--config " + file + ": " + bytes.error().message,
                         CLI::ExitCodes::FileError);
  }
  const std::string text(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size());
  const auto settings = ParseSettings(text);
  if (!settings) {
    throw CLI::ConfigError(file + ", " + settings.error().message, CLI::ExitCodes::ConfigError);
  }
  for (const Setting& setting : settings.value()) {
    const std::string place = file + ", line " + std::to_string(setting.line) + ": ";
    CLI::Option* option = command.get_option_no_throw("--" + setting.key);
    if (option == nullptr || IsForTheCommandLine(setting.key)) {
      throw CLI::ConfigError(
          place + "there is no setting " + setting.key + "; the settings are " + KnownKeys(command),
          CLI::ExitCodes::ConfigError);
    }
    if (option->count() > 0) continue;
    try {
      option->add_result(setting.values);
      option->run_callback();
    } catch (const CLI::ParseError& error) {
      throw CLI::ConfigError(place + error.what(), CLI::ExitCodes::ConfigError);
    }
  }
}

void AddLimits(CLI::App* command, ServeOptions& options) {
  command
      ->add_option("--rate", options.rate,
                   "Requests that one client may make a second; above it they get 429")
      ->option_text("N [any number on a loopback address, 100 elsewhere; 0: any number]")
      ->check(CLI::Range(0.0, 1e6))
      ->envname("INKDIGIT_RATE");
  command->add_option("--burst", options.burst, "How many of them may come at once")
      ->option_text("N [4 times the rate]")
      ->check(CLI::Range(1.0, 1e6))
      ->envname("INKDIGIT_BURST");
  command
      ->add_option("--max-connections", options.max_connections,
                   "Connections at once; one more gets 503")
      ->option_text("N [10000, or as many as the system allows files]")
      ->check(CLI::Range(1, 1'000'000))
      ->envname("INKDIGIT_MAX_CONNECTIONS");
  command
      ->add_option("--connections-per-client", options.connections_per_client,
                   "Connections of one client at once; one more gets 429")
      ->option_text("N [any number on a loopback address, 1000 elsewhere; 0: any number]")
      ->check(CLI::Range(0, 1'000'000))
      ->envname("INKDIGIT_CONNECTIONS_PER_CLIENT");
}

void AddKeysAndProxies(CLI::App* command, ServeOptions& options) {
  command
      ->add_option("--trusted-proxy", options.trusted_proxies,
                   "A proxy's address or network, whose X-Forwarded-For and -Proto are believed; "
                   "may be given several times, or with commas between")
      ->option_text("ADDRESS[/BITS] [none]")
      ->delimiter(',')
      ->envname("INKDIGIT_TRUSTED_PROXY");
  command
      ->add_option("--base-path", options.base_path,
                   "Below which path everything is, where a proxy passes it on as it came")
      ->option_text("/PATH [/]")
      ->envname("INKDIGIT_BASE_PATH");
  command
      ->add_option(
          "--api-keys", options.api_keys_file,
          "Lines NAME KEY or NAME sha256:HEX; reading a picture then needs one of the keys")
      ->option_text("FILE [nobody needs a key]")
      ->envname("INKDIGIT_API_KEYS");
  command
      ->add_flag("--page-without-key", options.page_without_key,
                 "The server's own page needs no key (and who pretends to be it, neither)")
      ->envname("INKDIGIT_PAGE_WITHOUT_KEY");
}

}  // namespace

CLI::App* AddServe(CLI::App& app, ServeOptions& options) {
  CLI::App* command = app.add_subcommand("serve", "Serve the page and the HTTP API");
  CLI::Option* listen =
      command->add_option("--listen", options.listen, "Where to listen; port 0 takes a free one")
          ->option_text("HOST:PORT [127.0.0.1:8000, or 0.0.0.0:$PORT where PORT is set]")
          ->envname("INKDIGIT_LISTEN");
  AddModel(command, options.model_file);
  AddThreads(command, options.threads)->envname("INKDIGIT_THREADS");
  AddDatabase(command, options.database);
  command
      ->add_option("--keep", options.keep,
                   "What is kept: nothing, what somebody corrected, or every reading")
      ->check(CLI::IsMember({"never", "corrections", "all"}))
      ->option_text("never|corrections|all [all on a loopback address, corrections elsewhere]")
      ->envname("INKDIGIT_KEEP");
  command
      ->add_option("--retain-days", options.retain_days, "Delete readings that are older than that")
      ->option_text("N [keep them]")
      ->check(CLI::Range(1, 36500))
      ->envname("INKDIGIT_RETAIN_DAYS");
  command
      ->add_option("--admin-token-file", options.admin_token_file,
                   "Who sends this file's line as a bearer token may list, export and delete all")
      ->option_text("FILE [INKDIGIT_ADMIN_TOKEN is the token]")
      ->envname("INKDIGIT_ADMIN_TOKEN_FILE");
  command
      ->add_flag("--behind-tls", options.behind_tls,
                 "Cookies for TLS only, also where a proxy sends no X-Forwarded-Proto")
      ->envname("INKDIGIT_BEHIND_TLS");
  command->add_flag("--quiet", options.quiet, "No line per request")->envname("INKDIGIT_QUIET");
  AddLimits(command, options);
  AddKeysAndProxies(command, options);
  command
      ->add_option("--log-format", options.log_format,
                   "Lines of the log: logfmt (key=value) or one JSON object each")
      ->check(CLI::IsMember({"logfmt", "json"}))
      ->option_text("logfmt|json [logfmt]")
      ->envname("INKDIGIT_LOG_FORMAT");
  command
      ->add_flag("--no-sandbox", options.no_sandbox,
                 "Keep the right to start programs, listen again and the like")
      ->envname("INKDIGIT_NO_SANDBOX");
  command
      ->add_option("--config", options.config_file,
                   "A file with lines like listen = \"127.0.0.1:9000\"; flags and environment win")
      ->option_text("FILE")
      ->envname("INKDIGIT_CONFIG");
  command->add_flag("--check", options.check,
                    "Only say what the settings are and what is wrong with them");
  command->footer("Example:\n  inkdigit serve --listen 127.0.0.1:9000");
  // With a callback of its own a command reads its environment only when it is the one that was
  // asked for: else a wrong INKDIGIT_THREADS would stop `recognize`.
  command->parse_complete_callback([command, listen, &options] {
    const char* port = std::getenv("PORT");
    if (listen->count() == 0 && port != nullptr && *port != '\0') {
      // All addresses, as the hosting services mean it that set nothing but the port.
      listen->add_result(std::string("0.0.0.0:") + port);
      listen->run_callback();
    }
    if (!options.config_file.empty()) ReadFileOf(*command, options.config_file);
  });
  return command;
}

}  // namespace inkdigit::cli
