// Where the settings of `serve` come from, as the real program says with --check.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/temporary_folder_for_test.h"
#include "store/test_store.h"

namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

struct Ran {
  int status = -1;
  std::string out;
  std::string err;
};

class ServeCheck : public testing::Test {
 protected:
  Ran Check(const std::string& arguments, const std::string& environment = "") {
    const std::string command = "cd '" + folder() + "' && env -u PORT -u DATABASE_URL HOME='" +
                                folder() + "' " + environment + " '" INKDIGIT_PROGRAM +
                                "' serve --check " + arguments + " >out.txt 2>err.txt";
    const int raw = std::system(command.c_str());
    return {WIFEXITED(raw) ? WEXITSTATUS(raw) : -1, Slurp("out.txt"), Slurp("err.txt")};
  }

  void Write(const std::string& name, const std::string& text) {
    std::ofstream(temporary_.path() / name, std::ios::binary) << text;
  }

  [[nodiscard]] std::string Slurp(const std::string& name) const {
    std::ifstream file(temporary_.path() / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }

  [[nodiscard]] std::string folder() const { return temporary_.path().string(); }

  inkdigit::TemporaryFolder temporary_;
};

TEST_F(ServeCheck, AFlagBeatsTheEnvironmentAndTheEnvironmentTheFile) {
  Write("server.conf",
        "listen = \"127.0.0.1:7001\"\nthreads = 3\nkeep = \"never\"\nquiet = true\n");
  const Ran file = Check("--config server.conf");
  EXPECT_EQ(file.status, 0) << file.err;
  EXPECT_THAT(file.out,
              AllOf(HasSubstr("listen = \"127.0.0.1:7001\"\n"), HasSubstr("threads = 3\n"),
                    HasSubstr("keep = \"never\"\n"), HasSubstr("quiet = true\n")));
  const Ran environment = Check("--config server.conf", "INKDIGIT_LISTEN=127.0.0.1:7002");
  EXPECT_THAT(environment.out,
              AllOf(HasSubstr("listen = \"127.0.0.1:7002\"\n"), HasSubstr("threads = 3\n")));
  const Ran flag = Check("--listen 127.0.0.1:7003",
                         "INKDIGIT_LISTEN=127.0.0.1:7002 INKDIGIT_CONFIG=server.conf");
  EXPECT_THAT(flag.out,
              AllOf(HasSubstr("listen = \"127.0.0.1:7003\"\n"), HasSubstr("threads = 3\n")));
  const Ran port = Check("--config server.conf", "PORT=7004");
  EXPECT_THAT(port.out, HasSubstr("listen = \"0.0.0.0:7004\"\n"));
}

TEST_F(ServeCheck, WhatItPrintsIsAFileThatSaysTheSame) {
  Write("keys.txt", "scanner 0123456789abcdef\n");
  const Ran first = Check(
      "--keep corrections --retain-days 30 --database sqlite:a.db --quiet --rate 2.5 --burst 10 "
      "--trusted-proxy 10.0.0.0/8,::1 --base-path /digits --api-keys keys.txt --log-format json");
  EXPECT_EQ(first.status, 0) << first.err;
  Write("printed.conf", first.out);
  EXPECT_EQ(Check("--config printed.conf").out, first.out);
}

TEST_F(ServeCheck, AWrongFileIsNamedWithItsLine) {
  Write("key.conf", "listen = 127.0.0.1:7001\ncolour = blue\n");
  const Ran key = Check("--config key.conf");
  EXPECT_EQ(key.status, 2);
  EXPECT_THAT(key.err, AllOf(HasSubstr("key.conf, line 2: there is no setting colour"),
                             HasSubstr("the settings are listen, model, threads")));
  Write("value.conf", "\nthreads = many\n");
  const Ran value = Check("--config value.conf");
  EXPECT_EQ(value.status, 2);
  EXPECT_THAT(value.err, AllOf(HasSubstr("value.conf, line 2: "), HasSubstr("many")));
  Write("itself.conf", "config = other.conf\n");
  EXPECT_EQ(Check("--config itself.conf").status, 2);
  const Ran missing = Check("--config missing.conf");
  EXPECT_EQ(missing.status, 2);
  EXPECT_THAT(missing.err, HasSubstr("missing.conf: No such file or directory"));
}

TEST_F(ServeCheck, SaysAllThatIsWrongAtOnce) {
  Write("noise.db", "no database, but long enough to look like one " + std::string(2000, 'x'));
  const Ran ran = Check(
      "--listen 192.0.2.1:80 --model none.safetensors --admin-token-file none.txt "
      "--database sqlite:noise.db");
  EXPECT_EQ(ran.status, 1);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("192.0.2.1:80"), HasSubstr("none.safetensors"),
                             HasSubstr("none.txt"), HasSubstr("noise.db: file is not a database")));
  EXPECT_THAT(ran.out, Not(HasSubstr("all is well")));
  EXPECT_EQ(Check("--listen nonsense").status, 2);
}

TEST_F(ServeCheck, LimitsStrangersAndNotOnesOwnMachine) {
  EXPECT_THAT(Check("").out,
              AllOf(HasSubstr("rate = 0\n"), HasSubstr("connections-per-client = 0\n")));
  EXPECT_THAT(Check("--listen 0.0.0.0:8000").out,
              AllOf(HasSubstr("rate = 100\n"), HasSubstr("burst = 400\n"),
                    HasSubstr("connections-per-client = 1000\n")));
}

TEST_F(ServeCheck, SaysWhatProxiesPathsAndKeysHaveToLookLike) {
  const Ran ran = Check("--trusted-proxy proxy.example --base-path digits/");
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("trusted proxy: proxy.example is no network; examples are"),
                             HasSubstr("the base path digits/ has to begin with a slash")));
  Write("keys.txt", "scanner s3cret\n");
  const Ran keys = Check("--api-keys keys.txt");
  EXPECT_EQ(keys.status, 1);
  EXPECT_THAT(keys.err,
              AllOf(HasSubstr("keys.txt, line 1: the key is shorter"), Not(HasSubstr("s3cret"))));
  Write("none.txt", "# nothing\n");
  EXPECT_THAT(Check("--api-keys none.txt").err, HasSubstr("holds no key"));
}

TEST_F(ServeCheck, LooksAtTheDatabaseWithoutMakingOrChangingIt) {
  const Ran missing = Check("--database sqlite:deep/new.db");
  EXPECT_EQ(missing.status, 0) << missing.err;
  EXPECT_THAT(missing.out, HasSubstr("the database will be made"));
  EXPECT_FALSE(fs::exists(temporary_.path() / "deep"));
  {
    auto store = inkdigit::OpenStore({.database = "sqlite:" + folder() + "/a.db", .log = {}});
    ASSERT_TRUE(store.ok());
    const auto reading = inkdigit::TestReading(inkdigit::TestOwner(1));
    ASSERT_TRUE(inkdigit::WaitingStore(*store.value()).Put(reading).ok());
  }
  const std::string before = Slurp("a.db");
  const Ran there = Check("--database sqlite:a.db");
  EXPECT_EQ(there.status, 0) << there.err;
  EXPECT_THAT(there.out, HasSubstr("the database is there, with schema "));
  EXPECT_EQ(Slurp("a.db"), before);
  EXPECT_FALSE(fs::exists(temporary_.path() / "a.db-wal"));
}

TEST_F(ServeCheck, SaysNoSecret) {
  const Ran ran = Check("--database postgresql://ann:pa55word@127.0.0.1:1/readings",
                        "INKDIGIT_ADMIN_TOKEN=0123456789abcdef-t0ken");
  EXPECT_EQ(ran.status, 1);  // nobody listens on port 1
  EXPECT_THAT(ran.err, HasSubstr("postgresql://127.0.0.1:1/readings"));
  EXPECT_THAT(ran.out, HasSubstr("there is an admin token"));
  EXPECT_THAT(ran.out + ran.err, AllOf(Not(HasSubstr("pa55word")), Not(HasSubstr("t0ken"))));
}

TEST_F(ServeCheck, ReachesPostgresWithoutMakingTables) {
  auto* postgres = inkdigit::TestPostgres::Get();
  if (postgres == nullptr) GTEST_SKIP() << "PostgreSQL is not installed";
  const std::string url = postgres->NewDatabase();
  for (int i = 0; i < 2; ++i) {
    const Ran ran = Check("--database '" + url + "'");
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("holds no readings yet"));
  }
}

}  // namespace
