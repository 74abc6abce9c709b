#include "store/sqlite_connection.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <map>
#include <system_error>
#include <thread>
#include <utility>

namespace inkdigit {
namespace {

// How long a transaction waits for another program's before it is refused.
constexpr int kBusyMs = 1000;

Error ErrorOf(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {Errc::kUnavailable, "the database is locked by another program"};
    case SQLITE_FULL:
      return {Errc::kUnavailable, "the disk of the database is full"};
    case SQLITE_READONLY:
      return {Errc::kUnavailable, "the database can't be written, only read"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
      return {Errc::kUnavailable, "the database file can't be opened"};
    case SQLITE_IOERR:
      return {Errc::kUnavailable, "the disk of the database reports an error"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {Errc::kUnavailable, "the database file is damaged, or is no SQLite database"};
    default:
      return {Errc::kIo, "the database refused a statement"};
  }
}

class SqliteConnection final : public SqlConnection {
 public:
  SqliteConnection() = default;
  ~SqliteConnection() override {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    sqlite3_close(database_);
  }

  // False: last_words() and `error` say why.
  bool Open(const std::string& file, Error& error) {
    const int code = sqlite3_open_v2(
        file.c_str(), &database_,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        nullptr);
    if (code != SQLITE_OK) {
      error = Failed(code);
      return false;
    }
    sqlite3_busy_timeout(database_, kBusyMs);
    // A database that can only be read has its journal mode already, and can't be given another.
    // It is opened again for each use, because that may change, and because all connections of a
    // program share what the first of them could open.
    lost_ = sqlite3_db_readonly(database_, "main") != 0;
    if (!lost_ && !UseWriteAheadLog(error)) return false;
    // FULL: a commit is on disk when it returns, also after a power cut.
    for (const char* pragma : {"PRAGMA synchronous = FULL", "PRAGMA secure_delete = ON"}) {
      const auto done = SqlConnection::Run(pragma);
      if (!done.ok()) {
        error = done.error();
        return false;
      }
    }
    return true;
  }

  [[nodiscard]] SqlDialect dialect() const noexcept override { return SqlDialect::kSqlite; }

  Result<SqlResult> Run(const std::string& sql, std::span<const SqlParameter> parameters) override {
    sqlite3_stmt* statement = Prepared(sql);
    if (statement == nullptr) return Failed(sqlite3_extended_errcode(database_));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      Bind(statement, static_cast<int>(i) + 1, parameters[i]);
    }
    SqlResult result;
    int code = SQLITE_OK;
    while ((code = sqlite3_step(statement)) == SQLITE_ROW) result.rows.push_back(Row(statement));
    if (code == SQLITE_DONE) result.changed = sqlite3_changes64(database_);
    std::optional<Error> error;
    if (code != SQLITE_DONE) error = Failed(code);  // before the reset forgets what it was
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (error) return *error;
    return result;
  }

  std::optional<Error> Begin() override {
    // IMMEDIATE takes the lock now: a transaction that asks for it later can be refused at once.
    const auto done = SqlConnection::Run("BEGIN IMMEDIATE");
    return done.ok() ? std::nullopt : std::optional<Error>(done.error());
  }

  std::optional<Error> Commit() override {
    const auto done = SqlConnection::Run("COMMIT");
    return done.ok() ? std::nullopt : std::optional<Error>(done.error());
  }

  void Rollback() override {
    // A full disk or an I/O error has ended the transaction already.
    if (sqlite3_get_autocommit(database_) != 0) return;
    const std::string words = last_words_;
    const auto done = SqlConnection::Run("ROLLBACK");
    if (!done.ok()) lost_ = true;
    last_words_ = words;
  }

  // secure_delete overwrites the content in the file; the write-ahead log still holds it until all
  // of it is in the file and the log is cut to nothing.
  bool Scrub() override {
    int log_frames = 0;
    int done_frames = 0;
    return sqlite3_wal_checkpoint_v2(database_, nullptr, SQLITE_CHECKPOINT_TRUNCATE, &log_frames,
                                     &done_frames) == SQLITE_OK;
  }

  [[nodiscard]] bool lost() const noexcept override { return lost_; }
  [[nodiscard]] const std::string& last_words() const noexcept override { return last_words_; }

 private:
  // Several programs that change a new file's mode at once refuse each other, without waiting for
  // the busy timeout: so we wait ourselves.
  bool UseWriteAheadLog(Error& error) {
    for (int attempt = 0;; ++attempt) {
      const auto done = SqlConnection::Run("PRAGMA journal_mode = WAL");
      if (done.ok()) return true;
      error = done.error();
      constexpr int kAttempts = 100;
      if (attempt == kAttempts || error.code != Errc::kUnavailable || lost_) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  sqlite3_stmt* Prepared(const std::string& sql) {
    const auto found = statements_.find(sql);
    if (found != statements_.end()) return found->second;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v3(database_, sql.data(), static_cast<int>(sql.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) {
      return nullptr;
    }
    statements_.emplace(sql, statement);
    return statement;
  }

  // The views outlive the statement's run, so SQLite need not copy.
  static void Bind(sqlite3_stmt* statement, int index, const SqlParameter& parameter) {
    if (const auto* number = std::get_if<std::int64_t>(&parameter)) {
      sqlite3_bind_int64(statement, index, *number);
    } else if (const auto* real = std::get_if<double>(&parameter)) {
      sqlite3_bind_double(statement, index, *real);
    } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
      // A null pointer would be NULL, not an empty text.
      sqlite3_bind_text64(statement, index, text->empty() ? "" : text->data(), text->size(),
                          SQLITE_STATIC, SQLITE_UTF8);
    } else if (const auto* blob = std::get_if<SqlBytes>(&parameter)) {
      sqlite3_bind_blob64(statement, index, blob->bytes.empty() ? "" : blob->bytes.data(),
                          blob->bytes.size(), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, index);
    }
  }

  static SqlRow Row(sqlite3_stmt* statement) {
    SqlRow row;
    const int columns = sqlite3_column_count(statement);
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) {
      switch (sqlite3_column_type(statement, i)) {
        case SQLITE_INTEGER:
          row.emplace_back(std::int64_t{sqlite3_column_int64(statement, i)});
          break;
        case SQLITE_FLOAT:
          row.emplace_back(sqlite3_column_double(statement, i));
          break;
        case SQLITE_NULL:
          row.emplace_back();
          break;
        default: {
          const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement, i));
          const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
          row.emplace_back(bytes == nullptr ? std::string() : std::string(bytes, size));
        }
      }
    }
    return row;
  }

  Error Failed(int code) {
    last_words_ = database_ == nullptr ? "out of memory" : sqlite3_errmsg(database_);
    last_words_ += " (SQLite's code " + std::to_string(code) + ")";
    switch (code & 0xff) {  // to be opened again: the file may have been replaced or given back
      case SQLITE_READONLY:
      case SQLITE_CANTOPEN:
      case SQLITE_IOERR:
      case SQLITE_CORRUPT:
      case SQLITE_NOTADB:
        lost_ = true;
        break;
      default:
        break;
    }
    return ErrorOf(code);
  }

  sqlite3* database_ = nullptr;
  std::map<std::string, sqlite3_stmt*> statements_;
  std::string last_words_;
  bool lost_ = false;
};

// Readings are private: the file is made for its owner only. SQLite gives its log the same rights.
void MakeFile(const std::string& file) {
  std::error_code ignored;  // opening says what is wrong
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  if (!folder.empty() && !std::filesystem::exists(folder, ignored)) {
    std::filesystem::create_directories(folder.parent_path(), ignored);
    ::mkdir(folder.c_str(), S_IRWXU);
  }
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor >= 0) ::close(descriptor);
}

}  // namespace

std::unique_ptr<SqlConnection> ConnectSqlite(const std::string& file, SqlFailure& failure) {
  MakeFile(file);
  auto connection = std::make_unique<SqliteConnection>();
  if (connection->Open(file, failure.error)) return connection;
  failure.words = connection->last_words();
  return nullptr;
}

}  // namespace inkdigit
