#include <optional>
#include <string>
#include <string_view>

#include "cli/commands.h"
#include "cli/kept_store.h"
#include "cli/terminal.h"
#include "store/backup.h"

namespace inkdigit::cli {

int RunDatasetBackup(const DatasetBackupOptions& options) {
  const auto database = NameOfDatabase(options.database);
  if (!database.ok()) {
    PrintError(database.error().message);
    return 1;
  }
  constexpr std::string_view kSqlite = "sqlite:";
  if (!database.value().starts_with(kSqlite)) {
    PrintError(
        "only an SQLite database is backed up by this command; PostgreSQL's own does it while "
        "servers run: pg_dump --format=custom --file=" +
        options.file + " URL");
    return kWrongUsage;
  }
  // Looks whether it is there and is ours, and brings its schema up to date.
  const auto store = OpenKeptStore(options.database);
  if (!store.ok()) {
    PrintError(store.error().message);
    return 1;
  }
  const std::optional<Error> failure =
      BackUpSqlite(database.value().substr(kSqlite.size()), options.file);
  if (!failure) return 0;
  PrintError(failure->message);
  return 1;
}

}  // namespace inkdigit::cli
