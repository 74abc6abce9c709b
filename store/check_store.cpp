#include "store/check_store.h"

#include <sqlite3.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <string_view>
#include <system_error>

#include "store/database_name.h"
#include "store/migrations.h"
#include "store/postgres_connection.h"
#include "store/store.h"

namespace inkdigit {
namespace {

std::string Reason(int error) { return std::generic_category().message(error); }

// As SQLite's URIs want it.
std::string PercentEncoded(const std::string& file) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : file) {
    if (c == '%' || c == '?' || c == '#') {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    } else {
      encoded += c;
    }
  }
  return encoded;
}

Result<std::string> Found(std::int64_t version) {
  if (const auto error = RefuseSchema(version)) return *error;
  if (version == 0) return std::string("the database is there and holds no readings yet");
  return "the database is there, with schema " + std::to_string(version);
}

// A file that is still to be made needs a folder that is there or can be made.
Result<std::string> CheckMissingFile(const std::filesystem::path& file) {
  std::error_code ignored;
  std::filesystem::path folder = std::filesystem::absolute(file, ignored).parent_path();
  while (!std::filesystem::exists(folder, ignored) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  if (::access(folder.c_str(), W_OK | X_OK) != 0) {
    return Error{Errc::kUnavailable, file.string() + ": can't be made in " + folder.string() +
                                         ": " + Reason(errno) +
                                         "; name a file that may be written with --database"};
  }
  return std::string("the database will be made");
}

Result<std::string> CheckSqlite(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return CheckMissingFile(file);
  if (::access(file.c_str(), R_OK | W_OK) != 0) {
    return Error{Errc::kUnavailable,
                 file + ": " + Reason(errno) + "; the server has to read and write its database"};
  }
  // Immutable: not even the files beside it are made, which another mode needs for its lock.
  const std::string uri = "file:" + PercentEncoded(file) + "?immutable=1";
  sqlite3* opened = nullptr;
  sqlite3_open_v2(uri.c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, sqlite3_close);
  const auto fail = [&] {
    return Error{Errc::kUnavailable, file + ": " + sqlite3_errmsg(opened) +
                                         "; name an SQLite database, or a file that is to be made"};
  };
  // NOLINTNEXTLINE(cppcoreguidelines-avoid-c-arrays): what SQLite calls back with
  const auto take = [](void* value, int, char** columns, char**) {
    *static_cast<std::int64_t*>(value) = columns[0] == nullptr ? 0 : std::atoll(columns[0]);
    return 0;
  };
  std::int64_t tables = 0;
  std::int64_t version = 0;
  const char* const find = "SELECT count(*) FROM sqlite_master WHERE name = 'inkdigit_schema'";
  if (sqlite3_exec(opened, find, take, &tables, nullptr) != SQLITE_OK) return fail();
  const char* const ask = "SELECT max(version) FROM inkdigit_schema";
  if (tables > 0 && sqlite3_exec(opened, ask, take, &version, nullptr) != SQLITE_OK) return fail();
  return Found(version);
}

Result<std::string> CheckPostgres(const std::string& url) {
  if (auto error = CheckPostgresUrl(url)) return *error;
  SqlFailure failure{{Errc::kUnavailable, ""}, ""};
  const auto connection = ConnectPostgres(url, failure);
  if (!connection) {
    return Error{Errc::kUnavailable,
                 DatabaseForLog(url) + ": " + failure.error.message + ": " + failure.words};
  }
  const auto version = SchemaVersion(*connection);
  if (!version.ok()) return version.error();
  return Found(version.value());
}

}  // namespace

Result<std::string> CheckStore(const std::string& database) {
  const auto name = ParseDatabaseName(database);
  if (!name.ok()) return name.error();
  return name.value().postgres ? CheckPostgres(database) : CheckSqlite(name.value().file);
}

}  // namespace inkdigit
