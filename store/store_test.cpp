// What a store promises, on every database that there is.
#include "store/store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "store/migrations.h"
#include "store/postgres_connection.h"
#include "store/readings_sql.h"
#include "store/sqlite_connection.h"
#include "store/test_store.h"

namespace inkdigit {
namespace {

using ::testing::HasSubstr;

enum class Database { kSqlite, kPostgres };

class EveryStore : public ::testing::TestWithParam<Database> {
 protected:
  void SetUp() override {
    if (GetParam() == Database::kSqlite) {
      url_ = "sqlite:" + (folder_.path() / "a folder" / "readings.db").string();
    } else {
      if (TestPostgres::Get() == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
      url_ = TestPostgres::Get()->NewDatabase();
    }
    store_ = Open();
  }

  std::unique_ptr<Store> Open() {
    auto opened = OpenStore({.database = url_, .log = {}});
    EXPECT_TRUE(opened.ok()) << opened.error().message;
    return std::move(opened).value();
  }

  // A connection beside the store's own.
  std::unique_ptr<SqlConnection> Connect() {
    SqlFailure failure{{Errc::kIo, ""}, ""};
    auto connection = GetParam() == Database::kSqlite ? ConnectSqlite(url_.substr(7), failure)
                                                      : ConnectPostgres(url_, failure);
    EXPECT_TRUE(connection) << failure.words;
    return connection;
  }

  WaitingStore store() { return WaitingStore(*store_); }

  std::vector<KeptReading> ListOf(const Listing& listing) {
    auto list = store().List(listing);
    EXPECT_TRUE(list.ok()) << list.error().message;
    return list.ok() ? std::move(list).value() : std::vector<KeptReading>();
  }

  TemporaryFolder folder_;
  std::string url_;
  std::unique_ptr<Store> store_;
  const Owner ann_ = TestOwner(1);
  const Owner bob_ = TestOwner(2);
};

INSTANTIATE_TEST_SUITE_P(Databases, EveryStore,
                         ::testing::Values(Database::kSqlite, Database::kPostgres),
                         [](const auto& parameter) {
                           return parameter.param == Database::kSqlite ? "Sqlite" : "Postgres";
                         });

TEST_P(EveryStore, GivesBackWhatWasPut) {
  KeptReading kept = TestReading(ann_, "12 3", std::string("\0\xff'\"; picture", 13));
  kept.reading.rejected.push_back(kept.reading.digits[0]);
  kept.correction = Correction{"124", 17};
  ASSERT_TRUE(store().Put(kept).ok());
  store_ = Open();
  const auto got = store().Get(ann_, kept.id);
  ASSERT_TRUE(got.ok() && got.value());
  const KeptReading& back = *got.value();
  EXPECT_EQ(back.id, kept.id);
  EXPECT_EQ(back.owner, ann_);
  EXPECT_EQ(back.picture, kept.picture);
  EXPECT_EQ(back.media_type, "image/png");
  EXPECT_EQ(back.width, 280);
  EXPECT_EQ(back.height, 200);
  EXPECT_EQ(back.reading.text, "12 3");
  EXPECT_EQ(back.reading.confidence, 0.75);
  ASSERT_EQ(back.reading.digits.size(), 3U);
  EXPECT_EQ(back.reading.rejected.size(), 1U);
  EXPECT_EQ(back.reading.digits[1].tile, kept.reading.digits[1].tile);
  EXPECT_TRUE(back.unsure);
  EXPECT_EQ(back.model, "digits-test");
  EXPECT_EQ(back.model_sha256, kept.model_sha256);
  ASSERT_TRUE(back.correction);
  EXPECT_EQ(back.correction->text, "124");
  EXPECT_EQ(back.correction->time_ms, 17);
}

TEST_P(EveryStore, KeepsEmptyTextsAndPicturesOfMegabytes) {
  KeptReading nothing = TestReading(ann_, "");
  nothing.correction = Correction{"", 5};
  ASSERT_TRUE(store().Put(nothing).ok());
  const KeptReading large = TestReading(ann_, "1", std::string(std::size_t{16} << 20, '\0'));
  ASSERT_TRUE(store().Put(large).ok());
  const auto empty = store().Get(ann_, nothing.id);
  ASSERT_TRUE(empty.ok() && empty.value() && empty.value()->correction);
  EXPECT_EQ(empty.value()->correction->text, "");
  const auto got = store().Get(ann_, large.id);
  ASSERT_TRUE(got.ok() && got.value());
  EXPECT_EQ(got.value()->picture.size(), std::size_t{16} << 20);
}

TEST_P(EveryStore, PutsAReadingOnceHoweverOftenItIsTold) {
  const KeptReading kept = TestReading(ann_);
  ASSERT_TRUE(store().Put(kept).ok());
  EXPECT_TRUE(store().Put(kept).ok());
  EXPECT_EQ(ListOf({.scope = ann_}).size(), 1U);
}

TEST_P(EveryStore, ShowsNobodyElsesReadings) {
  const KeptReading kept = TestReading(ann_);
  ASSERT_TRUE(store().Put(kept).ok());
  EXPECT_FALSE(store().Get(bob_, kept.id).value());
  EXPECT_FALSE(store().Correct(bob_, kept.id, Correction{"1", 1}).value());
  EXPECT_FALSE(store().Delete(bob_, kept.id).value());
  EXPECT_EQ(store().DeleteAll(bob_).value(), 0);
  EXPECT_TRUE(ListOf({.scope = bob_}).empty());
  const auto still = store().Get(ann_, kept.id);
  ASSERT_TRUE(still.value());
  EXPECT_FALSE(still.value()->correction);
  EXPECT_TRUE(store().Get(std::nullopt, kept.id).value()) << "an admin sees all";
}

TEST_P(EveryStore, ListsTheNewestFirstPageByPage) {
  std::vector<ReadingId> ids;
  for (int i = 0; i < 25; ++i) {
    KeptReading kept = TestReading(i % 5 == 0 ? bob_ : ann_);
    kept.id = NewReadingId(1000 + i);
    if (i % 5 != 0) ids.insert(ids.begin(), kept.id);
    ASSERT_TRUE(store().Put(kept).ok());
  }
  std::vector<ReadingId> listed;
  Listing listing{.scope = ann_, .limit = 7};
  for (auto page = ListOf(listing); !page.empty(); page = ListOf(listing)) {
    for (const KeptReading& kept : page) {
      EXPECT_TRUE(kept.picture.empty());
      listed.push_back(kept.id);
    }
    listing.before = page.back().id;
  }
  EXPECT_EQ(listed, ids);
  EXPECT_EQ(ListOf({.scope = std::nullopt, .limit = 100}).size(), 25U);
}

TEST_P(EveryStore, ListsWhatIsUnsureOrCorrected) {
  KeptReading sure = TestReading(ann_, "1");
  sure.unsure = false;
  KeptReading corrected = TestReading(ann_, "2");
  corrected.unsure = false;
  const KeptReading unsure = TestReading(ann_, "3");
  for (const KeptReading& kept : {sure, corrected, unsure}) ASSERT_TRUE(store().Put(kept).ok());
  const Listing listing{.scope = ann_, .unsure_or_corrected = true};
  EXPECT_EQ(ListOf(listing).size(), 1U);
  ASSERT_TRUE(store().Correct(ann_, corrected.id, Correction{"9", 3}).value());
  EXPECT_EQ(ListOf(listing).size(), 2U);
  EXPECT_EQ(ListOf({.scope = std::nullopt, .unsure_or_corrected = true}).size(), 2U);
  ASSERT_TRUE(store().Correct(ann_, corrected.id, std::nullopt).value());
  EXPECT_EQ(ListOf(listing).size(), 1U) << "the correction was taken back";
}

TEST_P(EveryStore, ListsAsLessonsWhatWasCorrectedSinceTheyWereEnded) {
  const KeptReading first = TestReading(ann_, "1");
  const KeptReading second = TestReading(ann_, "2");
  const KeptReading others = TestReading(bob_, "3");
  for (const KeptReading& kept : {first, second, others}) ASSERT_TRUE(store().Put(kept).ok());
  const Listing lessons{.scope = ann_, .lessons = true};
  EXPECT_EQ(ListOf(lessons).size(), 0U) << "unsure, and not corrected";
  ASSERT_TRUE(store().Correct(ann_, first.id, Correction{"9", 1000}).value());
  ASSERT_TRUE(store().Correct(bob_, others.id, Correction{"9", 1000}).value());
  EXPECT_EQ(ListOf(lessons).size(), 1U);
  ASSERT_TRUE(store().EndLessons(ann_, 1000).value());
  EXPECT_EQ(ListOf(lessons).size(), 0U);
  EXPECT_EQ(ListOf({.scope = bob_, .lessons = true}).size(), 1U);
  EXPECT_EQ(ListOf({.scope = ann_, .unsure_or_corrected = true}).size(), 2U);
  ASSERT_TRUE(store().Correct(ann_, second.id, Correction{"8", 1001}).value());
  EXPECT_EQ(ListOf(lessons).size(), 1U) << "a later correction is a lesson again";
  ASSERT_TRUE(store().EndLessons(ann_, 2000).value()) << "and they can be ended again";
  EXPECT_EQ(ListOf(lessons).size(), 0U);
}

// Runs what it is given, and notes how the database would go about it.
class PlanNotes final : public SqlConnection {
 public:
  explicit PlanNotes(SqlConnection& connection) : connection_(connection) {}
  [[nodiscard]] SqlDialect dialect() const noexcept override { return connection_.dialect(); }
  [[nodiscard]] Result<SqlResult> Run(const std::string& sql,
                                      std::span<const SqlParameter> parameters) override {
    const auto plan = connection_.Run("EXPLAIN QUERY PLAN " + sql, parameters);
    EXPECT_TRUE(plan.ok()) << plan.error().message;
    for (const SqlRow& row : plan.value().rows) plan_ += std::get<std::string>(row.back()) + '\n';
    return connection_.Run(sql, parameters);
  }
  [[nodiscard]] std::optional<Error> Begin() override { return connection_.Begin(); }
  [[nodiscard]] std::optional<Error> Commit() override { return connection_.Commit(); }
  void Rollback() override { connection_.Rollback(); }
  [[nodiscard]] bool Scrub() override { return connection_.Scrub(); }
  [[nodiscard]] bool lost() const noexcept override { return connection_.lost(); }
  [[nodiscard]] const std::string& last_words() const noexcept override {
    return connection_.last_words();
  }
  [[nodiscard]] const std::string& plan() const noexcept { return plan_; }

 private:
  SqlConnection& connection_;
  std::string plan_;
};

// PostgreSQL reads tables as small as a test's whole, and says so.
TEST(SqliteQueries, FindLessonsWithoutAWalkOverAllThatIsUnsure) {
  const TemporaryFolder folder;
  SqlFailure failure{{Errc::kIo, ""}, ""};
  const auto connection = ConnectSqlite((folder.path() / "readings.db").string(), failure);
  ASSERT_TRUE(connection) << failure.words;
  ASSERT_FALSE(Migrate(*connection));
  PlanNotes notes(*connection);
  ASSERT_TRUE(SelectReadings(notes, {.scope = TestOwner(1), .lessons = true}).ok());
  EXPECT_THAT(notes.plan(), HasSubstr("INDEX readings_corrected_by_owner (owner=? AND id<?)"));
}

TEST_P(EveryStore, LeavesNothingOfAnOwnerWhoTakesAllAway) {
  ASSERT_TRUE(store().EndLessons(ann_, 1000).value());
  ASSERT_TRUE(store().EndLessons(bob_, 1000).value());
  ASSERT_TRUE(store().DeleteAll(ann_).ok());
  const auto rows = Connect()->Run("SELECT count(*) FROM learning");
  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(std::get<std::int64_t>(rows.value().rows[0][0]), 1) << "bob's";
}

TEST_P(EveryStore, BringsAnOlderSchemaUpToDate) {
  ASSERT_TRUE(store().Put(TestReading(ann_)).ok());
  store_.reset();
  {
    const auto connection = Connect();
    ASSERT_TRUE(connection->Run("DROP INDEX readings_corrected_by_owner").ok());
    ASSERT_TRUE(connection->Run("DROP TABLE learning").ok());
    ASSERT_TRUE(connection->Run("DELETE FROM inkdigit_schema WHERE version > 1").ok());
  }
  store_ = Open();
  EXPECT_EQ(ListOf({.scope = ann_}).size(), 1U);
  EXPECT_TRUE(store().EndLessons(ann_, 1).value());
}

TEST_P(EveryStore, ReadsOnlyAsManyPicturesAsAreWanted) {
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(store().Put(TestReading(ann_, "1", std::string(1000, 'x'))).ok());
  }
  EXPECT_EQ(ListOf({.scope = ann_, .picture_bytes = 3500}).size(), 3U);
  const auto one = ListOf({.scope = ann_, .picture_bytes = 1});
  ASSERT_EQ(one.size(), 1U) << "one at least, or nobody would get on";
  EXPECT_EQ(one[0].picture.size(), 1000U);
  EXPECT_TRUE(ListOf({.scope = bob_, .picture_bytes = 1000}).empty());
}

TEST_P(EveryStore, DeletesThousandsAndNothingElse) {
  constexpr int kCount = 2500;
  std::atomic<int> done = 0;
  for (int i = 0; i < kCount; ++i) {
    while (i - done > 500) std::this_thread::yield();  // the queue is bounded
    store_->Put(TestReading(ann_), [&done](const Result<ReadingId>& id) {
      EXPECT_TRUE(id.ok());
      ++done;
    });
  }
  const KeptReading bobs = TestReading(bob_);
  ASSERT_TRUE(store().Put(bobs).ok());
  EXPECT_EQ(store().DeleteAll(ann_).value(), kCount);
  EXPECT_TRUE(ListOf({.scope = ann_}).empty());
  EXPECT_TRUE(store().Get(bob_, bobs.id).value());
}

TEST_P(EveryStore, DeletesWhatIsOlderThanATime) {
  for (const std::int64_t time : {1000, 2000, 3000}) {
    KeptReading kept = TestReading(ann_);
    kept.id = NewReadingId(time);
    ASSERT_TRUE(store().Put(kept).ok());
  }
  EXPECT_EQ(store().DeleteOlderThan(3000).value(), 2);
  const auto left = ListOf({.scope = ann_});
  ASSERT_EQ(left.size(), 1U);
  EXPECT_EQ(left[0].id.time_ms(), 3000);
}

TEST_P(EveryStore, TakesSqlForText) {
  const std::string evil = "1'); DROP TABLE readings; --";
  KeptReading kept = TestReading(ann_);
  kept.media_type = kept.model = kept.model_sha256 = kept.picture = evil;
  kept.correction = Correction{evil, 1};
  ASSERT_TRUE(store().Put(kept).ok());
  const auto got = store().Get(ann_, kept.id);
  ASSERT_TRUE(got.ok() && got.value());
  EXPECT_EQ(got.value()->correction->text, evil);
  EXPECT_EQ(got.value()->model, evil);
}

TEST_P(EveryStore, StartsSeveralTimesAtOnceOnAnEmptyDatabase) {
  store_.reset();
  url_ = GetParam() == Database::kSqlite ? "sqlite:" + (folder_.path() / "new.db").string()
                                         : TestPostgres::Get()->NewDatabase();
  std::vector<std::thread> threads;
  threads.reserve(16);
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([this] {
      const auto opened = Open();
      EXPECT_TRUE(WaitingStore(*opened).Put(TestReading(ann_)).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  store_ = Open();
  EXPECT_EQ(ListOf({.scope = ann_}).size(), 8U);
}

TEST_P(EveryStore, RefusesASchemaThatItDoesntKnowYet) {
  store_.reset();
  const auto connection = Connect();
  ASSERT_TRUE(connection->Run("INSERT INTO inkdigit_schema VALUES (99)").ok());
  const auto opened = OpenStore({.database = url_, .log = {}});
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, Errc::kUnsupported);
  EXPECT_THAT(opened.error().message, HasSubstr("schema 99"));
  EXPECT_THAT(opened.error().message, HasSubstr("newer inkdigit"));
}

TEST_P(EveryStore, SaysThatAnotherProgramHoldsTheLock) {
  const auto other = Connect();
  ASSERT_FALSE(other->Begin());
  if (GetParam() == Database::kPostgres) {
    ASSERT_TRUE(other->Run("LOCK TABLE readings IN EXCLUSIVE MODE").ok());
  }
  const KeptReading kept = TestReading(ann_);
  const auto refused = store().Put(kept);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Errc::kUnavailable);
  EXPECT_THAT(refused.error().message, HasSubstr("locked by another program"));
  const auto start = std::chrono::steady_clock::now();
  EXPECT_FALSE(store().Put(kept).ok());
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::milliseconds(400))
      << "the next one need not wait to hear it";
  EXPECT_TRUE(ListOf({.scope = ann_}).empty()) << "reading goes on";
  other->Rollback();
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_TRUE(store().Put(kept).ok()) << "and so does writing, by itself";
}

TEST_P(EveryStore, RefusesMoreThanItCanHold) {
  const auto other = Connect();
  ASSERT_FALSE(other->Begin());  // so that what is put has to wait
  if (GetParam() == Database::kPostgres) {
    ASSERT_TRUE(other->Run("LOCK TABLE readings IN EXCLUSIVE MODE").ok());
  }
  std::atomic<int> full = 0;
  std::atomic<int> done = 0;
  constexpr int kCount = 100;
  const std::string megabyte(std::size_t{1} << 20, 'x');
  for (int i = 0; i < kCount; ++i) {
    store_->Put(TestReading(ann_, "1", megabyte), [&](const Result<ReadingId>& id) {
      if (!id.ok() && id.error().message.find("too much waits") != std::string::npos) ++full;
      ++done;
    });
  }
  other->Rollback();
  while (done < kCount) std::this_thread::yield();
  EXPECT_GE(full, kCount - 64 - 17) << "64 MiB wait, and one batch is under way";
  EXPECT_LT(full, kCount);
}

TEST_P(EveryStore, AnswersEverybodyOfManyAtOnce) {
  std::vector<std::thread> threads;
  threads.reserve(16);
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([this, i] {
      const Owner owner = TestOwner(10 + i);
      for (int j = 0; j < 20; ++j) {
        const KeptReading kept = TestReading(owner);
        EXPECT_TRUE(store().Put(kept).ok());
        EXPECT_TRUE(store().Get(owner, kept.id).value());
        EXPECT_TRUE(store().Correct(owner, kept.id, Correction{"5", 1}).value());
        if (j % 2 == 0) {
          EXPECT_TRUE(store().Delete(owner, kept.id).value());
        }
      }
      EXPECT_EQ(ListOf({.scope = owner}).size(), 10U);
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(OpenStore, RefusesNamesThatMakeNoSense) {
  for (const char* name : {"", "sqlite:", "sqlite::memory:", "mysql://host/db", "readings.db"}) {
    const auto opened = OpenStore({.database = name, .log = {}});
    ASSERT_FALSE(opened.ok()) << name;
    EXPECT_EQ(opened.error().code, Errc::kInvalidArgument) << name;
  }
  const auto broken = OpenStore({.database = "postgresql://host:port/db?nonsense=1", .log = {}});
  ASSERT_FALSE(broken.ok());
  EXPECT_THAT(broken.error().message, HasSubstr("an example is"));
}

TEST(OpenStore, TakesBothSpellingsOfPostgres) {
  if (TestPostgres::Get() == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
  const std::string url = TestPostgres::Get()->NewDatabase();
  const std::string other = "postgres" + url.substr(std::string("postgresql").size());
  const auto opened = OpenStore({.database = other, .log = {}});
  ASSERT_TRUE(opened.ok());
  EXPECT_TRUE(WaitingStore(*opened.value()).Put(TestReading(TestOwner(1))).ok());
}

TEST(OpenStore, KeepsPasswordsOutOfTheLog) {
  EXPECT_EQ(DatabaseForLog("postgresql://ann:secret@host:5432/db?password=secret"),
            "postgresql://host:5432/db");
  EXPECT_EQ(DatabaseForLog("postgres://host/db"), "postgres://host/db");
  EXPECT_EQ(DatabaseForLog("sqlite:/tmp/a@b"), "sqlite:/tmp/a@b");
}

TEST(OpenStore, WaitsForADatabaseThatIsAway) {
  if (TestPostgres::Get() == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
  TestPostgres& postgres = *TestPostgres::Get();
  std::mutex mutex;
  std::vector<std::string> log;
  const std::string url = postgres.NewDatabase();
  postgres.Stop();
  const auto opened = OpenStore({.database = url, .log = [&](const std::string& line) {
                                   const std::lock_guard lock(mutex);
                                   log.push_back(line);
                                 }});
  ASSERT_TRUE(opened.ok());
  WaitingStore store(*opened.value());
  const auto refused = store.Put(TestReading(TestOwner(1)));
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("can't be reached"));
  EXPECT_FALSE(store.List({}).ok());
  postgres.StartAgain();
  std::this_thread::sleep_for(std::chrono::milliseconds(600));
  EXPECT_TRUE(store.Put(TestReading(TestOwner(1))).ok());
  postgres.Stop();
  postgres.StartAgain();
  EXPECT_TRUE(store.Put(TestReading(TestOwner(1))).ok()) << "a cut connection is opened again";
  EXPECT_EQ(store.List({}).value().size(), 2U);
  const std::lock_guard lock(mutex);
  EXPECT_THAT(log, ::testing::Contains(HasSubstr("answers again")));
}

}  // namespace
}  // namespace inkdigit
