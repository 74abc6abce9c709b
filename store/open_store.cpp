#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "store/database_name.h"
#include "store/migrations.h"
#include "store/postgres_connection.h"
#include "store/queued_store.h"
#include "store/sqlite_connection.h"
#include "store/store.h"

namespace inkdigit {
namespace {

// Wraps `open`, so that every connection finds the schema that it expects.
SqlConnect Migrated(SqlConnect open) {
  return [open = std::move(open)](SqlFailure& failure) {
    std::unique_ptr<SqlConnection> connection = open(failure);
    if (!connection) return connection;
    if (const auto error = Migrate(*connection)) {
      failure.error = *error;
      failure.words = connection->last_words();
      connection.reset();
    }
    return connection;
  };
}

Result<SqlConnect> ConnectorOf(const std::string& database) {
  const auto name = ParseDatabaseName(database);
  if (!name.ok()) return name.error();
  if (name.value().postgres) {
    if (auto error = CheckPostgresUrl(database)) return *error;
    return SqlConnect(
        [database](SqlFailure& failure) { return ConnectPostgres(database, failure); });
  }
  const std::string file = name.value().file;
  return SqlConnect([file](SqlFailure& failure) { return ConnectSqlite(file, failure); });
}

}  // namespace

Result<std::unique_ptr<Store>> OpenStore(const StoreOptions& options) {
  auto open = ConnectorOf(options.database);
  if (!open.ok()) return open.error();
  SqlConnect connect = Migrated(std::move(open).value());
  SqlFailure failure{{Errc::kUnavailable, ""}, ""};
  // Says at once what will never get better; what may is left to the threads.
  if (!connect(failure)) {
    if (failure.error.code == Errc::kUnsupported) return failure.error;
    if (options.log) {
      options.log(failure.error.message + "; it will be tried again: " + failure.words);
    }
  }
  return std::unique_ptr<Store>(std::make_unique<QueuedStore>(std::move(connect), options.log));
}

Result<std::string> DefaultDatabase() {
  const char* data = std::getenv("XDG_DATA_HOME");
  const char* home = std::getenv("HOME");
  std::string folder;
  if (data != nullptr && *data == '/') {
    folder = data;  // a relative one is to be ignored, says the specification
  } else if (home != nullptr && *home != '\0') {
    folder = std::string(home) + "/.local/share";
  } else {
    return Error{Errc::kInvalidArgument,
                 "there is no HOME to keep readings in; name a file with --database sqlite:FILE"};
  }
  return "sqlite:" + folder + "/inkdigit/readings.db";
}

std::string DatabaseForLog(const std::string& database) {
  if (!IsPostgresUrl(database)) return database;
  // Only what stands between the last @ and the query, which may hold a password, too.
  const std::size_t scheme = database.find("://") + 3;
  const std::string plain = database.substr(0, database.find('?'));
  const std::size_t at = plain.rfind('@');
  return plain.substr(0, scheme) + plain.substr(at == std::string::npos ? scheme : at + 1);
}

}  // namespace inkdigit
