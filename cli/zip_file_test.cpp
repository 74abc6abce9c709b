// Zip files, whole and broken.
#include "cli/zip_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <minizip/zip.h>
#include <rapidcheck.h>

#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "cli/labelled_set.h"
#include "core/temporary_folder_for_test.h"

namespace inkdigit::cli {
namespace {

using ::testing::HasSubstr;

// A zip file with one stored entry "a.txt" of the bytes "hello".
std::string StoredHello() {
  const std::string name = "a.txt";
  const std::string data = "hello";
  const std::string crc = "\x86\xa6\x10\x36";
  const auto le = [](unsigned value, int bytes) {
    std::string text;
    for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xff);
    return text;
  };
  const std::string sizes = crc + le(5, 4) + le(5, 4) + le(5, 2) + le(0, 2);
  std::string zip = "PK\x03\x04" + le(10, 2) + le(0, 2) + le(0, 2) + le(0, 4) + sizes + name + data;
  const auto directory = static_cast<unsigned>(zip.size());
  zip += "PK\x01\x02" + le(10, 2) + le(10, 2) + le(0, 2) + le(0, 2) + le(0, 4) + sizes + le(0, 2) +
         le(0, 2) + le(0, 2) + le(0, 4) + le(0, 4) + name;
  const auto end = static_cast<unsigned>(zip.size());
  zip += "PK\x05\x06" + le(0, 4) + le(1, 2) + le(1, 2) + le(end - directory, 4) + le(directory, 4) +
         le(0, 2);
  return zip;
}

class ZipFileTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& bytes) {
    std::ofstream(file_, std::ios::binary) << bytes;
    return file_;
  }

  TemporaryFolder folder_;
  const std::string file_ = (folder_.path() / "test.zip").string();
};

TEST_F(ZipFileTest, ReadsWhatWasStored) {
  const auto zip = ZipFile::Open(Write(StoredHello()));
  ASSERT_TRUE(zip.ok()) << zip.error().message;
  const auto bytes = zip.value().Read("a.txt");
  ASSERT_TRUE(bytes.ok()) << bytes.error().message;
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()),
            "hello");
}

TEST_F(ZipFileTest, SaysThatAnEntryIsNotThere) {
  const auto zip = ZipFile::Open(Write(StoredHello()));
  ASSERT_TRUE(zip.ok());
  EXPECT_THAT(zip.value().Read("b.txt").error().message, HasSubstr("not in the zip"));
}

TEST_F(ZipFileTest, SaysThatAnEntryIsDamaged) {
  std::string zip = StoredHello();
  zip[zip.find("hello")] = 'j';
  const auto opened = ZipFile::Open(Write(zip));
  ASSERT_TRUE(opened.ok());
  EXPECT_THAT(opened.value().Read("a.txt").error().message, HasSubstr("damaged"));
}

TEST_F(ZipFileTest, RefusesAZipWhoseEndWasCutOff) {
  const std::string zip = StoredHello();
  const auto opened = ZipFile::Open(Write(zip.substr(0, zip.size() - 30)));
  ASSERT_FALSE(opened.ok());
  EXPECT_EQ(opened.error().code, Errc::kUnsupportedFormat);
}

TEST_F(ZipFileTest, RefusesWhatIsNoZip) {
  EXPECT_FALSE(ZipFile::Open(Write("")).ok());
  EXPECT_FALSE(ZipFile::Open(Write("FILE\tLABEL\n")).ok());
  EXPECT_FALSE(ZipFile::Open((folder_.path() / "none.zip").string()).ok());
}

TEST_F(ZipFileTest, NeitherCrashesNorHangsOnChangedBytes) {
  rc::check([&] {
    std::string zip = StoredHello();
    const auto changes = *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
        rc::gen::pair(rc::gen::inRange<std::size_t>(0, zip.size()), rc::gen::arbitrary<char>()));
    for (const auto& [place, byte] : changes) zip[place] = byte;
    const auto opened = ZipFile::Open(Write(zip));
    if (!opened.ok()) return;
    const auto bytes = opened.value().Read("a.txt");
    if (bytes.ok()) RC_ASSERT(bytes.value().size() <= zip.size());
  });
}

// Deflated, as others' programs do it; exports are stored.
void AddDeflated(zipFile zip, const std::string& name, const std::string& bytes) {
  ASSERT_EQ(zipOpenNewFileInZip(zip, name.c_str(), nullptr, nullptr, 0, nullptr, 0, nullptr,
                                Z_DEFLATED, 9),
            ZIP_OK);
  ASSERT_EQ(zipWriteInFileInZip(zip, bytes.data(), static_cast<unsigned>(bytes.size())), ZIP_OK);
  ASSERT_EQ(zipCloseFileInZip(zip), ZIP_OK);
}

TEST_F(ZipFileTest, IsASetOfLabelledPicturesWithItsManifest) {
  std::ifstream seven(INKDIGIT_SEVEN_PNG, std::ios::binary);
  const std::string picture{std::istreambuf_iterator<char>(seven), {}};
  const zipFile zip = zipOpen64(file_.c_str(), APPEND_STATUS_CREATE);
  AddDeflated(zip, "manifest.tsv", "seven.png\t7\tcorrected\t0.9\nnone.png\t3\n");
  AddDeflated(zip, "seven.png", picture);
  ASSERT_EQ(zipClose(zip, nullptr), ZIP_OK);
  const auto set = LabelledSet::Open({file_});
  ASSERT_TRUE(set.ok()) << set.error().message;
  ASSERT_EQ(set.value().size(), 2U);
  EXPECT_EQ(set.value().label(0), "7");
  EXPECT_EQ(set.value().note(0), "corrected");
  EXPECT_TRUE(set.value().picture(0).ok());
  EXPECT_FALSE(set.value().picture(1).ok());
}

}  // namespace
}  // namespace inkdigit::cli
