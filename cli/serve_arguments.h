// The flags of `inkdigit serve`, and where else its settings come from: a flag beats the
// environment, the environment beats the file.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/commands.h"

namespace inkdigit::cli {

// The command is returned; `options` is filled when it was parsed. A file that can't be read, or
// holds a key or a value that makes no sense, is a CLI::ParseError that names it and the line.
CLI::App* AddServe(CLI::App& app, ServeOptions& options);

}  // namespace inkdigit::cli
