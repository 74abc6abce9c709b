// The files that training reads: what they are, how to be sure of them, how to get them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::training {

// A file as its publisher made it.
struct DataFile {
  std::string_view name;    // inside its folder
  std::string_view sha256;  // of the file as it lies on the disk, hex
  std::string_view origin;  // a sentence for people who don't have it
};

inline constexpr std::string_view kGetMnist = "tools/fetch-mnist fetches it";
inline constexpr std::string_view kGetOthers =
    "it belongs into the folder that --data or INKDIGIT_DATA names";

inline constexpr DataFile kMnistTrainImages = {
    "train-images-idx3-ubyte", "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    kGetMnist};
inline constexpr DataFile kMnistTrainLabels = {
    "train-labels-idx1-ubyte", "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    kGetMnist};
// For the release figures only, like every file whose name here says Test: never for training or
// for choosing anything.
inline constexpr DataFile kMnistTestImages = {
    "t10k-images-idx3-ubyte", "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    kGetMnist};
inline constexpr DataFile kMnistTestLabels = {
    "t10k-labels-idx1-ubyte", "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    kGetMnist};
inline constexpr DataFile kPendigitsTrain = {
    "pendigits-orig.tra.gz", "d6a5f33f75b481a5bdbfc64a3429574ad21d54c258767f2c31aca6e47b9159fc",
    kGetOthers};
// Other writers.
inline constexpr DataFile kPendigitsTest = {
    "pendigits-orig.tes.gz", "76f9169c808c67d7f19734cbf73211fc0cb834129ec7c7e2130534b8fe04727e",
    kGetOthers};
inline constexpr DataFile kOptdigitsTrain = {
    "optdigits-orig.tra.gz", "c2f28753123edadfe89322f977cd153f2874e799b45139908036f7d58281620e",
    kGetOthers};
inline constexpr DataFile kOptdigitsTest = {
    "optdigits-orig.tes.gz", "71b953369a050e2350d9a6934d6cb2df70284128bdf9dddd3024aab76c16d356",
    kGetOthers};
inline constexpr DataFile kSemeionImages = {
    "semeion-images-idx3-ubyte.gz",
    "f3f123277f42ba619597c44ebd7fa625dedeaf99dc07b221fa7e11b71a9f7877", kGetOthers};
inline constexpr DataFile kSemeionLabels = {
    "semeion-labels-idx1-ubyte.gz",
    "80d27b0cc92e8b5da9565f72c72c5db597b28f52dbca7cb1237e3ba5627ab98e", kGetOthers};
inline constexpr DataFile kNsysuImages = {
    "nsysu-images-idx3-ubyte.gz",
    "775c124e31bfe5ab816e17342df94f92e659fac7f023cff3e1a67341c240d827", kGetOthers};
inline constexpr DataFile kNsysuLabels = {
    "nsysu-labels-idx1-ubyte.gz",
    "dad34c30cb49330d611bcf0e7120d2bdb8bd73caf80c3e6cd0bccf5c3d99d070", kGetOthers};
inline constexpr DataFile kHwd1000Images = {
    "hwd1000-images-idx3-ubyte.gz",
    "ded0beabe5263bafa315c1c2b4de8592ce50a3ca281c905666443371240e3bba", kGetOthers};
inline constexpr DataFile kHwd1000Labels = {
    "hwd1000-labels-idx1-ubyte.gz",
    "4f8da6432eeb9be68a158e84a450de5fcb57b6823e5fe2003efca475a09b51f7", kGetOthers};

// Lower-case hex.
[[nodiscard]] std::string Sha256Hex(const void* bytes, std::size_t size);

// The file's contents, unpacked if they were gzipped. Errors (kIo), each one line that names the
// file and tells how to get it: missing, unreadable, or another checksum than `file.sha256`.
[[nodiscard]] Result<std::vector<std::byte>> ReadDataFile(const std::string& folder,
                                                          const DataFile& file);

// A file of text, read by `parse`, a function of a std::string_view that gives a Result<T>; its
// errors name the file.
template <typename T, typename Parse>
[[nodiscard]] Result<T> ReadDataText(const std::string& folder, const DataFile& file,
                                     const Parse& parse) {
  const Result<std::vector<std::byte>> bytes = ReadDataFile(folder, file);
  if (!bytes.ok()) return bytes.error();
  Result<T> parsed = parse(
      std::string_view(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size()));
  if (!parsed.ok()) {
    return Error{parsed.error().code, std::string(file.name) + ": " + parsed.error().message};
  }
  return parsed;
}

// The same without the checksum's test: for a file whose contents the caller checks.
[[nodiscard]] bool HasDataFile(const std::string& folder, const DataFile& file);

// $INKDIGIT_DATA, or empty.
[[nodiscard]] std::string DefaultDataFolder();

// Where tools/fetch-mnist puts MNIST: ${XDG_CACHE_HOME:-~/.cache}/inkdigit/mnist.
[[nodiscard]] std::string DefaultMnistFolder();

}  // namespace inkdigit::training
