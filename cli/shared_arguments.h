// Flags that several commands have.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace inkdigit::cli {

void AddModel(CLI::App* command, std::string& model_file);
CLI::Option* AddThreads(CLI::App* command, int& threads);
void AddDatabase(CLI::App* command, std::string& database);

}  // namespace inkdigit::cli
