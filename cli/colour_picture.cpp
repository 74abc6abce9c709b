#include "cli/colour_picture.h"

#include <spng.h>

#include <cstdlib>
#include <memory>
#include <new>

namespace inkdigit::cli {

static_assert(sizeof(Colour) == 3, "the pixels are handed to the encoder as bytes");

ColourPicture::ColourPicture(int width, int height, Colour fill)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

ColourPicture::ColourPicture(const GrayImage& gray)
    : ColourPicture(gray.width(), gray.height(), {}) {
  Put(gray, 0, 0);
}

void ColourPicture::Paint(int x, int y, Colour colour) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  pixels_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
          static_cast<std::size_t>(x)] = colour;
}

void ColourPicture::Frame(const Box& box, Colour colour) {
  if (box.empty()) return;
  for (int x = box.x; x < box.x + box.width; ++x) {
    Paint(x, box.y, colour);
    Paint(x, box.y + box.height - 1, colour);
  }
  for (int y = box.y; y < box.y + box.height; ++y) {
    Paint(box.x, y, colour);
    Paint(box.x + box.width - 1, y, colour);
  }
}

void ColourPicture::Put(const GrayImage& gray, int left, int top) {
  for (int y = 0; y < gray.height(); ++y) {
    for (int x = 0; x < gray.width(); ++x) {
      const std::uint8_t value = gray.at(x, y);
      Paint(left + x, top + y, {value, value, value});
    }
  }
}

std::string ColourPicture::EncodePng() const {
  const std::unique_ptr<spng_ctx, void (*)(spng_ctx*)> encoder(spng_ctx_new(SPNG_CTX_ENCODER),
                                                               spng_ctx_free);
  if (!encoder) throw std::bad_alloc();
  spng_set_option(encoder.get(), SPNG_ENCODE_TO_BUFFER, 1);
  spng_ihdr header{};
  header.width = static_cast<std::uint32_t>(width_);
  header.height = static_cast<std::uint32_t>(height_);
  header.bit_depth = 8;
  header.color_type = SPNG_COLOR_TYPE_TRUECOLOR;
  spng_set_ihdr(encoder.get(), &header);
  int error = spng_encode_image(encoder.get(), pixels_.data(), pixels_.size() * sizeof(Colour),
                                SPNG_FMT_PNG, SPNG_ENCODE_FINALIZE);
  std::size_t size = 0;
  const std::unique_ptr<void, void (*)(void*)> png(
      error == 0 ? spng_get_png_buffer(encoder.get(), &size, &error) : nullptr, std::free);
  if (!png) throw std::bad_alloc();  // nothing else can fail in memory
  return {static_cast<const char*>(png.get()), size};
}

}  // namespace inkdigit::cli
