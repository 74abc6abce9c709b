// A zip file as a stream: entries go out as they come, and the directory at the end needs eight
// bytes of memory an entry. Zip libraries keep the whole directory, names and all: 100 MB for a
// million entries.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

namespace inkdigit {

// Entries are stored, not packed: pictures are packed already. Zip64 where counts or places need it
// (APPNOTE.TXT 6.3.9, 4.3 and 4.5.3). Names are ASCII.
class ZipStream {
 public:
  // The name of the entry with this index, the same as it was added under: kept by the caller, who
  // knows how to make it from less.
  using NameOf = std::function<std::string(std::size_t index)>;

  // What an entry starts with; then its bytes must follow. Less than 4 GiB.
  [[nodiscard]] std::string Begin(std::string_view name, std::uint32_t crc, std::uint32_t size);

  // The next part of the directory, some 64 KiB, until it is empty.
  [[nodiscard]] std::string NextOfDirectory(const NameOf& name_of);

  [[nodiscard]] static std::uint32_t Crc(std::string_view bytes, std::uint32_t before = 0) noexcept;

 private:
  struct Entry {
    std::uint32_t crc;
    std::uint32_t size;
  };

  std::string End() const;

  std::deque<Entry> entries_;
  std::uint64_t written_ = 0;  // bytes of all entries
  std::size_t listed_ = 0;     // entries that are in the directory already
  std::uint64_t offset_ = 0;   // of the next one to be listed
  std::uint64_t directory_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace inkdigit
