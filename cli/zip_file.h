// Reading a zip file: what `inkdigit dataset export` and GET /api/v1/readings/export write.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::cli {

// Zip64 too; entries that are stored or deflated. Threads may share it: they read one after the
// other.
class ZipFile {
 public:
  // Reads the list of what is in it, and nothing else. kIo: can't be opened; kUnsupportedFormat: no
  // zip, or its end, where the list is, was cut off. Messages don't name the file.
  [[nodiscard]] static Result<ZipFile> Open(const std::string& path);
  ~ZipFile();
  ZipFile(ZipFile&&) noexcept;
  ZipFile& operator=(ZipFile&&) noexcept;
  ZipFile(const ZipFile&) = delete;  // one owner of the open file
  ZipFile& operator=(const ZipFile&) = delete;

  // A whole entry. kIo: there is none of that name, or it is damaged (its checksum tells);
  // kTooLarge: it unpacks to more than kMaxFileBytes.
  [[nodiscard]] Result<std::vector<std::byte>> Read(const std::string& name) const;

 private:
  struct Impl;
  explicit ZipFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace inkdigit::cli
