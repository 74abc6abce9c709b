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

TEST_F(DatasetTest, LookingAtADatabaseThatIsNotThereMakesNone) {
  EXPECT_EQ(Run("stats"), 1);
  EXPECT_NE(err_.find(file_), std::string::npos) << err_;
  EXPECT_FALSE(fs::exists(file_));
  EXPECT_EQ(Run("export out.zip"), 1);
  EXPECT_FALSE(fs::exists(folder_.path() / "out.zip"));
}

}  // namespace
}  // namespace inkdigit::cli
