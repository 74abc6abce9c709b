#include "training/tiles/tile_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "core/temporary_folder_for_test.h"
#include "inkdigit/idx.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TileSet SmallSet() {
  TileSet set;
  for (int i = 0; i < 20; ++i) {
    Tile28 tile;
    for (std::size_t p = 0; p < tile.pixels.size(); ++p) {
      tile.pixels[p] = static_cast<std::uint8_t>(p * 7 + static_cast<std::size_t>(i));
    }
    set.Add(tile, static_cast<std::uint8_t>(i % 11), static_cast<Source>(i % 8),
            static_cast<std::uint16_t>(i * 1000),
            i % 10 == 9 ? Split::kValidation : Split::kTraining);
  }
  return set;
}

class TileFile : public testing::Test {
 protected:
  TemporaryFolder temporary_;
  std::string folder_ = temporary_.path();
  std::string path_ = folder_ + "/tiles.gz";
};

TEST_F(TileFile, GivesBackWhatWasWritten) {
  const TileSet set = SmallSet();
  ASSERT_TRUE(WriteTileSet(set, path_).ok());
  const auto read = ReadTileSet(path_);
  ASSERT_TRUE(read.ok()) << read.error().message;
  EXPECT_EQ(read.value().tiles, set.tiles);
  EXPECT_EQ(read.value().labels, set.labels);
  EXPECT_EQ(read.value().sources, set.sources);
  EXPECT_EQ(read.value().writers, set.writers);
  EXPECT_EQ(read.value().splits, set.splits);
}

TEST_F(TileFile, IsRefusedWhenAnyByteOfItsContentsChanged) {
  ASSERT_TRUE(WriteTileSet(SmallSet(), path_).ok());
  const auto bytes =
      ReadFileMaybeGzip(path_);  // unpacked: gzip's own check must not be what finds it
  ASSERT_TRUE(bytes.ok());
  for (const std::size_t at : {std::size_t{0}, std::size_t{8}, std::size_t{12}, std::size_t{16},
                               std::size_t{500}, bytes.value().size() - 1}) {
    std::vector<std::byte> damaged = bytes.value();
    damaged[at] ^= std::byte{1};
    ASSERT_TRUE(WriteFileWhole(path_, damaged).ok());
    const auto read = ReadTileSet(path_);
    ASSERT_FALSE(read.ok()) << at;
    EXPECT_THAT(read.error().message, StartsWith(path_));
    EXPECT_THAT(read.error().message, HasSubstr("inkdigit-train prepare"));
  }
}

TEST_F(TileFile, IsRefusedWhenItIsCutOff) {
  ASSERT_TRUE(WriteTileSet(SmallSet(), path_).ok());
  std::filesystem::resize_file(path_, std::filesystem::file_size(path_) / 2);
  const auto read = ReadTileSet(path_);
  ASSERT_FALSE(read.ok());
  EXPECT_THAT(read.error().message, StartsWith(path_));
}

TEST_F(TileFile, IsNamedWhenItIsMissing) {
  const std::string message = ReadTileSet(path_).error().message;
  EXPECT_THAT(message, StartsWith(path_));
  EXPECT_THAT(message, HasSubstr("inkdigit-train prepare"));
}

TEST_F(TileFile, KeepsThePreviousOneWhenItCantBeWritten) {
  ASSERT_TRUE(WriteFileWhole(path_, std::as_bytes(std::span("old", 3))).ok());
  // The place of the temporary file is taken by a folder.
  std::filesystem::create_directories(path_ + ".new");
  EXPECT_FALSE(WriteFileWhole(path_, std::as_bytes(std::span("new", 3))).ok());
  std::ifstream stream(path_);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(stream), {}), "old");
}

}  // namespace
}  // namespace inkdigit::training
