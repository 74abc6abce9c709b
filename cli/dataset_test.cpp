// `inkdigit dataset` as a shell would run it, on a real SQLite file.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "core/temporary_folder_for_test.h"
#include "store/await.h"
#include "store/test_store.h"

namespace inkdigit::cli {
namespace {

namespace fs = std::filesystem;

class DatasetTest : public testing::Test {
 protected:
  void Put(const std::string& text, const char* correction = nullptr) {
    const auto store = OpenStore({.database = database_, .log = {}});
    ASSERT_TRUE(store.ok());
    KeptReading kept = TestReading(TestOwner(1), text);
    if (correction != nullptr) kept.correction = Correction{correction, 1};
    ASSERT_TRUE(
        Await<ReadingId>([&](auto done) { store.value()->Put(kept, std::move(done)); }).ok());
  }

  int Run(const std::string& arguments) {
    const std::string command = "cd '" + folder_.path().string() + "' && '" INKDIGIT_PROGRAM "' " +
                                "dataset " + arguments + " --database '" + database_ +
                                "' >out.txt 2>err.txt";
    const int raw = std::system(command.c_str());
    out_ = Slurp("out.txt");
    err_ = Slurp("err.txt");
    return WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
  }

  [[nodiscard]] std::string Slurp(const std::string& name) const {
    std::ifstream file(folder_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  TemporaryFolder folder_;
  std::string file_ = (folder_.path() / "readings.db").string();
  std::string database_ = "sqlite:" + file_;
  std::string out_;
  std::string err_;
};

TEST_F(DatasetTest, StatsCountReadingsCorrectionsAndCorrectedDigits) {
  Put("7");
  Put("7", "1");
  Put("42", "42");
  Put("3", "33");
  ASSERT_EQ(Run("stats --json"), 0) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["readings"], 4);
  EXPECT_EQ(json["corrected"], 3);
  EXPECT_EQ(json["changed"], 2);
  EXPECT_EQ(json["without_tiles"], 1);
  EXPECT_EQ(json["corrected_digits"], nlohmann::json({0, 1, 1, 2, 1, 0, 0, 0, 0, 0}));
  EXPECT_EQ(Run("stats"), 0);
  EXPECT_NE(out_.find("corrected"), std::string::npos);
}

TEST_F(DatasetTest, StatsOfADatabaseWithoutReadingsAreZeros) {
  ASSERT_TRUE(OpenStore({.database = database_, .log = {}}).ok());
  ASSERT_EQ(Run("stats --json"), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["readings"], 0);
  EXPECT_TRUE(nlohmann::json::parse(out_)["first"].is_null());
}

TEST_F(DatasetTest, ExportWritesAWholeZipOrNothing) {
  Put("7", "1");
  ASSERT_EQ(Run("export out.zip"), 0) << err_;
  const std::string zip = Slurp("out.zip");
  EXPECT_TRUE(zip.starts_with("PK\x03\x04"));
  EXPECT_NE(zip.find("manifest.tsv"), std::string::npos);
  EXPECT_NE(zip.find("corrected-00001-images-idx3-ubyte"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_.path() / "out.zip.part"));
  EXPECT_EQ(Run("export /dev/full/out.zip"), 1);
  EXPECT_NE(err_.find("/dev/full/out.zip"), std::string::npos) << err_;
}

TEST_F(DatasetTest, BackupIsADatabaseWithTheSameReadings) {
  Put("7", "1");
  Put("3");
  // Somebody has it open, as a server does.
  const auto store = OpenStore({.database = database_, .log = {}});
  ASSERT_EQ(Run("backup copy.db"), 0) << err_;
  const std::string copy = (folder_.path() / "copy.db").string();
  const auto copied = OpenStore({.database = "sqlite:" + copy, .log = {}});
  ASSERT_TRUE(copied.ok());
  const auto list = Await<std::vector<KeptReading>>(
      [&](auto done) { copied.value()->List({.limit = 10}, std::move(done)); });
  ASSERT_TRUE(list.ok());
  ASSERT_EQ(list.value().size(), 2U);
  EXPECT_EQ(list.value()[1].correction->text, "1");
  EXPECT_EQ(fs::status(copy).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_FALSE(fs::exists(copy + ".part"));
}

TEST_F(DatasetTest, BackupReplacesNothingAndLeavesNothingHalf) {
  Put("7");
  std::ofstream(folder_.path() / "there.db") << "mine";
  EXPECT_EQ(Run("backup there.db"), 1);
  EXPECT_NE(err_.find("there.db: is there already"), std::string::npos) << err_;
  EXPECT_EQ(Slurp("there.db"), "mine");
  EXPECT_EQ(Run("backup none/copy.db"), 1);
  EXPECT_NE(err_.find("none/copy.db"), std::string::npos) << err_;
  EXPECT_FALSE(fs::exists(folder_.path() / "none"));
}

TEST_F(DatasetTest, BackupOfPostgresqlNamesItsOwnProgram) {
  database_ = "postgresql://user:secret@127.0.0.1:1/none";
  EXPECT_EQ(Run("backup copy.db"), 2);
  EXPECT_NE(err_.find("pg_dump"), std::string::npos) << err_;
  EXPECT_EQ(err_.find("secret"), std::string::npos) << err_;
}

TEST_F(DatasetTest, ImportKeepsAnExportOnceHoweverOftenItComes) {
  const std::string exported = (folder_.path() / "out.zip").string();
  {
    const auto store = OpenStore({.database = database_, .log = {}});
    ASSERT_TRUE(store.ok());
    std::ifstream seven(INKDIGIT_SEVEN_PNG, std::ios::binary);
    const std::string picture{std::istreambuf_iterator<char>(seven), {}};
    KeptReading corrected = TestReading(TestOwner(1), "1", picture);
    corrected.correction = Correction{"7", 1};
    for (const KeptReading& kept : {corrected, TestReading(TestOwner(1), "7", picture)}) {
      ASSERT_TRUE(Await<ReadingId>([&](auto done) { store.value()->Put(kept, done); }).ok());
    }
  }
  ASSERT_EQ(Run("export " + exported), 0) << err_;
  database_ = "sqlite:" + (folder_.path() / "other.db").string();
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(Run("import out.zip"), 0) << err_;
    EXPECT_EQ(out_, "2 pictures imported, 0 left out\n");
  }
  ASSERT_EQ(Run("stats --json"), 0) << err_;
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["readings"], 2);
  EXPECT_EQ(json["corrected"], 1) << "what nobody corrected stays so";
  EXPECT_EQ(json["changed"], 0) << "it was read again, as a 7";
}

TEST_F(DatasetTest, ImportSaysWhatItLeavesOut) {
  const fs::path set = folder_.path() / "set";
  fs::create_directory(set);
  fs::copy_file(INKDIGIT_SEVEN_PNG, set / "seven.png");
  std::ofstream(set / "broken.png") << "no picture";
  std::ofstream(set / "manifest.tsv") << "seven.png\t7\nbroken.png\t3\nnone.png\t4\n";
  EXPECT_EQ(Run("import set"), 1);
  EXPECT_EQ(out_, "1 pictures imported, 2 left out\n");
  EXPECT_NE(err_.find("broken.png"), std::string::npos) << err_;
  EXPECT_NE(err_.find("none.png"), std::string::npos) << err_;
}

TEST_F(DatasetTest, ImportRefusesWrongFilesAndKeepsNothing) {
  const fs::path set = folder_.path() / "set";
  fs::create_directory(set);
  std::ofstream(set / "manifest.tsv") << "seven.png\tseven\n";
  EXPECT_EQ(Run("import set"), 1);
  EXPECT_NE(err_.find("line 1"), std::string::npos) << err_;
  const auto idx = [&](const char* name, const std::string& bytes) {
    std::ofstream(folder_.path() / name, std::ios::binary) << bytes;
  };
  const std::string images{"\0\0\x08\x03\0\0\0\x01\0\0\0\x01\0\0\0\x01\x7f", 17};
  idx("images", images);
  idx("magic", "\x01" + images.substr(1));
  idx("short", images.substr(0, 16));
  idx("labels", std::string{"\0\0\x08\x01\0\0\0\x01\x03", 9});
  idx("eleven", std::string{"\0\0\x08\x01\0\0\0\x01\x0b", 9});
  idx("two", std::string{"\0\0\x08\x01\0\0\0\x02\x03\x04", 10});
  for (const char* pair :
       {"magic labels", "short labels", "images eleven", "images two", "labels images", "none"}) {
    EXPECT_EQ(Run(std::string("import ") + pair), 1) << pair;
    EXPECT_NE(err_, "") << pair;
    EXPECT_FALSE(fs::exists(file_)) << pair;
  }
  EXPECT_EQ(Run("import images labels"), 0) << err_;
}

TEST_F(DatasetTest, LookingAtADatabaseThatIsNotThereMakesNone) {
  EXPECT_EQ(Run("stats"), 1);
  EXPECT_NE(err_.find(file_), std::string::npos) << err_;
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_EQ(Run("export out.zip"), 1);
  EXPECT_FALSE(fs::exists(folder_.path() / "out.zip"));
}

}  // namespace
}  // namespace inkdigit::cli
