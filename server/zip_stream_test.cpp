#include "server/zip_stream.h"

#include <gtest/gtest.h>

#include <vector>

namespace inkdigit {
namespace {

std::uint64_t Little(const std::string& bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<std::size_t>(i)]);
  }
  return value;
}

// The directory of a zip with these sizes under numbers for names, without the entries' bytes.
std::string DirectoryOf(const std::vector<std::uint32_t>& sizes) {
  ZipStream zip;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    EXPECT_FALSE(zip.Begin(std::to_string(i), 7, sizes[i]).empty());
  }
  std::string all;
  for (std::string piece = "x"; !piece.empty();) {
    piece = zip.NextOfDirectory([](std::size_t i) { return std::to_string(i); });
    all += piece;
  }
  return all;
}

TEST(ZipStream, WritesThePlainFormForAFewEntries) {
  const std::string directory = DirectoryOf({10, 20});
  EXPECT_EQ(directory.find("PK\x06\x06"), std::string::npos);
  const std::size_t end = directory.size() - 22;
  EXPECT_EQ(directory.substr(end, 4), std::string("PK\x05\x06", 4));
  EXPECT_EQ(Little(directory, end + 10, 2), 2U);
  EXPECT_EQ(Little(directory, end + 16, 4), 2 * 31U + 30) << "where the directory starts";
}

TEST(ZipStream, WritesZip64ForManyEntries) {
  const std::string directory = DirectoryOf(std::vector<std::uint32_t>(70'000, 1));
  const std::size_t end64 = directory.size() - 22 - 20 - 56;
  ASSERT_EQ(directory.substr(end64, 4), std::string("PK\x06\x06", 4));
  EXPECT_EQ(Little(directory, end64 + 32, 8), 70'000U);
  EXPECT_EQ(Little(directory, directory.size() - 22 + 10, 2), 0xffffU);
}

TEST(ZipStream, WritesZip64ForPlacesBeyondFourGigabytes) {
  const std::string directory = DirectoryOf({3'000'000'000, 3'000'000'000, 5});
  // The third entry's header: 46 bytes, its name, and the extra field with the place.
  const std::size_t third = std::size_t{2} * 47;
  EXPECT_EQ(Little(directory, third + 42, 4), 0xffffffffU);
  EXPECT_EQ(Little(directory, third + 47, 2), 1U);
  EXPECT_EQ(Little(directory, third + 51, 8), 6'000'000'062U);
}

TEST(ZipStream, EndsOnceAndForAll) {
  ZipStream zip;
  const auto name = [](std::size_t) { return std::string(); };
  EXPECT_EQ(zip.NextOfDirectory(name).size(), 22U) << "an empty zip is an end alone";
  EXPECT_TRUE(zip.NextOfDirectory(name).empty());
}

}  // namespace
}  // namespace inkdigit
