#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "cli/measured_run_for_test.h"
#include "core/temporary_folder_for_test.h"

namespace inkdigit::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kFew = kMeasured ? 500 : 20;
constexpr int kMany = kMeasured ? 10'000 : 200;

// A 1 on a small picture, under so many names.
fs::path FolderOf(const fs::path& parent, int files) {
  constexpr int kSide = 32;
  std::string pixels(std::size_t{kSide} * kSide, '\xFF');
  for (int y = 6; y < 26; ++y) pixels.replace(static_cast<std::size_t>(y) * kSide + 14, 3, 3, '\0');
  fs::path folder = parent / std::to_string(files);
  fs::create_directory(folder);
  const fs::path first = folder / "0.pgm";
  std::ofstream(first, std::ios::binary) << "P5 32 32 255\n" << pixels;
  for (int i = 1; i < files; ++i) {
    fs::create_hard_link(first, folder / (std::to_string(i) + ".pgm"));
  }
  return folder;
}

MeasuredRun Read(const fs::path& folder, const fs::path& output) {
  return RunMeasured({"recognize", "--json", folder.string()}, output);
}

TEST(ManyFiles, TakeNoMoreMemoryThanFewButForTheirNames) {
  const TemporaryFolder temporary;
  const fs::path output = temporary.path() / "out.txt";
  const MeasuredRun few = Read(FolderOf(temporary.path(), kFew), output);
  const MeasuredRun many = Read(FolderOf(temporary.path(), kMany), output);
  EXPECT_EQ(few.status, 0);
  EXPECT_EQ(many.status, 0);
  std::ifstream answers(output);
  EXPECT_EQ(std::count(std::istreambuf_iterator<char>(answers), {}, '\n'), kMany);
  constexpr double kName = 500e-6;  // MB: a path and where it stands in the order
  RecordProperty("megabytes_few", std::to_string(few.megabytes));
  RecordProperty("megabytes_many", std::to_string(many.megabytes));
  if (kMeasured) {
    EXPECT_LT(many.megabytes - few.megabytes, 2.0 + kName * kMany);
  }
}

}  // namespace
}  // namespace inkdigit::cli
