#include "core/decode/test_pictures.h"

// clang-format off
#include <cstdio>  // jpeglib.h needs FILE
#include <jpeglib.h>
// clang-format on
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <spng.h>
#include <tiffio.h>
#include <webp/encode.h>
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace inkdigit::test {
namespace {

void AppendRaw(File& file, const void* data, std::size_t size) {
  const auto* bytes = static_cast<const std::byte*>(data);
  file.insert(file.end(), bytes, bytes + size);
}

const std::uint8_t* Raw(const Canvas& canvas) { return canvas.pixels.front().data(); }

void WriteExifMarker(jpeg_compress_struct& info, const File& exif) {
  if (exif.empty()) return;
  File marker;
  Append(marker, std::string_view("Exif\0\0", 6));
  Append(marker, exif);
  jpeg_write_marker(&info, JPEG_APP0 + 1, reinterpret_cast<const JOCTET*>(marker.data()),
                    static_cast<unsigned int>(marker.size()));
}

// Starts, writes rows of `channels` bytes a pixel and finishes.
File FinishJpeg(jpeg_compress_struct& info, unsigned char*& out, unsigned long& out_size,
                std::vector<std::uint8_t>& rows, int channels, const File& exif) {
  jpeg_start_compress(&info, TRUE);
  WriteExifMarker(info, exif);
  for (JDIMENSION y = 0; y < info.image_height; ++y) {
    JSAMPROW row = rows.data() + std::size_t{y} * info.image_width * std::size_t(channels);
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  jpeg_destroy_compress(&info);
  File file;
  AppendRaw(file, out, out_size);
  std::free(out);
  return file;
}

// A RIFF chunk, padded to an even length.
void AppendRiffChunk(File& file, std::string_view type, const File& data) {
  Append(file, type);
  AppendLittle32(file, static_cast<std::uint32_t>(data.size()));
  Append(file, data);
  if (data.size() % 2 != 0) AppendBytes(file, {0});
}

File RiffWebp(const File& chunks) {
  File file;
  Append(file, "RIFF");
  AppendLittle32(file, static_cast<std::uint32_t>(chunks.size() + 4));
  Append(file, "WEBP");
  Append(file, chunks);
  return file;
}

void AppendLittle24(File& file, int value) {
  AppendBytes(file, {value & 255, value >> 8 & 255, value >> 16 & 255});
}

// VP8X: what the file holds and its size.
File Vp8x(int flags, int width, int height) {
  File data;
  AppendBytes(data, {flags, 0, 0, 0});
  AppendLittle24(data, width - 1);
  AppendLittle24(data, height - 1);
  return data;
}

constexpr int kVp8xAnimation = 0x02;
constexpr int kVp8xExif = 0x08;
constexpr int kVp8xAlpha = 0x10;

// LZW without compressing: 9-bit codes of single pixels, and a clear code before the codes would
// grow.
File GifPixels(const std::vector<std::uint8_t>& indices) {
  constexpr unsigned kClearCode = 256;
  constexpr unsigned kEndCode = 257;
  constexpr std::size_t kPixelsPerClear = 200;
  std::vector<std::uint8_t> packed;
  unsigned bits = 0;
  unsigned bit_count = 0;
  const auto put = [&](unsigned code) {
    bits |= code << bit_count;
    bit_count += 9;
    while (bit_count >= 8) {
      packed.push_back(static_cast<std::uint8_t>(bits));
      bits >>= 8;
      bit_count -= 8;
    }
  };
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (i % kPixelsPerClear == 0) put(kClearCode);
    put(indices[i]);
  }
  put(kEndCode);
  packed.push_back(static_cast<std::uint8_t>(bits));

  File data;
  AppendBytes(data, {8});  // code size
  for (std::size_t at = 0; at < packed.size(); at += 255) {
    const std::size_t length = std::min<std::size_t>(255, packed.size() - at);
    AppendBytes(data, {static_cast<int>(length)});
    AppendRaw(data, packed.data() + at, length);
  }
  AppendBytes(data, {0});
  return data;
}

// The flags' size field of a table of 2^(n+1) colours.
int GifTableSize(const std::vector<Rgba>& palette) {
  int size = 0;
  while ((std::size_t{2} << size) < palette.size()) ++size;
  return size;
}

void AppendGifTable(File& file, const std::vector<Rgba>& palette) {
  for (const Rgba& color : palette) AppendBytes(file, {color[0], color[1], color[2]});
}

// libtiff writes into this.
struct MemoryFile {
  File bytes;
  std::size_t at = 0;
};

tmsize_t ReadMemory(thandle_t handle, void* out, tmsize_t count) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t got =
      file.at < file.bytes.size() ? std::min<std::size_t>(count, file.bytes.size() - file.at) : 0;
  std::copy_n(file.bytes.begin() + std::ptrdiff_t(file.at), got, static_cast<std::byte*>(out));
  file.at += got;
  return tmsize_t(got);
}

tmsize_t WriteMemory(thandle_t handle, void* data, tmsize_t count) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t end = file.at + std::size_t(count);
  if (file.bytes.size() < end) file.bytes.resize(end);
  std::memcpy(file.bytes.data() + file.at, data, std::size_t(count));
  file.at = end;
  return count;
}

toff_t SeekMemory(thandle_t handle, toff_t offset, int origin) {
  auto& file = *static_cast<MemoryFile*>(handle);
  if (origin == SEEK_CUR) offset += file.at;
  if (origin == SEEK_END) offset += file.bytes.size();
  file.at = offset;
  return offset;
}

int CloseMemory(thandle_t) { return 0; }
toff_t MemorySize(thandle_t handle) { return static_cast<MemoryFile*>(handle)->bytes.size(); }

void WriteTiles(TIFF* tiff, int width, int height, const std::vector<std::uint8_t>& samples,
                int pixel_bytes, int side) {
  std::vector<std::uint8_t> tile(std::size_t(side * side * pixel_bytes));
  for (int top = 0; top < height; top += side) {
    for (int left = 0; left < width; left += side) {
      std::fill(tile.begin(), tile.end(), std::uint8_t{0});
      for (int y = top; y < std::min(top + side, height); ++y) {
        const int columns = std::min(side, width - left);
        std::copy_n(samples.begin() + std::ptrdiff_t(y * width + left) * pixel_bytes,
                    columns * pixel_bytes,
                    tile.begin() + std::ptrdiff_t(y - top) * side * pixel_bytes);
      }
      TIFFWriteTile(tiff, tile.data(), std::uint32_t(left), std::uint32_t(top), 0, 0);
    }
  }
}

}  // namespace

Canvas::Canvas(int canvas_width, int canvas_height, Rgba color)
    : width(canvas_width),
      height(canvas_height),
      pixels(std::size_t(canvas_width) * std::size_t(canvas_height), color) {}

void Canvas::Fill(Box box, Rgba color) {
  for (int y = box.y; y < box.y + box.height; ++y) {
    std::fill_n(pixels.begin() + std::ptrdiff_t{y} * width + box.x, box.width, color);
  }
}

Canvas LetterL(int width, int height) {
  Canvas canvas(width, height, kWhite);
  canvas.Fill({width / 8, height / 8, width / 8, height * 3 / 4}, kBlack);
  canvas.Fill({width / 8, height * 3 / 4, width / 2, height / 8}, kBlack);
  return canvas;
}

void Append(File& file, const File& more) { file.insert(file.end(), more.begin(), more.end()); }

void Append(File& file, std::string_view text) { AppendRaw(file, text.data(), text.size()); }

void AppendBytes(File& file, std::initializer_list<int> bytes) {
  for (const int byte : bytes) file.push_back(static_cast<std::byte>(byte));
}

void AppendLittle16(File& file, std::uint32_t value) {
  for (const int shift : {0, 8}) file.push_back(static_cast<std::byte>(value >> shift));
}

void AppendLittle32(File& file, std::uint32_t value) {
  for (const int shift : {0, 8, 16, 24}) file.push_back(static_cast<std::byte>(value >> shift));
}

void AppendBig32(File& file, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) file.push_back(static_cast<std::byte>(value >> shift));
}

File ExifBlock(int orientation) {
  File block;
  Append(block, "II");
  AppendLittle16(block, 42);
  AppendLittle32(block, 8);  // offset of the first directory
  AppendLittle16(block, 1);  // entries
  AppendLittle16(block, 0x0112);
  AppendLittle16(block, 3);  // SHORT
  AppendLittle32(block, 1);
  AppendLittle32(block, static_cast<std::uint32_t>(orientation));
  AppendLittle32(block, 0);  // no second directory
  return block;
}

File EncodePng(int width, int height, const std::vector<std::uint8_t>& samples,
               const PngOptions& options) {
  spng_ctx* context = spng_ctx_new(SPNG_CTX_ENCODER);
  spng_set_option(context, SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(width);
  header.height = static_cast<std::uint32_t>(height);
  header.bit_depth = static_cast<std::uint8_t>(options.bit_depth);
  header.color_type = static_cast<std::uint8_t>(options.color_type);
  header.interlace_method = options.interlaced ? 1 : 0;
  EXPECT_EQ(spng_set_ihdr(context, &header), SPNG_OK);
  spng_trns trns{};
  bool has_trns = false;
  if (!options.palette.empty()) {
    spng_plte palette{};
    palette.n_entries = static_cast<std::uint32_t>(options.palette.size());
    trns.n_type3_entries = palette.n_entries;
    for (std::size_t i = 0; i < options.palette.size(); ++i) {
      const Rgba& color = options.palette[i];
      palette.entries[i] = {color[0], color[1], color[2], 0};
      trns.type3_alpha[i] = color[3];
      has_trns |= color[3] != 255;
    }
    EXPECT_EQ(spng_set_plte(context, &palette), SPNG_OK);
  }
  if (options.clear_gray) {
    trns.gray = *options.clear_gray;
    has_trns = true;
  }
  if (options.clear_color) {
    trns.red = (*options.clear_color)[0];
    trns.green = (*options.clear_color)[1];
    trns.blue = (*options.clear_color)[2];
    has_trns = true;
  }
  if (has_trns) {
    EXPECT_EQ(spng_set_trns(context, &trns), SPNG_OK);
  }
  EXPECT_EQ(spng_encode_image(context, samples.data(), samples.size(), SPNG_FMT_PNG,
                              SPNG_ENCODE_FINALIZE),
            SPNG_OK);
  std::size_t size = 0;
  int error = 0;
  void* buffer = spng_get_png_buffer(context, &size, &error);
  File file;
  AppendRaw(file, buffer, size);
  std::free(buffer);
  spng_ctx_free(context);
  if (options.exif.empty()) return file;
  return WithPngChunk(file, PngChunk("eXIf", options.exif));
}

File EncodePng(const Canvas& canvas, const File& exif) {
  std::vector<std::uint8_t> samples;
  for (const Rgba& pixel : canvas.pixels) {
    samples.insert(samples.end(), pixel.begin(), pixel.end());
  }
  PngOptions options;
  options.exif = exif;
  return EncodePng(canvas.width, canvas.height, samples, options);
}

File PngChunk(std::string_view type, const File& data) {
  File chunk;
  AppendBig32(chunk, static_cast<std::uint32_t>(data.size()));
  Append(chunk, type);
  Append(chunk, data);
  const auto* checked = reinterpret_cast<const Bytef*>(chunk.data()) + 4;
  AppendBig32(chunk, static_cast<std::uint32_t>(
                         crc32(0, checked, static_cast<uInt>(data.size() + type.size()))));
  return chunk;
}

File WithPngChunk(const File& png, const File& chunk) {
  constexpr std::ptrdiff_t kIhdrEnd = 8 + 25;
  File file(png.begin(), png.begin() + kIhdrEnd);
  Append(file, chunk);
  file.insert(file.end(), png.begin() + kIhdrEnd, png.end());
  return file;
}

File EncodeJpeg(const Canvas& canvas, const JpegOptions& options) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* out = nullptr;
  unsigned long out_size = 0;
  jpeg_mem_dest(&info, &out, &out_size);
  info.image_width = static_cast<JDIMENSION>(canvas.width);
  info.image_height = static_cast<JDIMENSION>(canvas.height);
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  if (options.gray) jpeg_set_colorspace(&info, JCS_GRAYSCALE);
  jpeg_set_quality(&info, options.quality, TRUE);
  if (options.progressive) jpeg_simple_progression(&info);
  std::vector<std::uint8_t> rows;
  for (const Rgba& pixel : canvas.pixels) {
    rows.insert(rows.end(), pixel.begin(), pixel.begin() + 3);
  }
  return FinishJpeg(info, out, out_size, rows, 3, options.exif);
}

File EncodeCmykJpeg(const Canvas& canvas, Inks inks) {
  jpeg_compress_struct info{};
  jpeg_error_mgr errors{};
  info.err = jpeg_std_error(&errors);
  jpeg_create_compress(&info);
  unsigned char* out = nullptr;
  unsigned long out_size = 0;
  jpeg_mem_dest(&info, &out, &out_size);
  info.image_width = static_cast<JDIMENSION>(canvas.width);
  info.image_height = static_cast<JDIMENSION>(canvas.height);
  info.input_components = 4;
  info.in_color_space = JCS_CMYK;
  jpeg_set_defaults(&info);
  if (inks == Inks::kAdobeYcck) jpeg_set_colorspace(&info, JCS_YCCK);
  jpeg_set_quality(&info, 100, TRUE);
  info.write_Adobe_marker = inks == Inks::kPlainCmyk ? FALSE : TRUE;
  std::vector<std::uint8_t> rows;
  for (const Rgba& pixel : canvas.pixels) {
    // Black ink takes all that the three colours have in common.
    const int key = 255 - std::max({pixel[0], pixel[1], pixel[2]});
    for (int c = 0; c < 3; ++c) {
      const int ink = key == 255 ? 0 : (255 - pixel[std::size_t(c)] - key) * 255 / (255 - key);
      rows.push_back(static_cast<std::uint8_t>(ink));
    }
    rows.push_back(static_cast<std::uint8_t>(key));
  }
  if (inks != Inks::kPlainCmyk) {
    for (std::uint8_t& ink : rows) ink = static_cast<std::uint8_t>(255 - ink);
  }
  return FinishJpeg(info, out, out_size, rows, 4, {});
}

File EncodeWebp(const Canvas& canvas, const File& exif) {
  std::uint8_t* out = nullptr;
  const std::size_t size =
      WebPEncodeLosslessRGBA(Raw(canvas), canvas.width, canvas.height, canvas.width * 4, &out);
  EXPECT_GT(size, 0U);
  File file;
  AppendRaw(file, out, size);
  WebPFree(out);
  if (exif.empty()) return file;

  constexpr std::size_t kRiffHeaderBytes = 12;
  File chunks;
  AppendRiffChunk(chunks, "VP8X", Vp8x(kVp8xExif | kVp8xAlpha, canvas.width, canvas.height));
  AppendRaw(chunks, file.data() + kRiffHeaderBytes, file.size() - kRiffHeaderBytes);
  AppendRiffChunk(chunks, "EXIF", exif);
  return RiffWebp(chunks);
}

File AnimatedWebp(int width, int height, const std::vector<WebpFrame>& frames) {
  constexpr std::size_t kRiffHeaderBytes = 12;
  File chunks;
  AppendRiffChunk(chunks, "VP8X", Vp8x(kVp8xAnimation | kVp8xAlpha, width, height));
  File animation;
  AppendLittle32(animation, 0xFF00FF00);  // a background colour, which browsers ignore too
  AppendLittle16(animation, 0);
  AppendRiffChunk(chunks, "ANIM", animation);
  for (const WebpFrame& frame : frames) {
    const File still = EncodeWebp(frame.canvas);
    File data;
    AppendLittle24(data, frame.x / 2);
    AppendLittle24(data, frame.y / 2);
    AppendLittle24(data, frame.canvas.width - 1);
    AppendLittle24(data, frame.canvas.height - 1);
    AppendLittle24(data, 100);  // milliseconds
    AppendBytes(data, {0});
    AppendRaw(data, still.data() + kRiffHeaderBytes, still.size() - kRiffHeaderBytes);
    AppendRiffChunk(chunks, "ANMF", data);
  }
  return RiffWebp(chunks);
}

File EncodeGif(int width, int height, const std::vector<Rgba>& palette,
               const std::vector<GifFrame>& frames) {
  File file;
  Append(file, "GIF89a");
  AppendLittle16(file, static_cast<std::uint32_t>(width));
  AppendLittle16(file, static_cast<std::uint32_t>(height));
  AppendBytes(file, {palette.empty() ? 0 : 0x80 | GifTableSize(palette), 0, 0});
  AppendGifTable(file, palette);
  for (const GifFrame& frame : frames) {
    AppendBytes(file, {0x21, 0xFF, 3, 'a', 'p', 'p', 0});  // an application's block, to be skipped
    AppendBytes(
        file, {0x21, 0xF9, 4, frame.clear_index ? 1 : 0, 10, 0, frame.clear_index.value_or(0), 0});
    AppendBytes(file, {0x2C});
    for (const int value : {frame.left, frame.top, frame.width, frame.height}) {
      AppendLittle16(file, static_cast<std::uint32_t>(value));
    }
    const int table = frame.palette.empty() ? 0 : 0x80 | GifTableSize(frame.palette);
    AppendBytes(file, {table | (frame.interlaced ? 0x40 : 0)});
    AppendGifTable(file, frame.palette);
    Append(file, GifPixels(frame.indices));
  }
  AppendBytes(file, {0x3B});
  return file;
}

File EncodeByLeptonica(const Canvas& canvas, LeptonicaFormat format) {
  PIX* color = pixCreate(canvas.width, canvas.height, 32);
  for (int y = 0; y < canvas.height; ++y) {
    for (int x = 0; x < canvas.width; ++x) {
      const Rgba& pixel = canvas.at(x, y);
      pixSetRGBPixel(color, x, y, pixel[0], pixel[1], pixel[2]);
    }
  }
  PIX* gray = pixConvertRGBToLuminance(color);
  PIX* bits = pixThresholdToBinary(gray, 128);
  l_uint8* data = nullptr;
  std::size_t size = 0;
  switch (format) {
    case LeptonicaFormat::kGif:
      EXPECT_EQ(pixWriteMemGif(&data, &size, gray), 0);
      break;
    case LeptonicaFormat::kBmp:
      EXPECT_EQ(pixWriteMemBmp(&data, &size, color), 0);
      break;
    case LeptonicaFormat::kPnm:
      EXPECT_EQ(pixWriteMemPnm(&data, &size, color), 0);
      break;
    case LeptonicaFormat::kTiffNone:
      EXPECT_EQ(pixWriteMemTiff(&data, &size, color, IFF_TIFF), 0);
      break;
    case LeptonicaFormat::kTiffLzw:
      EXPECT_EQ(pixWriteMemTiff(&data, &size, gray, IFF_TIFF_LZW), 0);
      break;
    case LeptonicaFormat::kTiffG4:
      EXPECT_EQ(pixWriteMemTiff(&data, &size, bits, IFF_TIFF_G4), 0);
      break;
  }
  pixDestroy(&color);
  pixDestroy(&gray);
  pixDestroy(&bits);
  File file;
  AppendRaw(file, data, size);
  lept_free(data);
  return file;
}

File EncodeTiff(int width, int height, const std::vector<std::uint8_t>& samples,
                const TiffOptions& options) {
  MemoryFile file;
  TIFF* tiff = TIFFClientOpen("", "w", &file, ReadMemory, WriteMemory, SeekMemory, CloseMemory,
                              MemorySize, nullptr, nullptr);
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, options.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, options.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, options.photometric);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, options.orientation);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, options.compression);
  if (options.extra_sample >= 0) {
    const auto kind = static_cast<std::uint16_t>(options.extra_sample);
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  if (options.tile != 0) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, options.tile);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, options.tile);
    WriteTiles(tiff, width, height, samples, options.samples * options.bits / 8, options.tile);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 8);  // several strips, and what JPEG asks for
    const std::size_t row_bytes = samples.size() / std::size_t(height);
    for (int y = 0; y < height; ++y) {
      std::vector<std::uint8_t> row(samples.begin() + std::ptrdiff_t(row_bytes) * y,
                                    samples.begin() + std::ptrdiff_t(row_bytes) * (y + 1));
      EXPECT_EQ(TIFFWriteScanline(tiff, row.data(), std::uint32_t(y), 0), 1);
    }
  }
  TIFFClose(tiff);
  return file.bytes;
}

}  // namespace inkdigit::test
