#include "store/postgres_connection.h"

#include <poll.h>

#include <array>
#include <bit>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <map>
#include <string_view>
#include <utility>

#include "store/postgres_library.h"

namespace inkdigit {
namespace {

using std::chrono::steady_clock;

// For the whole of one statement. A server that was stopped in the middle takes bytes and never
// answers.
constexpr std::chrono::seconds kPatience{5};

// Types of the system catalogue (pg_type.dat), which never change.
constexpr Oid kInt8 = 20;
constexpr Oid kFloat8 = 701;
constexpr Oid kVoid = 2278;

std::string BigEndian(std::uint64_t value) {
  std::string bytes(8, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(value >> (8 * (7 - i)) & 0xff);
  }
  return bytes;
}

std::uint64_t FromBigEndian(std::string_view bytes) noexcept {
  std::uint64_t value = 0;
  for (const char byte : bytes) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

const Error kOutOfReach{Errc::kUnavailable, "the database can't be reached now"};

// The class of an SQLSTATE tells what kind of trouble it is (PostgreSQL's manual, appendix A).
Error ErrorOf(std::string_view state) {
  const std::string_view kind = state.substr(0, 2);
  if (state == "53100") return {Errc::kUnavailable, "the disk of the database is full"};
  if (state == "25006") return {Errc::kUnavailable, "the database can't be written, only read"};
  if (state == "55P03" || kind == "40") {
    return {Errc::kUnavailable, "the database is locked by another program"};
  }
  if (kind == "28" || state == "42501") {
    return {Errc::kUnavailable, "the database doesn't let this server in"};
  }
  if (kind == "08" || kind == "53" || kind == "57" || kind == "58") return kOutOfReach;
  return {Errc::kIo, "the database refused a statement"};
}

class PostgresConnection final : public SqlConnection {
 public:
  explicit PostgresConnection(const PostgresLibrary& pq) : pq_(pq) {}
  ~PostgresConnection() override { pq_.finish(connection_); }

  bool Open(const std::string& url) {
    // What stands before `dbname` is a default that the URL may replace.
    const std::array<const char*, 5> names = {"connect_timeout", "tcp_user_timeout",
                                              "fallback_application_name", "dbname", nullptr};
    const std::array<const char*, 5> values = {"5", "5000", "inkdigit", url.c_str(), nullptr};
    connection_ = pq_.connectdbParams(names.data(), values.data(), /*expand_dbname=*/1);
    if (pq_.status(connection_) != CONNECTION_OK) {
      last_words_ = pq_.errorMessage(connection_);
      return false;
    }
    pq_.setNoticeProcessor(
        connection_, [](void*, const char*) {}, nullptr);
    pq_.setnonblocking(connection_, 1);
    return true;
  }

  [[nodiscard]] SqlDialect dialect() const noexcept override { return SqlDialect::kPostgres; }

  Result<SqlResult> Run(const std::string& sql, std::span<const SqlParameter> parameters) override {
    const auto deadline = steady_clock::now() + kPatience;
    auto found = statements_.find(sql);
    if (found == statements_.end()) {
      const std::string name = "s" + std::to_string(statements_.size());
      if (pq_.sendPrepare(connection_, name.c_str(), sql.c_str(), 0, nullptr) == 0) return Lost();
      const auto prepared = Finish(deadline);
      if (!prepared.ok()) return prepared.error();
      found = statements_.emplace(sql, name).first;
    }
    // Eight bytes for each number, at addresses that stay.
    std::vector<std::string> numbers(parameters.size());
    std::vector<const char*> values(parameters.size(), nullptr);
    std::vector<int> lengths(parameters.size(), 0);
    const std::vector<int> formats(parameters.size(), 1);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      std::string_view bytes;
      if (const auto* number = std::get_if<std::int64_t>(&parameters[i])) {
        bytes = numbers[i] = BigEndian(static_cast<std::uint64_t>(*number));
      } else if (const auto* real = std::get_if<double>(&parameters[i])) {
        bytes = numbers[i] = BigEndian(std::bit_cast<std::uint64_t>(*real));
      } else if (const auto* text = std::get_if<std::string_view>(&parameters[i])) {
        bytes = *text;
      } else if (const auto* blob = std::get_if<SqlBytes>(&parameters[i])) {
        bytes = blob->bytes;
      } else {
        continue;  // NULL
      }
      values[i] = bytes.empty() ? "" : bytes.data();
      lengths[i] = static_cast<int>(bytes.size());
    }
    if (pq_.sendQueryPrepared(connection_, found->second.c_str(),
                              static_cast<int>(parameters.size()), values.data(), lengths.data(),
                              formats.data(), /*resultFormat=*/1) == 0) {
      return Lost();
    }
    return Finish(deadline);
  }

  std::optional<Error> Begin() override {
    const auto done = SqlConnection::Run("BEGIN");
    if (!done.ok()) return done.error();
    // As long as SQLite waits; refused with 55P03.
    const auto patient = SqlConnection::Run("SET LOCAL lock_timeout = '1s'");
    return patient.ok() ? std::nullopt : std::optional<Error>(patient.error());
  }

  std::optional<Error> Commit() override {
    const auto done = SqlConnection::Run("COMMIT");
    if (!done.ok()) return done.error();
    // The answer to the COMMIT of a transaction that has failed before.
    if (command_ == "ROLLBACK") return Error{Errc::kIo, "the database undid a transaction"};
    return std::nullopt;
  }

  void Rollback() override {
    if (lost_) return;
    const std::string words = last_words_;
    const auto done = SqlConnection::Run("ROLLBACK");
    if (!done.ok()) lost_ = true;
    last_words_ = words;
  }

  // PostgreSQL never overwrites: VACUUM frees the space, and later rows take it.
  bool Scrub() override { return true; }

  [[nodiscard]] bool lost() const noexcept override { return lost_; }
  [[nodiscard]] const std::string& last_words() const noexcept override { return last_words_; }

 private:
  struct Clear {
    const PostgresLibrary* pq;
    void operator()(PGresult* result) const { pq->clear(result); }
  };
  using ResultPointer = std::unique_ptr<PGresult, Clear>;

  Error Lost() {
    lost_ = true;
    last_words_ = pq_.errorMessage(connection_);
    return kOutOfReach;
  }

  // Waits until the socket can be read (or written, where there is something to send). False when
  // time is up.
  bool WaitForSocket(bool write, steady_clock::time_point deadline) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{.fd = pq_.socket(connection_), .events = POLLIN, .revents = 0};
    if (write) waiting.events |= POLLOUT;
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    return ready > 0 || (ready < 0 && errno == EINTR);
  }

  // Sends what is left and takes the answer of one statement.
  Result<SqlResult> Finish(steady_clock::time_point deadline) {
    int unsent = pq_.flush(connection_);
    while (unsent == 1) {
      if (!WaitForSocket(true, deadline)) return TimedOut();
      if (pq_.consumeInput(connection_) == 0) return Lost();
      unsent = pq_.flush(connection_);
    }
    if (unsent < 0) return Lost();
    std::optional<Error> error;
    SqlResult answer;
    while (true) {
      while (pq_.isBusy(connection_) != 0) {
        if (!WaitForSocket(false, deadline)) return TimedOut();
        if (pq_.consumeInput(connection_) == 0) return Lost();
      }
      const ResultPointer result(pq_.getResult(connection_), Clear{&pq_});
      if (!result) break;
      const ExecStatusType status = pq_.resultStatus(result.get());
      if (status == PGRES_TUPLES_OK) {
        answer.rows = Rows(result.get());
      } else if (status != PGRES_COMMAND_OK) {
        error = Failed(result.get());
      }
      command_ = pq_.cmdStatus(result.get());
      answer.changed = std::strtoll(pq_.cmdTuples(result.get()), nullptr, 10);
    }
    if (pq_.status(connection_) != CONNECTION_OK) lost_ = true;
    if (error) return *error;
    return answer;
  }

  Error TimedOut() {
    lost_ = true;
    last_words_ = "no answer within " + std::to_string(kPatience.count()) + " s";
    return kOutOfReach;
  }

  Error Failed(PGresult* result) {
    last_words_ = pq_.resultErrorMessage(result);
    const char* state = pq_.resultErrorField(result, PG_DIAG_SQLSTATE);
    if (state != nullptr) return ErrorOf(state);
    lost_ = true;  // libpq's own trouble: the connection broke
    return kOutOfReach;
  }

  [[nodiscard]] std::vector<SqlRow> Rows(PGresult* result) const {
    const int columns = pq_.nfields(result);
    std::vector<SqlRow> rows(static_cast<std::size_t>(pq_.ntuples(result)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      rows[i].reserve(static_cast<std::size_t>(columns));
      for (int column = 0; column < columns; ++column) {
        rows[i].push_back(Column(result, static_cast<int>(i), column));
      }
    }
    return rows;
  }

  // What is neither number nor NULL comes as its bytes: text, bytea, and a UUID's sixteen.
  [[nodiscard]] SqlColumn Column(PGresult* result, int row, int column) const {
    const Oid type = pq_.ftype(result, column);
    if (pq_.getisnull(result, row, column) != 0 || type == kVoid) return {};
    const std::string_view bytes(pq_.getvalue(result, row, column),
                                 static_cast<std::size_t>(pq_.getlength(result, row, column)));
    if (type == kInt8) return static_cast<std::int64_t>(FromBigEndian(bytes));
    if (type == kFloat8) return std::bit_cast<double>(FromBigEndian(bytes));
    return std::string(bytes);
  }

  const PostgresLibrary& pq_;
  PGconn* connection_ = nullptr;
  std::map<std::string, std::string> statements_;  // text to name
  std::string command_;                            // what the server says that it did
  std::string last_words_;
  bool lost_ = false;
};

}  // namespace

std::optional<Error> CheckPostgresUrl(const std::string& url) {
  const auto library = LoadPostgresLibrary();
  if (!library.ok()) return library.error();
  const PostgresLibrary& pq = *library.value();
  char* reason = nullptr;
  PQconninfoOption* options = pq.conninfoParse(url.c_str(), &reason);
  if (options != nullptr) {
    pq.conninfoFree(options);
    return std::nullopt;
  }
  std::string words = reason == nullptr ? "out of memory" : reason;
  pq.freemem(reason);
  while (words.ends_with('\n')) words.pop_back();
  return Error{Errc::kInvalidArgument,
               "the database's URL can't be read: " + words +
                   "; an example is postgresql://user:password@host:5432/database"};
}

std::unique_ptr<SqlConnection> ConnectPostgres(const std::string& url, SqlFailure& failure) {
  const auto library = LoadPostgresLibrary();
  if (!library.ok()) {
    failure.error = library.error();
    return nullptr;
  }
  auto connection = std::make_unique<PostgresConnection>(*library.value());
  if (connection->Open(url)) return connection;
  failure.error = kOutOfReach;
  failure.words = connection->last_words();
  return nullptr;
}

}  // namespace inkdigit
