// What happens to a SQLite database on a disk that is full, a file that can't be written, and bytes
// that were deleted.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "store/sqlite_connection.h"
#include "store/test_store.h"

namespace inkdigit {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string BytesOf(const std::filesystem::path& file) {
  std::ifstream input(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(input), std::istreambuf_iterator<char>()};
}

// Everything that the folder holds, one file behind the other.
std::string AllBytes(const std::filesystem::path& folder) {
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    bytes += BytesOf(entry.path());
  }
  return bytes;
}

class SqliteStore : public ::testing::Test {
 protected:
  void OpenIn(const std::filesystem::path& folder) {
    file_ = folder / "readings.db";
    auto opened = OpenStore({.database = "sqlite:" + file_.string(), .log = {}});
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    store_ = std::move(opened).value();
  }

  WaitingStore store() { return WaitingStore(*store_); }

  void ExpectIntact() {
    SqlFailure failure{{Errc::kIo, ""}, ""};
    const auto connection = ConnectSqlite(file_, failure);
    ASSERT_TRUE(connection) << failure.words;
    const auto checked = connection->Run("PRAGMA integrity_check", {});
    ASSERT_TRUE(checked.ok());
    EXPECT_EQ(std::get<std::string>(checked.value().rows.at(0).at(0)), "ok");
  }

  TemporaryFolder folder_;
  std::filesystem::path file_;
  std::unique_ptr<Store> store_;
  const Owner ann_ = TestOwner(1);
};

TEST_F(SqliteStore, TakesDeletedBytesOffTheDisk) {
  OpenIn(folder_.path());
  const std::string secret = "a very particular picture " + std::string(5000, 's');
  const KeptReading kept = TestReading(ann_, "1", secret);
  const KeptReading other = TestReading(ann_, "2", "what stays");
  ASSERT_TRUE(store().Put(kept).ok());
  ASSERT_TRUE(store().Put(other).ok());
  ASSERT_THAT(AllBytes(folder_.path()), HasSubstr("a very particular picture"));
  ASSERT_TRUE(store().Delete(ann_, kept.id).value());
  // The answer comes with the commit; the log is emptied right behind it.
  for (int i = 0; i < 100; ++i) {
    if (std::filesystem::file_size(file_.string() + "-wal") == 0) break;
    ::usleep(10'000);
  }
  EXPECT_THAT(AllBytes(folder_.path()), Not(HasSubstr("particular picture")));
  EXPECT_THAT(AllBytes(folder_.path()), Not(HasSubstr("ssssssssssssssssssss")));
  EXPECT_TRUE(store().Get(ann_, other.id).value());
}

TEST_F(SqliteStore, IsForItsOwnerOnly) {
  OpenIn(folder_.path() / "new");
  ASSERT_TRUE(store().Put(TestReading(ann_)).ok());
  for (const char* suffix : {"", "-wal"}) {
    struct stat status {};
    ASSERT_EQ(::stat((file_.string() + suffix).c_str(), &status), 0) << suffix;
    EXPECT_EQ(status.st_mode & 0777, 0600U) << suffix;
  }
}

TEST_F(SqliteStore, SaysThatTheDiskIsFullAndLosesNothing) {
  const std::filesystem::path disk = folder_.path() / "disk";
  std::filesystem::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=2m") != 0) {
    GTEST_SKIP() << "only root can mount a small disk to fill";
  }
  OpenIn(disk);
  std::vector<ReadingId> kept;
  std::string reason;
  for (int i = 0; i < 100 && reason.empty(); ++i) {
    const auto id = store().Put(TestReading(ann_, "1", std::string(50'000, 'x')));
    if (id.ok()) {
      kept.push_back(id.value());
    } else {
      EXPECT_EQ(id.error().code, Errc::kUnavailable);
      reason = id.error().message;
    }
  }
  EXPECT_THAT(reason, HasSubstr("full"));
  EXPECT_GT(kept.size(), 3U);
  for (const ReadingId& id : kept) EXPECT_TRUE(store().Get(ann_, id).value()) << "reading goes on";
  // Room comes back, and with it the writing.
  ::mount("tmpfs", disk.c_str(), "tmpfs", MS_REMOUNT, "size=20m");
  EXPECT_TRUE(store().Put(TestReading(ann_)).ok());
  store_.reset();
  ExpectIntact();
  ::umount(disk.c_str());
}

TEST_F(SqliteStore, ReadsWhatItCantWriteAndSaysSo) {
  OpenIn(folder_.path());
  const KeptReading kept = TestReading(ann_);
  ASSERT_TRUE(store().Put(kept).ok());
  store_.reset();
  // Root may write whatever the file's rights say: so as somebody else.
  constexpr uid_t kNobody = 65534;
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0777));
  std::filesystem::permissions(file_, std::filesystem::perms(0444));
  const bool root = ::geteuid() == 0;
  ASSERT_TRUE(!root || ::seteuid(kNobody) == 0);
  OpenIn(folder_.path());
  const auto refused = store().Put(TestReading(ann_));
  const auto got = store().Get(ann_, kept.id);
  ASSERT_TRUE(!root || ::seteuid(0) == 0);
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("can't be written"));
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_TRUE(got.value());
  std::filesystem::permissions(file_, std::filesystem::perms(0600));
  ::usleep(600'000);
  EXPECT_TRUE(store().Put(TestReading(ann_)).ok()) << "and writes when it may again";
}

TEST_F(SqliteStore, SaysThatAFileIsNoDatabase) {
  file_ = folder_.path() / "readings.db";
  std::ofstream(file_) << std::string(5000, 'x');
  const std::string before = BytesOf(file_);
  std::string log;
  const auto opened = OpenStore({.database = "sqlite:" + file_.string(),
                                 .log = [&](const std::string& line) { log = line; }});
  ASSERT_TRUE(opened.ok());
  const auto refused = WaitingStore(*opened.value()).Put(TestReading(ann_));
  ASSERT_FALSE(refused.ok());
  EXPECT_THAT(refused.error().message, HasSubstr("no SQLite database"));
  EXPECT_EQ(BytesOf(file_), before) << "whatever it is, it is left alone";
}

}  // namespace
}  // namespace inkdigit
