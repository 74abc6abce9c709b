// TIFF by libtiff itself: Leptonica's reader refuses tiles, doesn't invert a 4-bit or 16-bit
// picture whose 0 is white, and gives alpha multiplied or not without a word. libtiff 4.5 also
// takes its error handlers per file, not globally.
#include <tiffio.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdio>
#include <memory>
#include <utility>
#include <vector>

#include "core/decode/decoders.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "TIFF";

// The file as libtiff's callbacks see it, and the first thing libtiff complained of.
struct MemoryFile {
  Bytes bytes;
  std::size_t at = 0;
  std::array<char, 200> message{};
};

MemoryFile& FileOf(thandle_t handle) { return *static_cast<MemoryFile*>(handle); }

tmsize_t Read(thandle_t handle, void* out, tmsize_t count) {
  MemoryFile& file = FileOf(handle);
  if (count <= 0 || file.at >= file.bytes.size()) return 0;
  const std::size_t got = std::min(static_cast<std::size_t>(count), file.bytes.size() - file.at);
  std::copy_n(Data(file.bytes) + file.at, got, static_cast<std::uint8_t*>(out));
  file.at += got;
  return static_cast<tmsize_t>(got);
}

tmsize_t RefuseToWrite(thandle_t, void*, tmsize_t) { return -1; }

toff_t Seek(thandle_t handle, toff_t offset, int origin) {
  MemoryFile& file = FileOf(handle);
  if (origin == SEEK_CUR) offset += file.at;
  if (origin == SEEK_END) offset += file.bytes.size();
  file.at = static_cast<std::size_t>(offset);
  return offset;
}

int Close(thandle_t) { return 0; }

toff_t Size(thandle_t handle) { return FileOf(handle).bytes.size(); }

// Both return 1: libtiff's global handlers, which print, are not called.
int KeepFirstError(TIFF*, void* user_data, const char*, const char* format, va_list arguments) {
  MemoryFile& file = *static_cast<MemoryFile*>(user_data);
  if (file.message[0] == '\0') {
    std::vsnprintf(file.message.data(), file.message.size(), format, arguments);
  }
  return 1;
}

int IgnoreWarning(TIFF*, void*, const char*, const char*, va_list) { return 1; }

struct TiffCloser {
  void operator()(TIFF* tiff) const noexcept { TIFFClose(tiff); }
};
using TiffHandle = std::unique_ptr<TIFF, TiffCloser>;

// Opens the first page. Nothing that libtiff allocates at once may exceed what the largest allowed
// picture needs.
TiffHandle Open(MemoryFile& file, std::int64_t max_pixels) {
  constexpr std::int64_t kSlack = std::int64_t{16}
                                  << 20;       // tables, and tiles larger than the picture
  constexpr std::int64_t kMaxPixelBytes = 16;  // five samples of 16 bits, rounded up
  struct OptionsDeleter {
    void operator()(TIFFOpenOptions* options) const noexcept { TIFFOpenOptionsFree(options); }
  };
  const std::unique_ptr<TIFFOpenOptions, OptionsDeleter> options(TIFFOpenOptionsAlloc());
  if (!options) return nullptr;
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), KeepFirstError, &file);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), IgnoreWarning, nullptr);
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), max_pixels * kMaxPixelBytes + kSlack);
  // 'm': no memory mapping, every access goes through Read.
  return TiffHandle(TIFFClientOpenExt("", "rm", &file, Read, RefuseToWrite, Seek, Close, Size,
                                      nullptr, nullptr, options.get()));
}

template <typename T>
T Tag(TIFF* tiff, std::uint32_t tag, T otherwise) {
  T value = otherwise;
  return TIFFGetFieldDefaulted(tiff, tag, &value) != 0 ? value : otherwise;
}

// The ones that people meet. Left out are libraries that end the process when memory is short
// (JBIG) and those that hide a second size in their data (WebP, LERC, JPEG XL).
bool IsReadableCompression(std::uint16_t compression) {
  switch (compression) {
    case COMPRESSION_NONE:
    case COMPRESSION_CCITTRLE:
    case COMPRESSION_CCITTRLEW:
    case COMPRESSION_CCITTFAX3:
    case COMPRESSION_CCITTFAX4:
    case COMPRESSION_LZW:
    case COMPRESSION_JPEG:
    case COMPRESSION_ADOBE_DEFLATE:
    case COMPRESSION_DEFLATE:
    case COMPRESSION_PACKBITS:
      return true;
    default:
      return false;
  }
}

// A fourth channel (or second beside grey) that the file calls transparency.
bool HasAlpha(TIFF* tiff) {
  std::uint16_t count = 0;
  const std::uint16_t* kinds = nullptr;
  if (TIFFGetFieldDefaulted(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) == 0 || count == 0) {
    return false;
  }
  return kinds[0] == EXTRASAMPLE_ASSOCALPHA || kinds[0] == EXTRASAMPLE_UNASSALPHA;
}

}  // namespace

Result<Frame> DecodeTiff(Bytes bytes, const DecodeOptions& options) {
  MemoryFile file{bytes};
  const TiffHandle tiff = Open(file, options.max_pixels);
  const auto damaged = [&file](std::string_view why) {
    return Damaged(kFormat, file.message[0] != '\0' ? file.message.data() : why);
  };
  if (!tiff) return damaged("the file is damaged or ends too early");

  const auto columns = Tag<std::uint32_t>(tiff.get(), TIFFTAG_IMAGEWIDTH, 0);
  const auto rows = Tag<std::uint32_t>(tiff.get(), TIFFTAG_IMAGELENGTH, 0);
  if (std::optional<Error> error = CheckSize(kFormat, columns, rows, options)) {
    return *std::move(error);
  }
  constexpr int kMaxSamples = 5;  // CMYK and alpha
  const auto compression = Tag<std::uint16_t>(tiff.get(), TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  if (!IsReadableCompression(compression)) {
    return Damaged(kFormat,
                   "its compression scheme " + std::to_string(compression) + " is not read here");
  }
  if (Tag<std::uint16_t>(tiff.get(), TIFFTAG_SAMPLESPERPIXEL, 1) > kMaxSamples) {
    return Damaged(kFormat, "it has more than five samples a pixel");
  }

  const auto width = static_cast<int>(columns);
  const auto height = static_cast<int>(rows);
  const auto orientation = Tag<std::uint16_t>(tiff.get(), TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT);
  const bool has_alpha = HasAlpha(tiff.get());
  std::vector<std::uint32_t> pixels(std::size_t{columns} * rows);
  // Asked for in the order that the file has, libtiff turns nothing; turning is done once, for all
  // formats.
  if (TIFFReadRGBAImageOriented(tiff.get(), columns, rows, pixels.data(), orientation,
                                /*stop_on_error=*/1) == 0) {
    return damaged("its pixels are damaged or end too early");
  }

  RowReducer reducer(width, height, ReductionFactor(width, height, options.reduce_above),
                     has_alpha);
  std::vector<std::uint8_t> row(std::size_t{columns} * 4);
  for (std::size_t y = 0; y < rows; ++y) {
    for (std::size_t x = 0; x < columns; ++x) {
      const std::uint32_t pixel = pixels[y * columns + x];
      row[4 * x] = static_cast<std::uint8_t>(TIFFGetR(pixel));
      row[4 * x + 1] = static_cast<std::uint8_t>(TIFFGetG(pixel));
      row[4 * x + 2] = static_cast<std::uint8_t>(TIFFGetB(pixel));
      row[4 * x + 3] = static_cast<std::uint8_t>(TIFFGetA(pixel));
    }
    reducer.AddRgba(row.data(), AlphaKind::kPremultiplied);
  }
  return Frame{std::move(reducer).Finish(), width, height, orientation};
}

}  // namespace inkdigit::decode
