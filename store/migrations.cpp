#include "store/migrations.h"

#include <array>
#include <string>
#include <vector>

namespace inkdigit {
namespace {

// A step once applied is never edited: the next change of the schema is a step of its own.
struct Migration {
  std::vector<std::string> sqlite;
  std::vector<std::string> postgres;
};

// The picture is the last column: SQLite reads a row from its front and stops where it can.
const std::array<Migration, kSchemaVersion>& Migrations() {
  static const std::vector<std::string> kIndexes = {
      "CREATE INDEX readings_by_owner ON readings (owner, id)",
      "CREATE INDEX readings_to_check_by_owner ON readings (owner, id) "
      "WHERE unsure = 1 OR corrected_ms IS NOT NULL",
      "CREATE INDEX readings_to_check ON readings (id) "
      "WHERE unsure = 1 OR corrected_ms IS NOT NULL"};
  static const std::array<Migration, kSchemaVersion> kMigrations = [] {
    Migration first;
    first.sqlite = {
        "CREATE TABLE readings (id BLOB NOT NULL PRIMARY KEY, owner BLOB NOT NULL, "
        "made_ms INTEGER NOT NULL, text TEXT NOT NULL, confidence REAL NOT NULL, "
        "unsure INTEGER NOT NULL, corrected_text TEXT, corrected_ms INTEGER, "
        "model TEXT NOT NULL, model_sha256 TEXT NOT NULL, width INTEGER NOT NULL, "
        "height INTEGER NOT NULL, media_type TEXT NOT NULL, picture_bytes INTEGER NOT NULL, "
        "probabilities BLOB NOT NULL, boxes BLOB NOT NULL, tiles BLOB NOT NULL, "
        "picture BLOB NOT NULL) STRICT"};
    first.postgres = {
        "CREATE TABLE readings (id UUID NOT NULL PRIMARY KEY, owner BYTEA NOT NULL, "
        "made_ms BIGINT NOT NULL, text TEXT NOT NULL, confidence DOUBLE PRECISION NOT NULL, "
        "unsure BIGINT NOT NULL, corrected_text TEXT, corrected_ms BIGINT, "
        "model TEXT NOT NULL, model_sha256 TEXT NOT NULL, width BIGINT NOT NULL, "
        "height BIGINT NOT NULL, media_type TEXT NOT NULL, picture_bytes BIGINT NOT NULL, "
        "probabilities BYTEA NOT NULL, boxes BYTEA NOT NULL, tiles BYTEA NOT NULL, "
        "picture BYTEA NOT NULL)",
        // Pictures are packed already.
        "ALTER TABLE readings ALTER COLUMN picture SET STORAGE EXTERNAL"};
    for (const std::string& index : kIndexes) {
      first.sqlite.push_back(index);
      first.postgres.push_back(index);
    }
    // A table of its own: a column behind the pictures would have SQLite read through them.
    Migration second;
    second.sqlite = {
        "CREATE TABLE learning (owner BLOB NOT NULL PRIMARY KEY, since_ms INTEGER NOT NULL) "
        "STRICT"};
    second.postgres = {
        "CREATE TABLE learning (owner BYTEA NOT NULL PRIMARY KEY, since_ms BIGINT NOT NULL)"};
    // Lessons alone: of a busy owner all readings may be unsure, and few corrected.
    const std::string corrected =
        "CREATE INDEX readings_corrected_by_owner ON readings (owner, id) "
        "WHERE corrected_ms IS NOT NULL";
    const Migration third{{corrected}, {corrected}};
    return std::array<Migration, kSchemaVersion>{first, second, third};
  }();
  return kMigrations;
}

std::optional<Error> Apply(SqlConnection& connection) {
  const bool sqlite = connection.dialect() == SqlDialect::kSqlite;
  if (!sqlite) {
    // SQLite's transaction is the lock. The number is ours alone: the letters "inkdigit".
    const auto locked = connection.Run("SELECT pg_advisory_xact_lock(7597127700429891956)");
    if (!locked.ok()) return locked.error();
  }
  // Again, under the lock: another program may just have done it.
  const auto version = SchemaVersion(connection);
  if (!version.ok()) return version.error();
  if (version.value() >= kSchemaVersion) return std::nullopt;
  std::vector<std::string> statements;
  if (version.value() == 0) {
    statements.emplace_back("CREATE TABLE inkdigit_schema (version BIGINT NOT NULL PRIMARY KEY)");
  }
  for (auto i = static_cast<std::size_t>(version.value()); i < Migrations().size(); ++i) {
    const Migration& migration = Migrations()[i];
    const auto& steps = sqlite ? migration.sqlite : migration.postgres;
    statements.insert(statements.end(), steps.begin(), steps.end());
    statements.push_back("INSERT INTO inkdigit_schema VALUES (" + std::to_string(i + 1) + ")");
  }
  for (const std::string& statement : statements) {
    const auto done = connection.Run(statement);
    if (!done.ok()) return done.error();
  }
  return std::nullopt;
}

}  // namespace

Result<std::int64_t> SchemaVersion(SqlConnection& connection) {
  const bool sqlite = connection.dialect() == SqlDialect::kSqlite;
  const auto tables =
      connection.Run(sqlite ? "SELECT count(*) FROM sqlite_master WHERE name = 'inkdigit_schema'"
                            : "SELECT count(to_regclass('inkdigit_schema'))");
  if (!tables.ok()) return tables.error();
  if (std::get<std::int64_t>(tables.value().rows[0][0]) == 0) return std::int64_t{0};
  const auto version = connection.Run("SELECT coalesce(max(version), 0) FROM inkdigit_schema");
  if (!version.ok()) return version.error();
  return std::get<std::int64_t>(version.value().rows[0][0]);
}

std::optional<Error> RefuseSchema(std::int64_t version) {
  if (version <= kSchemaVersion) return std::nullopt;
  return Error{Errc::kUnsupported, "the database has schema " + std::to_string(version) +
                                       ", and this program knows them up to " +
                                       std::to_string(kSchemaVersion) +
                                       ": run a newer inkdigit, or name another database"};
}

std::optional<Error> Migrate(SqlConnection& connection) {
  const auto version = SchemaVersion(connection);
  if (!version.ok()) return version.error();
  if (auto error = RefuseSchema(version.value())) return error;
  if (version.value() == kSchemaVersion) return std::nullopt;
  if (auto error = connection.Begin()) return error;
  auto error = Apply(connection);
  if (!error) error = connection.Commit();
  if (error) connection.Rollback();
  return error;
}

}  // namespace inkdigit
