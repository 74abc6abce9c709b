#include "training/figures/png.h"

#include <spng.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>

namespace inkdigit::training {
namespace {

struct ContextFreer {
  void operator()(spng_ctx* context) const noexcept { spng_ctx_free(context); }
};
struct BufferFreer {
  void operator()(void* buffer) const noexcept { std::free(buffer); }
};

void Check(int status, const char* what) {
  if (status != SPNG_OK) {
    throw std::runtime_error(std::string("PNG: ") + what + ": " + spng_strerror(status));
  }
}

std::vector<std::byte> Encode(int width, int height, std::uint8_t colour_type, const void* samples,
                              std::size_t size) {
  constexpr int kQuick = 1;
  const std::unique_ptr<spng_ctx, ContextFreer> context(spng_ctx_new(SPNG_CTX_ENCODER));
  if (context == nullptr) throw std::bad_alloc();
  Check(spng_set_option(context.get(), SPNG_ENCODE_TO_BUFFER, 1), "buffer");
  Check(spng_set_option(context.get(), SPNG_IMG_COMPRESSION_LEVEL, kQuick), "level");
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(width);
  header.height = static_cast<std::uint32_t>(height);
  header.bit_depth = 8;
  header.color_type = colour_type;
  Check(spng_set_ihdr(context.get(), &header), "header");
  Check(spng_encode_image(context.get(), samples, size, SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE),
        "pixels");
  std::size_t length = 0;
  int status = SPNG_OK;
  const std::unique_ptr<void, BufferFreer> buffer(
      spng_get_png_buffer(context.get(), &length, &status));
  Check(status, "result");
  const auto* bytes = static_cast<const std::byte*>(buffer.get());
  return {bytes, bytes + length};
}

}  // namespace

std::vector<std::byte> EncodePng(const GrayImage& image) {
  return Encode(image.width(), image.height(), SPNG_COLOR_TYPE_GRAYSCALE, image.pixels().data(),
                image.pixels().size());
}

std::vector<std::byte> EncodePng(const ColourImage& image) {
  static_assert(sizeof(Colour) == 3, "three bytes a pixel, as PNG has them");
  return Encode(image.width(), image.height(), SPNG_COLOR_TYPE_TRUECOLOR, image.pixels().data(),
                image.pixels().size() * sizeof(Colour));
}

}  // namespace inkdigit::training
