#include "cli/kept_store.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "cli/terminal.h"

namespace inkdigit::cli {

Result<std::string> NameOfDatabase(const std::string& database) {
  return database.empty() ? DefaultDatabase() : Result<std::string>(database);
}

Result<std::unique_ptr<Store>> OpenKeptStore(const std::string& database) {
  const auto name = NameOfDatabase(database);
  if (!name.ok()) return name.error();
  constexpr std::string_view kSqlite = "sqlite:";
  if (name.value().starts_with(kSqlite)) {
    const std::string file = name.value().substr(kSqlite.size());
    if (access(file.c_str(), R_OK) != 0) {
      return Error{Errc::kIo,
                   file + ": " + std::strerror(errno) +
                       "; `inkdigit serve` makes the database, --database names another"};
    }
  }
  return OpenOrMakeStore(name.value());
}

Result<std::unique_ptr<Store>> OpenOrMakeStore(const std::string& database) {
  auto name = NameOfDatabase(database);
  if (!name.ok()) return name.error();
  return OpenStore({.database = std::move(name).value(),
                    .log = [](const std::string& line) { PrintError(line); }});
}

}  // namespace inkdigit::cli
