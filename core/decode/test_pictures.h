// Files of every format for the tests, written by the formats' own libraries or byte by byte.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/image.h"

namespace inkdigit::test {

using File = std::vector<std::byte>;
using Rgba = std::array<std::uint8_t, 4>;

inline constexpr Rgba kBlack{0, 0, 0, 255};
inline constexpr Rgba kWhite{255, 255, 255, 255};
inline constexpr Rgba kClear{0, 0, 0, 0};

// A colour picture that tests draw on.
struct Canvas {
  Canvas(int canvas_width, int canvas_height, Rgba color);
  void Fill(Box box, Rgba color);
  [[nodiscard]] const Rgba& at(int x, int y) const {
    return pixels[std::size_t(y) * std::size_t(width) + std::size_t(x)];
  }

  int width;
  int height;
  std::vector<Rgba> pixels;
};

// White, with an L of black strokes that no turn and no mirror maps to itself.
Canvas LetterL(int width, int height);

void Append(File& file, const File& more);
void Append(File& file, std::string_view text);
void AppendBytes(File& file, std::initializer_list<int> bytes);
void AppendLittle16(File& file, std::uint32_t value);
void AppendLittle32(File& file, std::uint32_t value);
void AppendBig32(File& file, std::uint32_t value);

// An EXIF block (TIFF structure, without the "Exif" in front) with nothing but the orientation.
File ExifBlock(int orientation);

struct PngOptions {
  int color_type = 6;  // as in IHDR
  int bit_depth = 8;
  bool interlaced = false;
  std::vector<Rgba> palette{};  // for colour type 3; alpha goes to tRNS where one is not 255
  std::optional<std::uint16_t> clear_gray{};                  // tRNS for colour type 0
  std::optional<std::array<std::uint16_t, 3>> clear_color{};  // tRNS for colour type 2
  File exif{};
};
// `samples` as libspng takes them: rows without padding, 16-bit samples in the machine's order.
File EncodePng(int width, int height, const std::vector<std::uint8_t>& samples,
               const PngOptions& options);
File EncodePng(const Canvas& canvas, const File& exif = {});
// A chunk with its checksum.
File PngChunk(std::string_view type, const File& data);
// The file with `chunk` put behind IHDR.
File WithPngChunk(const File& png, const File& chunk);

struct JpegOptions {
  int quality = 95;
  bool progressive = false;
  bool gray = false;
  File exif{};
};
File EncodeJpeg(const Canvas& canvas, const JpegOptions& options = {});
enum class Inks { kAdobeCmyk, kAdobeYcck, kPlainCmyk };
File EncodeCmykJpeg(const Canvas& canvas, Inks inks);

// Lossless. With EXIF, or with `animate`, in the extended container.
File EncodeWebp(const Canvas& canvas, const File& exif = {});
struct WebpFrame {
  Canvas canvas;
  int x;  // even
  int y;  // even
};
File AnimatedWebp(int width, int height, const std::vector<WebpFrame>& frames);

struct GifFrame {
  int left = 0;
  int top = 0;
  int width = 1;
  int height = 1;
  std::vector<std::uint8_t> indices{};  // in the order they are stored
  std::optional<int> clear_index{};
  bool interlaced = false;
  std::vector<Rgba> palette{};  // its own; may be empty. Sizes are powers of two
};
File EncodeGif(int width, int height, const std::vector<Rgba>& palette,
               const std::vector<GifFrame>& frames);

// Grey or RGB, as Leptonica writes them.
enum class LeptonicaFormat { kGif, kBmp, kPnm, kTiffNone, kTiffLzw, kTiffG4 };
File EncodeByLeptonica(const Canvas& canvas, LeptonicaFormat format);

struct TiffOptions {
  int bits = 8;
  int samples = 1;
  int photometric = 1;    // 0 min is white, 1 min is black, 2 RGB, 5 separated
  int extra_sample = -1;  // 0 unspecified, 1 associated, 2 unassociated alpha
  int orientation = 1;
  int compression = 1;
  int tile = 0;  // its side, a multiple of 16; 0: strips
};
// `samples`: rows of whole bytes.
File EncodeTiff(int width, int height, const std::vector<std::uint8_t>& samples,
                const TiffOptions& options);

}  // namespace inkdigit::test
