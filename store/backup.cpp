#include "store/backup.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "store/sqlite_connection.h"

namespace inkdigit {
namespace {

Error AboutFile(const std::string& file) { return {Errc::kIo, file + ": " + std::strerror(errno)}; }

// Makes it empty, for its owner only: SQLite fills a file that is there and empty.
bool MakePrivate(const std::string& file) {
  const int made = open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, S_IRUSR | S_IWUSR);
  return made >= 0 && close(made) == 0;
}

bool Sync(const std::string& file) {
  const int opened = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) return false;
  const bool synced = fsync(opened) == 0;
  return close(opened) == 0 && synced;
}

}  // namespace

std::optional<Error> BackUpSqlite(const std::string& file, const std::string& copy) {
  if (access(copy.c_str(), F_OK) == 0) {
    return Error{Errc::kIo, copy + ": is there already; name a new file"};
  }
  SqlFailure failure{{Errc::kUnavailable, ""}, ""};
  const auto connection = ConnectSqlite(file, failure);
  if (!connection) return Error{failure.error.code, file + ": " + failure.error.message};
  const std::string part = copy + ".part";
  std::remove(part.c_str());  // of a backup that was killed
  if (!MakePrivate(part)) return AboutFile(part);
  std::optional<Error> error;
  const std::array<SqlParameter, 1> target = {std::string_view(part)};
  const auto done = connection->Run("VACUUM INTO $1", target);
  if (!done.ok()) {
    error = Error{done.error().code, copy + ": could not be written: " + connection->last_words()};
  } else if (!Sync(part) || std::rename(part.c_str(), copy.c_str()) != 0) {
    error = AboutFile(copy);
  }
  if (error) std::remove(part.c_str());
  return error;
}

}  // namespace inkdigit
