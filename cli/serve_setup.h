// What `serve` was told, made into what the server takes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/commands.h"
#include "inkdigit/result.h"
#include "server/server.h"

namespace inkdigit::cli {

struct ServeSetup {
  ServerOptions server;
  std::string database;         // as OpenStore() takes it; empty: none is needed
  std::vector<Error> problems;  // all that is wrong; kInvalidArgument: the flag's value itself is
};

// Reads the files that settings name, and changes nothing.
[[nodiscard]] ServeSetup PrepareServe(const ServeOptions& options);

// Prints every problem; the exit status that it deserves, 0 where there is none.
[[nodiscard]] int PrintProblems(const std::vector<Error>& problems);

// "readings are kept"
[[nodiscard]] std::string_view KeepModeText(KeepMode mode) noexcept;

}  // namespace inkdigit::cli
