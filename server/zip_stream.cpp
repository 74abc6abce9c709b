#include "server/zip_stream.h"

#include <zlib.h>

#include <algorithm>

namespace inkdigit {
namespace {

constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::uint32_t kMax32 = 0xffffffff;
constexpr std::uint16_t kMax16 = 0xffff;
constexpr std::uint16_t kVersion = 20;
constexpr std::uint16_t kVersion64 = 45;
constexpr std::uint16_t kDate = 0x21;  // 1 January 1980, the first that there is
constexpr std::size_t kPieceBytes = std::size_t{64} << 10;

// Little-endian.
class Bytes {
 public:
  Bytes& U16(std::uint16_t value) { return Append(value, 2); }
  Bytes& U32(std::uint32_t value) { return Append(value, 4); }
  Bytes& U64(std::uint64_t value) { return Append(value, 8); }
  Bytes& Text(std::string_view text) {
    text_ += text;
    return *this;
  }
  [[nodiscard]] std::size_t size() const noexcept { return text_.size(); }
  [[nodiscard]] std::string Take() { return std::move(text_); }

 private:
  Bytes& Append(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) text_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  std::string text_;
};

std::uint32_t Capped32(std::uint64_t value) noexcept {
  return static_cast<std::uint32_t>(std::min<std::uint64_t>(value, kMax32));
}

}  // namespace

std::uint32_t ZipStream::Crc(std::string_view bytes, std::uint32_t before) noexcept {
  return static_cast<std::uint32_t>(
      crc32_z(before, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

std::string ZipStream::Begin(std::string_view name, std::uint32_t crc, std::uint32_t size) {
  entries_.push_back({crc, size});
  written_ += kLocalHeaderBytes + name.size() + size;
  Bytes header;
  header.U32(0x04034b50).U16(kVersion).U16(0).U16(0).U16(0).U16(kDate);
  header.U32(crc).U32(size).U32(size);
  header.U16(static_cast<std::uint16_t>(name.size())).U16(0).Text(name);
  return header.Take();
}

std::string ZipStream::NextOfDirectory(const NameOf& name_of) {
  Bytes piece;
  for (; listed_ < entries_.size() && piece.size() < kPieceBytes; ++listed_) {
    const Entry& entry = entries_[listed_];
    const std::string name = name_of(listed_);
    const bool far = offset_ >= kMax32;
    piece.U32(0x02014b50).U16(kVersion64).U16(far ? kVersion64 : kVersion);
    piece.U16(0).U16(0).U16(0).U16(kDate).U32(entry.crc).U32(entry.size).U32(entry.size);
    piece.U16(static_cast<std::uint16_t>(name.size())).U16(far ? 12 : 0).U16(0);
    piece.U16(0).U16(0).U32(0).U32(Capped32(offset_)).Text(name);
    if (far) piece.U16(1).U16(8).U64(offset_);  // the Zip64 field: the place
    offset_ += kLocalHeaderBytes + name.size() + entry.size;
  }
  directory_bytes_ += piece.size();
  if (piece.size() == 0 && !ended_) {
    ended_ = true;
    return End();
  }
  return piece.Take();
}

std::string ZipStream::End() const {
  const std::uint64_t count = entries_.size();
  Bytes end;
  if (count >= kMax16 || written_ >= kMax32 || directory_bytes_ >= kMax32) {
    constexpr std::uint64_t kRestOfRecord = 44;
    end.U32(0x06064b50).U64(kRestOfRecord).U16(kVersion64).U16(kVersion64).U32(0).U32(0);
    end.U64(count).U64(count).U64(directory_bytes_).U64(written_);
    end.U32(0x07064b50).U32(0).U64(written_ + directory_bytes_).U32(1);
  }
  const auto count16 = static_cast<std::uint16_t>(std::min<std::uint64_t>(count, kMax16));
  end.U32(0x06054b50).U16(0).U16(0).U16(count16).U16(count16);
  end.U32(Capped32(directory_bytes_)).U32(Capped32(written_)).U16(0);
  return end.Take();
}

}  // namespace inkdigit
