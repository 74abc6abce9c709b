// ReadFileMaybeGzip of inkdigit/idx.h.
#define ZLIB_CONST  // next_in is const
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>
#include <utility>

#include "inkdigit/idx.h"

namespace inkdigit {
namespace {

constexpr std::size_t kChunkBytes = std::size_t{1} << 18;

struct FileCloser {
  void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};

Error IoError(const std::string& path, int error_number) {
  return {Errc::kIo, path + ": " + std::generic_category().message(error_number)};
}

Error TooLarge(const std::string& path, std::int64_t max_bytes, const char* what) {
  return {Errc::kTooLarge,
          path + ": " + what + " more than the limit of " + std::to_string(max_bytes) + " bytes"};
}

Error Damaged(const std::string& path, const std::string& why) {
  return {Errc::kIo, path + ": damaged gzip data: " + why};
}

Result<std::vector<std::byte>> ReadAll(const std::string& path, std::size_t max_bytes) {
  const std::unique_ptr<std::FILE, FileCloser> file(std::fopen(path.c_str(), "rbe"));
  if (!file) return IoError(path, errno);
  std::vector<std::byte> bytes;
  while (true) {
    const std::size_t old_size = bytes.size();
    bytes.resize(old_size + kChunkBytes);
    errno = 0;
    const std::size_t got = std::fread(bytes.data() + old_size, 1, kChunkBytes, file.get());
    if (std::ferror(file.get()) != 0) return IoError(path, errno);
    bytes.resize(old_size + got);
    if (bytes.size() > max_bytes) {
      return TooLarge(path, static_cast<std::int64_t>(max_bytes), "the file has");
    }
    if (got == 0) return bytes;
  }
}

bool IsGzip(std::span<const std::byte> bytes) {
  return bytes.size() >= 2 && bytes[0] == std::byte{0x1f} && bytes[1] == std::byte{0x8b};
}

// A z_stream for one gzip member after the other.
class GzipStream {
 public:
  GzipStream() {
    constexpr int kGzipOnly = 16;  // added to the window bits: no zlib header, no raw deflate
    ready_ = inflateInit2(&stream_, MAX_WBITS + kGzipOnly) == Z_OK;
  }
  ~GzipStream() {
    if (ready_) inflateEnd(&stream_);
  }
  GzipStream(const GzipStream&) = delete;  // zlib keeps a pointer back to its z_stream
  GzipStream& operator=(const GzipStream&) = delete;

  [[nodiscard]] bool ready() const noexcept { return ready_; }
  z_stream& operator*() noexcept { return stream_; }

 private:
  z_stream stream_{};
  bool ready_ = false;
};

Result<std::vector<std::byte>> Gunzip(const std::string& path, std::span<const std::byte> packed,
                                      std::size_t max_bytes) {
  GzipStream gzip;
  if (!gzip.ready()) return Error{Errc::kIo, path + ": zlib could not be started"};
  z_stream& stream = *gzip;
  std::vector<std::byte> unpacked;
  std::vector<std::byte> chunk(kChunkBytes);
  std::size_t used = 0;
  while (true) {
    // zlib counts in 32 bits: feed it at most that much at a time.
    const std::size_t feed = std::min<std::size_t>(packed.size() - used, std::size_t{1} << 30);
    stream.next_in = reinterpret_cast<const Bytef*>(packed.data() + used);
    stream.avail_in = static_cast<uInt>(feed);
    stream.next_out = reinterpret_cast<Bytef*>(chunk.data());
    stream.avail_out = static_cast<uInt>(chunk.size());
    const int status = inflate(&stream, Z_NO_FLUSH);
    used += feed - stream.avail_in;
    const std::size_t produced = chunk.size() - stream.avail_out;
    if (produced > max_bytes - unpacked.size()) {
      return TooLarge(path, static_cast<std::int64_t>(max_bytes), "unpacks to");
    }
    unpacked.insert(unpacked.end(), chunk.begin(),
                    chunk.begin() + static_cast<std::ptrdiff_t>(produced));
    if (status == Z_STREAM_END) {
      if (used == packed.size()) return unpacked;
      // gzip files may be concatenated; anything else behind the end is a fault.
      if (!IsGzip(packed.subspan(used))) {
        return Damaged(path, std::to_string(packed.size() - used) + " bytes follow its end");
      }
      inflateReset(&stream);
    } else if (status == Z_BUF_ERROR ||
               (status == Z_OK && used == packed.size() && produced == 0)) {
      return Damaged(path, "it ends too early");
    } else if (status != Z_OK) {
      return Damaged(path, stream.msg != nullptr ? stream.msg : "unreadable");
    }
  }
}

}  // namespace

Result<std::vector<std::byte>> ReadFileMaybeGzip(const std::string& path, std::int64_t max_bytes) {
  const auto limit = static_cast<std::size_t>(std::max<std::int64_t>(max_bytes, 0));
  Result<std::vector<std::byte>> bytes = ReadAll(path, limit);
  if (!bytes.ok() || !IsGzip(bytes.value())) return bytes;
  return Gunzip(path, bytes.value(), limit);
}

}  // namespace inkdigit
