#include "server/media_type.h"

#include <array>

namespace inkdigit {
namespace {

struct Names {
  ImageFormat format;
  std::string_view media_type;
  std::string_view extension;
};

constexpr std::array<Names, 7> kNames = {{{ImageFormat::kPng, "image/png", "png"},
                                          {ImageFormat::kJpeg, "image/jpeg", "jpg"},
                                          {ImageFormat::kWebp, "image/webp", "webp"},
                                          {ImageFormat::kGif, "image/gif", "gif"},
                                          {ImageFormat::kBmp, "image/bmp", "bmp"},
                                          {ImageFormat::kTiff, "image/tiff", "tif"},
                                          {ImageFormat::kPnm, "image/x-portable-anymap", "pnm"}}};

const Names& NamesOf(ImageFormat format) noexcept {
  for (const Names& names : kNames) {
    if (names.format == format) return names;
  }
  return kNames[0];
}

}  // namespace

std::string_view MediaTypeName(ImageFormat format) noexcept { return NamesOf(format).media_type; }

std::string_view FileExtension(ImageFormat format) noexcept { return NamesOf(format).extension; }

std::optional<ImageFormat> MediaTypeNamed(std::string_view name) noexcept {
  for (const Names& names : kNames) {
    if (names.media_type == name) return names.format;
  }
  return std::nullopt;
}

}  // namespace inkdigit
