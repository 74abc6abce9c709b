#include "cli/shared_arguments.h"

namespace inkdigit::cli {

void AddModel(CLI::App* command, std::string& model_file) {
  command->add_option("--model", model_file, "Weights to use instead of the embedded ones")
      ->option_text("FILE")
      ->envname("INKDIGIT_MODEL");
}

CLI::Option* AddThreads(CLI::App* command, int& threads) {
  return command->add_option("--threads", threads, "How many threads recognise digits")
      ->option_text("N [one per core]")
      ->check(CLI::Range(1, 1024));
}

void AddDatabase(CLI::App* command, std::string& database) {
  command
      ->add_option("--database", database,
                   "Where readings are kept: sqlite:FILE or postgresql://user:password@host/name")
      ->option_text("URL [a file in the XDG data folder]")
      ->envname("DATABASE_URL");
}

}  // namespace inkdigit::cli
