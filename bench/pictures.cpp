// clang-format off
#include <cstdio>     // jpeglib.h needs FILE
#include <jpeglib.h>
// clang-format on

#include "bench/pictures.h"

#include <spng.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <random>
#include <stdexcept>

namespace inkdigit::bench {
namespace {

constexpr int kPageWidth = 4000;
constexpr int kPageHeight = 3000;
constexpr int kDigitsInRow = 10;
constexpr int kRows = 2;
constexpr int kDigitScale = 14;  // 20 of a tile's rows hold the digit

struct SpngDeleter {
  void operator()(spng_ctx* context) const noexcept { spng_ctx_free(context); }
};
using SpngContext = std::unique_ptr<spng_ctx, SpngDeleter>;

void Check(int status) {
  if (status != SPNG_OK) throw std::runtime_error(spng_strerror(status));
}

// Between the tile's pixels; x and y in tile pixels, from the middle of the first.
double Sample(const Tile28& tile, double x, double y) {
  const int left = std::clamp(static_cast<int>(x), 0, kTileSide - 2);
  const int top = std::clamp(static_cast<int>(y), 0, kTileSide - 2);
  const double right = std::clamp(x - left, 0.0, 1.0);
  const double down = std::clamp(y - top, 0.0, 1.0);
  return (1 - down) * ((1 - right) * tile.at(left, top) + right * tile.at(left + 1, top)) +
         down * ((1 - right) * tile.at(left, top + 1) + right * tile.at(left + 1, top + 1));
}

// 0 paper, 1 ink.
double InkAt(std::span<const Tile28> digits, int x, int y) {
  constexpr int kCellWidth = kPageWidth / kDigitsInRow;
  constexpr int kCellHeight = kPageHeight / kRows;
  constexpr int kSide = kTileSide * kDigitScale;
  const int left = x % kCellWidth - (kCellWidth - kSide) / 2;
  const int top = y % kCellHeight - (kCellHeight - kSide) / 2;
  if (left < 0 || top < 0 || left >= kSide || top >= kSide) return 0.0;
  const int which = y / kCellHeight * kDigitsInRow + x / kCellWidth;
  const double amount = Sample(digits[static_cast<std::size_t>(which) % digits.size()],
                               (left + 0.5) / kDigitScale - 0.5, (top + 0.5) / kDigitScale - 0.5);
  return std::clamp((amount - 100.0) / 55.0, 0.0, 1.0);  // a pen's edge is a pixel or two wide
}

jpeg_error_mgr* ThrowingErrors(jpeg_error_mgr& errors) {
  jpeg_std_error(&errors);
  errors.error_exit = [](j_common_ptr) { throw std::runtime_error("libjpeg-turbo failed"); };
  return &errors;
}

}  // namespace

GrayImage PageOfDigits(std::span<const Tile28> digits) {
  constexpr double kPaper = 225.0;
  constexpr double kShadow = 70.0;  // of the darkest corner
  constexpr double kInk = 0.25;     // of the paper's light is left
  std::mt19937 random(1);
  std::normal_distribution<double> noise(0.0, 3.0);
  GrayImage page(kPageWidth, kPageHeight);
  for (int y = 0; y < kPageHeight; ++y) {
    for (int x = 0; x < kPageWidth; ++x) {
      const double light = kPaper - kShadow * x / kPageWidth * y / kPageHeight;
      const double level = light * (1.0 - (1.0 - kInk) * InkAt(digits, x, y)) + noise(random);
      page.at(x, y) = static_cast<std::uint8_t>(std::clamp(level, 0.0, 255.0));
    }
  }
  return page;
}

Bytes EncodeJpeg(const GrayImage& picture) {
  constexpr int kQuality = 90;
  jpeg_error_mgr errors{};
  jpeg_compress_struct info{};
  info.err = ThrowingErrors(errors);
  jpeg_create_compress(&info);
  unsigned char* buffer = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&info, &buffer, &size);
  info.image_width = static_cast<JDIMENSION>(picture.width());
  info.image_height = static_cast<JDIMENSION>(picture.height());
  info.input_components = 3;
  info.in_color_space = JCS_RGB;
  jpeg_set_defaults(&info);
  jpeg_set_quality(&info, kQuality, TRUE);
  jpeg_start_compress(&info, TRUE);
  std::vector<std::uint8_t> rgb(static_cast<std::size_t>(picture.width()) * 3);
  for (int y = 0; y < picture.height(); ++y) {
    for (std::size_t i = 0; i < rgb.size(); ++i) rgb[i] = picture.row(y)[i / 3];
    JSAMPROW row = rgb.data();
    jpeg_write_scanlines(&info, &row, 1);
  }
  jpeg_finish_compress(&info);
  const auto view = std::as_bytes(std::span(buffer, size));
  Bytes bytes(view.begin(), view.end());
  jpeg_destroy_compress(&info);
  std::free(buffer);
  return bytes;
}

Bytes EncodeGrayPng(const GrayImage& picture) {
  const SpngContext encoder(spng_ctx_new(SPNG_CTX_ENCODER));
  Check(spng_set_option(encoder.get(), SPNG_ENCODE_TO_BUFFER, 1));
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(picture.width());
  header.height = static_cast<std::uint32_t>(picture.height());
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_GRAYSCALE;
  Check(spng_set_ihdr(encoder.get(), &header));
  Check(spng_encode_image(encoder.get(), picture.pixels().data(), picture.pixels().size(),
                          SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE));
  std::size_t size = 0;
  int error = 0;
  const std::unique_ptr<void, void (*)(void*)> png(
      spng_get_png_buffer(encoder.get(), &size, &error), std::free);
  Check(error);
  const auto* bytes = static_cast<const std::byte*>(png.get());
  return {bytes, bytes + size};
}

Bytes EncodePgm(const GrayImage& picture) {
  const std::string header =
      "P5 " + std::to_string(picture.width()) + " " + std::to_string(picture.height()) + " 255\n";
  const auto head = std::as_bytes(std::span(header));
  const auto pixels = std::as_bytes(std::span(picture.pixels()));
  Bytes bytes(head.begin(), head.end());
  bytes.insert(bytes.end(), pixels.begin(), pixels.end());
  return bytes;
}

std::size_t DecodeRgbaBySpng(std::span<const std::byte> png) {
  const SpngContext context(spng_ctx_new(0));
  Check(spng_set_png_buffer(context.get(), png.data(), png.size()));
  std::size_t size = 0;
  Check(spng_decoded_image_size(context.get(), SPNG_FMT_RGBA8, &size));
  std::vector<std::uint8_t> pixels(size);
  Check(spng_decode_image(context.get(), pixels.data(), pixels.size(), SPNG_FMT_RGBA8, 0));
  return pixels.size();
}

std::size_t DecodeRgbByJpegTurbo(std::span<const std::byte> jpeg) {
  jpeg_error_mgr errors{};
  jpeg_decompress_struct info{};
  info.err = ThrowingErrors(errors);
  jpeg_create_decompress(&info);
  jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
  jpeg_read_header(&info, TRUE);
  info.out_color_space = JCS_RGB;
  jpeg_start_decompress(&info);
  const std::size_t row_bytes = std::size_t{info.output_width} * 3;
  std::vector<std::uint8_t> pixels(row_bytes * info.output_height);
  while (info.output_scanline < info.output_height) {
    JSAMPROW row = pixels.data() + row_bytes * info.output_scanline;
    jpeg_read_scanlines(&info, &row, 1);
  }
  jpeg_finish_decompress(&info);
  jpeg_destroy_decompress(&info);
  return pixels.size();
}

}  // namespace inkdigit::bench
