#include "training/data/data_files.h"

#include <sodium.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "inkdigit/idx.h"

namespace inkdigit::training {
namespace {

std::string Environment(const char* name) {
  const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nobody sets it meanwhile
  return value == nullptr ? "" : value;
}

std::string PathOf(const std::string& folder, const DataFile& file) {
  return (std::filesystem::path(folder) / file.name).string();
}

}  // namespace

std::string Sha256Hex(const void* bytes, std::size_t size) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), static_cast<const unsigned char*>(bytes), size);
  std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return hex.data();
}

Result<std::vector<std::byte>> ReadDataFile(const std::string& folder, const DataFile& file) {
  const std::string path = PathOf(folder, file);
  const std::string how_to_get = "; " + std::string(file.origin);
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return Error{Errc::kIo, path + ": missing or not readable" + how_to_get};
  const std::string packed{std::istreambuf_iterator<char>(stream),
                           std::istreambuf_iterator<char>()};
  const std::string sha256 = Sha256Hex(packed.data(), packed.size());
  if (sha256 != file.sha256) {
    return Error{Errc::kIo, path + ": its SHA-256 is " + sha256 + ", expected " +
                                std::string(file.sha256) + how_to_get};
  }
  return ReadFileMaybeGzip(path);
}

bool HasDataFile(const std::string& folder, const DataFile& file) {
  return !folder.empty() && std::filesystem::exists(PathOf(folder, file));
}

std::string DefaultDataFolder() { return Environment("INKDIGIT_DATA"); }

std::string DefaultMnistFolder() {
  std::string cache = Environment("XDG_CACHE_HOME");
  if (cache.empty()) cache = Environment("HOME") + "/.cache";
  return cache + "/inkdigit/mnist";
}

}  // namespace inkdigit::training
