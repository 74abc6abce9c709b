// The real program, as a shell would run it.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/temporary_folder_for_test.h"

namespace {

namespace fs = std::filesystem;

struct Ran {
  int status = -1;
  std::string out;
  std::string err;
};

std::string Slurp(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Program : public testing::Test {
 protected:
  // Runs `inkdigit ARGUMENTS` in the test's folder through the shell.
  Ran Run(const std::string& arguments, const std::string& before = "",
          const std::string& output = "stdout.txt") {
    const std::string command = "cd '" + folder_.string() + "' && " + before +
                                " '" INKDIGIT_PROGRAM "' " + arguments + " >" + output +
                                " 2>stderr.txt";
    const int raw = std::system(command.c_str());
    return {WIFEXITED(raw) ? WEXITSTATUS(raw) : -1,
            output == "stdout.txt" ? Slurp(folder_ / output) : std::string(),
            Slurp(folder_ / "stderr.txt")};
  }

  // A binary PGM: white paper with a bar of `ink` pixels' width from top to bottom, as a plain 1.
  void WriteOne(const std::string& name, std::size_t ink = 12) {
    constexpr std::size_t kSide = 100;
    std::string pixels(kSide * kSide, '\xff');
    for (std::size_t y = 15; y < 85; ++y)
      for (std::size_t x = 50 - ink / 2; x < 50 + ink / 2; ++x) pixels[y * kSide + x] = '\0';
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << "P5\n100 100\n255\n" << pixels;
  }

  void WriteBlank(const std::string& name) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << "P5\n50 50\n255\n"
                                                    << std::string(2500, '\xff');
  }

  void WriteText(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  inkdigit::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();
};

TEST_F(Program, RecognizePrintsPathTextAndConfidenceBetweenTabs) {
  WriteOne("one.pgm");
  const Ran ran = Run("recognize one.pgm");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("one.pgm\t1\t")) << ran.out;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\t'), 2);
}

TEST_F(Program, RecognizeJsonHasTheDocumentedMembers) {
  WriteOne("one.pgm");
  const Ran ran = Run("recognize --json one.pgm");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["file"], "one.pgm");
  EXPECT_EQ(json["text"], "1");
  ASSERT_EQ(json["digits"].size(), 1U);
  EXPECT_EQ(json["digits"][0]["digit"], 1);
  EXPECT_EQ(json["digits"][0]["probabilities"].size(), 10U);
  EXPECT_EQ(json["digits"][0]["box"], nlohmann::json({44, 15, 12, 70}));
  EXPECT_EQ(json["confidence"], json["digits"][0]["confidence"]);
}

TEST_F(Program, ABlankPictureIsAnAnswerAndNoError) {
  WriteBlank("blank.pgm");
  const Ran ran = Run("recognize blank.pgm");
  EXPECT_EQ(ran.status, 0);
  EXPECT_TRUE(ran.out.starts_with("blank.pgm\t\t")) << ran.out;
}

TEST_F(Program, AFileThatCanNotBeReadIsNamedAndTheRestGoOn) {
  WriteText("text.png", "this is no picture\n");
  WriteOne("one.pgm");
  const Ran ran = Run("recognize text.png missing.png one.pgm");
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.out.starts_with("one.pgm\t1\t")) << ran.out;
  EXPECT_NE(ran.err.find("inkdigit: text.png: "), std::string::npos) << ran.err;
  EXPECT_NE(ran.err.find("inkdigit: missing.png: No such file or directory"), std::string::npos)
      << ran.err;
}

TEST_F(Program, RecognizeReadsStandardInputAndFolders) {
  WriteOne("folder/b.pgm");
  WriteOne("folder/deep/a.pgm");
  WriteText("folder/notes.txt", "no picture, and none of our business\n");
  const Ran folder = Run("recognize folder");
  EXPECT_EQ(folder.status, 0) << folder.err;
  EXPECT_EQ(std::count(folder.out.begin(), folder.out.end(), '\n'), 2) << folder.out;
  EXPECT_TRUE(folder.out.starts_with("folder/b.pgm\t1\t")) << folder.out;
  const Ran piped = Run("recognize -", "cat folder/b.pgm |");
  EXPECT_EQ(piped.status, 0) << piped.err;
  EXPECT_TRUE(piped.out.starts_with("-\t1\t")) << piped.out;
}

TEST_F(Program, RecognizeKeepsTheOrderOfTheFilesOnAnyNumberOfThreads) {
  for (int i = 10; i < 50; ++i) {
    const std::string name = "many/" + std::to_string(i) + ".pgm";
    i % 3 == 0 ? WriteBlank(name) : WriteOne(name);
  }
  const Ran alone = Run("recognize --json --threads 1 many");
  EXPECT_EQ(alone.status, 0) << alone.err;
  EXPECT_EQ(std::count(alone.out.begin(), alone.out.end(), '\n'), 40);
  const Ran together = Run("recognize --json --threads 5 many");
  EXPECT_EQ(together.out, alone.out);
  EXPECT_EQ(together.err, "");  // no progress where nobody looks
}

TEST_F(Program, RecognizeSaysAtTheEndHowManyCouldNotBeRead) {
  WriteOne("folder/a.pgm");
  WriteText("folder/b.png", "no picture");
  WriteText("folder/c.png", "");
  WriteOne("folder/d.pgm");
  const Ran ran = Run("recognize folder");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 2) << ran.out;
  EXPECT_TRUE(ran.err.ends_with("inkdigit: 2 of 4 could not be read, the rest were\n")) << ran.err;
}

TEST_F(Program, AFolderThatCanNotBeListedIsNamedAndTheOthersAreRead) {
  WriteOne("folder/closed/a.pgm");
  WriteOne("folder/open/b.pgm");
  fs::permissions(folder_ / "folder/closed", fs::perms::none);
  // Root may list every folder until it gives these capabilities away.
  const bool root = geteuid() == 0;
  const Ran ran =
      Run("recognize folder", root ? "setpriv --bounding-set=-dac_override,-dac_read_search" : "");
  fs::permissions(folder_ / "folder/closed", fs::perms::owner_all);
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.out.starts_with("folder/open/b.pgm\t1\t")) << ran.out;
  EXPECT_EQ(ran.err,
            "inkdigit: folder/closed: Permission denied\n"
            "inkdigit: 1 of 2 could not be read, the rest were\n");
}

TEST_F(Program, OutputThatCanNotBeWrittenIsAnError) {
  WriteOne("one.pgm");
  WriteText("manifest.tsv", "one.pgm\t1\n");
  for (const char* command : {"recognize one.pgm", "evaluate --json .", "model info",
                              "model export-onnx -", "--version", "recognize --help"}) {
    const Ran ran = Run(command, "", "/dev/full");
    EXPECT_EQ(ran.status, 1) << command;
    EXPECT_EQ(ran.err, "inkdigit: standard output can't be written\n") << command;
  }
}

TEST_F(Program, AReportThroughALinkLeavesTheLink) {
  WriteOne("one.pgm");
  WriteText("manifest.tsv", "one.pgm\t1\n");
  fs::create_symlink("report.html", folder_ / "link.html");
  EXPECT_EQ(Run("evaluate --report link.html .").status, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.html"));
  EXPECT_TRUE(Slurp(folder_ / "report.html").starts_with("<!doctype html>"));
}

TEST_F(Program, AServersSettingsAreNoBusinessOfOtherCommands) {
  WriteOne("one.pgm");
  EXPECT_EQ(Run("recognize one.pgm", "INKDIGIT_THREADS=many").status, 0);
  EXPECT_EQ(Run("serve --listen 192.0.2.1:0", "INKDIGIT_THREADS=many").status, 2);
}

TEST_F(Program, AnOddFileNameStaysOneField) {
  WriteOne("odd\tname\n.pgm");
  const Ran ran = Run("recognize *.pgm");
  EXPECT_TRUE(ran.out.starts_with("odd\\tname\\n.pgm\t1\t")) << ran.out;
}

TEST_F(Program, WrongUsageEndsWithStatusTwo) {
  EXPECT_EQ(Run("").status, 2);
  EXPECT_EQ(Run("recognize").status, 2);
  EXPECT_EQ(Run("recognize --frobnicate a.png").status, 2);
  EXPECT_EQ(Run("recognize --mode words a.png").status, 2);
  const Ran unknown = Run("conquer");
  EXPECT_EQ(unknown.status, 2);
  EXPECT_NE(unknown.err.find("no command or option conquer"), std::string::npos) << unknown.err;
  EXPECT_EQ(Run("serve --listen nonsense").status, 2);
}

TEST_F(Program, EveryModeReadsALoneDigit) {
  WriteOne("one.pgm");
  for (const char* mode : {"auto", "digit", "number"}) {
    const Ran ran = Run("recognize --mode " + std::string(mode) + " one.pgm");
    EXPECT_EQ(ran.status, 0) << mode;
    EXPECT_TRUE(ran.out.starts_with("one.pgm\t1\t")) << ran.out;
  }
}

TEST_F(Program, AListOfAllowedAnswersIsMatched) {
  WriteOne("one.pgm");
  WriteText("list.txt", "7\n1\n11\n");
  const Ran plain = Run("recognize --allow list.txt one.pgm");
  EXPECT_EQ(plain.status, 0) << plain.err;
  EXPECT_TRUE(plain.out.starts_with("one.pgm\t1\t")) << plain.out;
  EXPECT_NE(plain.out.find("\t1\t0.9"), std::string::npos) << plain.out;
  const Ran json = Run("recognize --json --allow list.txt one.pgm");
  EXPECT_NE(json.out.find(R"("allowed":[{"text":"1","probability":)"), std::string::npos)
      << json.out;
  WriteText("bad.txt", "one\n");
  const Ran bad = Run("recognize --allow bad.txt one.pgm");
  EXPECT_EQ(bad.status, 1);
  EXPECT_NE(bad.err.find("bad.txt: line 1"), std::string::npos) << bad.err;
  EXPECT_EQ(Run("recognize --allow missing.txt one.pgm").status, 1);
}

TEST_F(Program, DebugDirGetsAPictureForEachStep) {
  WriteOne("scans/one.pgm");
  const Ran ran = Run("recognize --mode number --debug-dir steps scans/one.pgm");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(ran.out.starts_with("scans/one.pgm\t1\t")) << ran.out;
  for (const char* step :
       {"1-picture", "2-background", "3-ink", "4-components", "5-cuts", "6-tiles"}) {
    const std::string file = "steps/scans_one.pgm." + std::string(step) + ".png";
    EXPECT_EQ(Run("recognize --mode digit " + file).status, 0) << file;  // readable as a picture
  }
  // A folder that can't be made is an error that names it.
  WriteText("taken", "");
  const Ran bad = Run("recognize --debug-dir taken/steps scans/one.pgm");
  EXPECT_EQ(bad.status, 1);
  EXPECT_NE(bad.err.find("taken/steps"), std::string::npos) << bad.err;
}

TEST_F(Program, EveryCommandsHelpShowsAnExample) {
  for (const char* command : {"", "recognize", "evaluate", "serve", "model", "model info",
                              "model export-onnx", "dataset", "dataset stats", "dataset export"}) {
    const Ran ran = Run(std::string(command) + " --help");
    EXPECT_EQ(ran.status, 0) << command;
    EXPECT_NE(ran.out.find("Example:\n  inkdigit " + std::string(command)), std::string::npos)
        << command;
  }
}

TEST_F(Program, VersionIsOneLine) {
  const Ran ran = Run("--version");
  EXPECT_EQ(ran.status, 0);
  EXPECT_TRUE(ran.out.starts_with("inkdigit 0.")) << ran.out;
  EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1);
}

TEST_F(Program, EvaluateCountsErrorsOfAFolder) {
  WriteOne("one.pgm");
  WriteBlank("blank.pgm");
  WriteText("manifest.tsv", "one.pgm\t1\tdrawn\nblank.pgm\t\none.pgm\t7\n");
  const Ran ran = Run("evaluate --json --report report.html .");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json["count"], 3);
  EXPECT_EQ(json["errors"], 1);
  EXPECT_EQ(json["confusion"][7][1], 1);
  EXPECT_EQ(json["confusion"][10][10], 1);
  EXPECT_NE(Slurp(folder_ / "report.html").find("1 errors in 3 pictures"), std::string::npos);
}

TEST_F(Program, EvaluateReadsIdxThroughThePipelineOrAsTiles) {
  using namespace std::string_literals;
  std::string tile(784, '\0');
  for (std::size_t y = 4; y < 24; ++y)
    for (std::size_t x = 13; x < 15; ++x) tile[y * 28 + x] = '\xff';
  WriteText("images.idx", "\0\0\x08\x03\0\0\0\x01\0\0\0\x1c\0\0\0\x1c"s + tile);
  WriteText("labels.idx", "\0\0\x08\x01\0\0\0\x01\x01"s);
  WriteText("two.idx", "\0\0\x08\x01\0\0\0\x02\x01\x01"s);
  for (const char* how : {"", "--tiles"}) {
    const Ran ran = Run("evaluate --json images.idx labels.idx "s + how);
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(nlohmann::json::parse(ran.out)["errors"], 0) << how;
  }
  const Ran uneven = Run("evaluate images.idx two.idx");
  EXPECT_EQ(uneven.status, 1);
  EXPECT_NE(uneven.err.find("2 labels for 1 images"), std::string::npos) << uneven.err;
  const Ran swapped = Run("evaluate labels.idx images.idx");
  EXPECT_EQ(swapped.status, 1);
  EXPECT_NE(swapped.err.find("labels.idx: "), std::string::npos) << swapped.err;
  const Ran missing = Run("evaluate none.idx labels.idx");
  EXPECT_EQ(missing.err, "inkdigit: none.idx: No such file or directory\n");
}

TEST_F(Program, EvaluateNamesWhatIsMissing) {
  const Ran ran = Run("evaluate .");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("manifest.tsv: No such file or directory"), std::string::npos) << ran.err;
}

TEST_F(Program, ABadModelFileStopsTheStartWithOneLine) {
  WriteOne("one.pgm");
  WriteText("empty.safetensors", "");
  WriteText("wrong.safetensors", "no safetensors at all, but long enough to look like something");
  for (const char* file : {"missing", "empty", "wrong"}) {
    const std::string name = std::string(file) + ".safetensors";
    for (const char* command : {"recognize one.pgm", "serve --listen 127.0.0.1:0", "model info",
                                "model export-onnx out.onnx"}) {
      const Ran ran = Run(std::string(command) + " --model " + name);
      EXPECT_EQ(ran.status, 1) << command << " with " << name;
      EXPECT_TRUE(ran.err.starts_with("inkdigit: model " + name + ": ")) << ran.err;
      EXPECT_EQ(std::count(ran.err.begin(), ran.err.end(), '\n'), 1) << ran.err;
    }
  }
}

TEST_F(Program, AnUnknownKernelNameStopsTheStart) {
  const Ran ran = Run("model info", "INKDIGIT_KERNELS=abacus");
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("abacus"), std::string::npos) << ran.err;
  EXPECT_EQ(Run("model info", "INKDIGIT_KERNELS=scalar").status, 0);
}

TEST_F(Program, ModelInfoPrintsTheSameFactsForPeopleAndAsJson) {
  const Ran people = Run("model info");
  const Ran json = Run("model info --json");
  ASSERT_EQ(json.status, 0) << json.err;
  const auto info = nlohmann::json::parse(json.out);
  EXPECT_LE(info["multiply_adds"], 12'000'000);
  EXPECT_NE(people.out.find(info["sha256"].get<std::string>()), std::string::npos);
}

// ir_version 7 (field 1) and the producer (field 2): an ONNX file from its first byte on.
constexpr std::string_view kOnnxBegin = "\x08\x07\x12\x08inkdigit";

TEST_F(Program, ExportOnnxWritesTheSameToAFileAndToStandardOutput) {
  WriteText("digits.onnx", "an older file, which is replaced");
  const Ran file = Run("model export-onnx digits.onnx");
  EXPECT_EQ(file.status, 0) << file.err;
  EXPECT_EQ(file.out + file.err, "");
  const std::string onnx = Slurp(folder_ / "digits.onnx");
  EXPECT_TRUE(onnx.starts_with(kOnnxBegin));
  EXPECT_FALSE(fs::exists(folder_ / "digits.onnx.part"));
  const Ran piped = Run("model export-onnx -");
  EXPECT_EQ(piped.status, 0) << piped.err;
  EXPECT_EQ(piped.out, onnx);
}

TEST_F(Program, ExportOnnxTakesTheModelThatIsNamed) {
  fs::copy(INKDIGIT_MODEL_FILE, folder_ / "digits.safetensors");
  EXPECT_EQ(Run("model export-onnx --model digits.safetensors named.onnx").status, 0);
  EXPECT_EQ(
      Run("model export-onnx in-environment.onnx", "INKDIGIT_MODEL=digits.safetensors").status, 0);
  const std::string onnx = Slurp(folder_ / "named.onnx");
  EXPECT_TRUE(onnx.starts_with(kOnnxBegin));
  EXPECT_EQ(onnx, Slurp(folder_ / "in-environment.onnx"));
  // The embedded weights are known to be under the project's licence; a file's may be anything.
  EXPECT_EQ(Run("model export-onnx embedded.onnx").status, 0);
  EXPECT_EQ(onnx.find("licence"), std::string::npos);
  EXPECT_NE(Slurp(folder_ / "embedded.onnx").find("licence"), std::string::npos);
}

TEST_F(Program, ExportOnnxLeavesNoFileBehindWhenItFails) {
  WriteText("wrong.safetensors", "no safetensors at all, but long enough to look like something");
  WriteText("old.onnx", "old");
  EXPECT_EQ(Run("model export-onnx --model wrong.safetensors old.onnx").status, 1);
  EXPECT_EQ(Slurp(folder_ / "old.onnx"), "old");
  const Ran no_folder = Run("model export-onnx missing/digits.onnx");
  EXPECT_EQ(no_folder.status, 1);
  EXPECT_EQ(no_folder.err, "inkdigit: missing/digits.onnx: No such file or directory\n");
  // 64 KiB can be written and no more.
  const Ran full = Run("model export-onnx old.onnx", "trap '' XFSZ; ulimit -f 128;");
  EXPECT_EQ(full.status, 1);
  EXPECT_EQ(full.err, "inkdigit: old.onnx: File too large\n");
  EXPECT_EQ(Slurp(folder_ / "old.onnx"), "old");
  EXPECT_FALSE(fs::exists(folder_ / "old.onnx.part"));
}

TEST_F(Program, ExportOnnxDoesNotReplaceTheModelThatItReads) {
  fs::copy(INKDIGIT_MODEL_FILE, folder_ / "digits.safetensors");
  const Ran ran = Run("model export-onnx --model digits.safetensors ./digits.safetensors");
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.err, "inkdigit: ./digits.safetensors: is the model itself, which would be lost\n");
  EXPECT_EQ(Slurp(folder_ / "digits.safetensors"), Slurp(INKDIGIT_MODEL_FILE));
}

TEST_F(Program, ExportOnnxIsNotForTerminalsAndNeedsAFile) {
  const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
  ASSERT_GE(terminal, 0);
  ASSERT_EQ(grantpt(terminal), 0);
  ASSERT_EQ(unlockpt(terminal), 0);
  const Ran ran = Run("model export-onnx -", "", ptsname(terminal));
  close(terminal);
  EXPECT_EQ(ran.status, 2);
  EXPECT_NE(ran.err.find("terminal"), std::string::npos) << ran.err;
  EXPECT_EQ(Run("model export-onnx").status, 2);
}

TEST_F(Program, ServeSaysWhyItCanNotListen) {
  const Ran ran =
      Run("serve --keep never --listen 192.0.2.1:8000");  // never an address of this machine
  EXPECT_EQ(ran.status, 1);
  EXPECT_NE(ran.err.find("192.0.2.1"), std::string::npos) << ran.err;
}

}  // namespace
