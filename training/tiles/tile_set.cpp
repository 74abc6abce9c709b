#include "training/tiles/tile_set.h"

#define ZLIB_CONST  // next_in is const
#include <zlib.h>

#include <cstring>
#include <optional>
#include <span>
#include <type_traits>
#include <utility>

#include "inkdigit/idx.h"
#include "inkdigit/model.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

constexpr std::string_view kMagic = "INKTILES";
constexpr std::uint32_t kVersion = 1;
constexpr std::size_t kHeadBytes = 24;
constexpr std::size_t kTileBytes = std::size_t{kTileSide} * kTileSide;
constexpr std::size_t kBytesPerTile = kTileBytes + 1 + 1 + 2 + 1;

void AppendWord(std::vector<std::byte>& bytes, std::uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8)
    bytes.push_back(static_cast<std::byte>(word >> shift));
}

std::uint32_t WordAt(std::span<const std::byte> bytes, std::size_t offset) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    word |= std::to_integer<std::uint32_t>(bytes[offset + i]) << (8 * i);
  }
  return word;
}

std::uint32_t Crc(std::span<const std::byte> bytes) {
  return static_cast<std::uint32_t>(
      crc32_z(0, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

template <typename T>
void AppendColumn(std::vector<std::byte>& bytes, const std::vector<T>& column) {
  static_assert(std::is_trivially_copyable_v<T>);
  const auto raw = std::as_bytes(std::span(column));
  bytes.insert(bytes.end(), raw.begin(), raw.end());
}

template <typename T>
void TakeColumn(std::span<const std::byte>& bytes, std::size_t count, std::vector<T>& column) {
  static_assert(std::is_trivially_copyable_v<T>);
  column.resize(count);
  if (count > 0) std::memcpy(column.data(), bytes.data(), count * sizeof(T));
  bytes = bytes.subspan(count * sizeof(T));
}

std::optional<std::vector<std::byte>> Gzip(std::span<const std::byte> bytes) {
  constexpr int kGzip = 16;  // added to the window bits
  constexpr int kLevel = 6;
  constexpr int kMemoryLevel = 8;
  z_stream stream{};
  if (deflateInit2(&stream, kLevel, Z_DEFLATED, MAX_WBITS + kGzip, kMemoryLevel,
                   Z_DEFAULT_STRATEGY) != Z_OK) {
    return std::nullopt;
  }
  std::vector<std::byte> packed(deflateBound(&stream, bytes.size()));
  stream.next_in = reinterpret_cast<const Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const int status = deflate(&stream, Z_FINISH);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) return std::nullopt;
  return packed;
}

bool ValuesAreInRange(const TileSet& set) {
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (set.labels[i] >= kClasses || static_cast<std::size_t>(set.sources[i]) >= kSources ||
        set.splits[i] > Split::kValidation) {
      return false;
    }
  }
  return true;
}

}  // namespace

std::string_view SourceName(Source source) noexcept {
  constexpr std::array<std::string_view, kSources> kNames = {
      "mnist",   "pendigits", "optdigits",  "semeion",  "nsysu",
      "hwd1000", "fonts",     "not-digits", "degraded", "corrections"};
  return kNames[static_cast<std::size_t>(source)];
}

void TileSet::Add(const Tile28& tile, std::uint8_t label, Source source, std::uint16_t writer,
                  Split split) {
  tiles.push_back(tile);
  labels.push_back(label);
  sources.push_back(source);
  writers.push_back(writer);
  splits.push_back(split);
}

Result<std::size_t> WriteTileSet(const TileSet& set, const std::string& path) {
  std::vector<std::byte> body;
  body.reserve(set.size() * kBytesPerTile);
  AppendColumn(body, set.tiles);
  AppendColumn(body, set.labels);
  AppendColumn(body, set.sources);
  AppendColumn(body, set.writers);
  AppendColumn(body, set.splits);
  std::vector<std::byte> file;
  file.reserve(kHeadBytes + body.size());
  for (const char character : kMagic) file.push_back(static_cast<std::byte>(character));
  AppendWord(file, kVersion);
  AppendWord(file, static_cast<std::uint32_t>(set.size()));
  AppendWord(file, Crc(body));
  AppendWord(file, 0);
  file.insert(file.end(), body.begin(), body.end());
  const std::optional<std::vector<std::byte>> packed = Gzip(file);
  if (!packed) return Error{Errc::kIo, path + ": zlib can't compress the tiles"};
  return WriteFileWhole(path, *packed);
}

Result<TileSet> ReadTileSet(const std::string& path) {
  const Result<std::vector<std::byte>> file = ReadFileMaybeGzip(path);
  if (!file.ok()) {
    return Error{file.error().code, file.error().message + "; `inkdigit-train prepare` makes it"};
  }
  std::span<const std::byte> bytes = file.value();
  if (bytes.size() < kHeadBytes || std::memcmp(bytes.data(), kMagic.data(), kMagic.size()) != 0 ||
      WordAt(bytes, 8) != kVersion) {
    return Error{Errc::kUnsupportedFormat, path +
                                               ": no tile file of version 1; `inkdigit-train "
                                               "prepare` makes one"};
  }
  const std::size_t count = WordAt(bytes, 12);
  const std::uint32_t crc = WordAt(bytes, 16);
  bytes = bytes.subspan(kHeadBytes);
  if (bytes.size() != count * kBytesPerTile || Crc(bytes) != crc) {
    return Error{Errc::kBadImage, path + ": damaged; `inkdigit-train prepare` makes it anew"};
  }
  TileSet set;
  TakeColumn(bytes, count, set.tiles);
  TakeColumn(bytes, count, set.labels);
  TakeColumn(bytes, count, set.sources);
  TakeColumn(bytes, count, set.writers);
  TakeColumn(bytes, count, set.splits);
  if (!ValuesAreInRange(set)) {
    return Error{Errc::kBadImage, path + ": damaged; `inkdigit-train prepare` makes it anew"};
  }
  return set;
}

}  // namespace inkdigit::training
