#include "training/render/jpeg_roundtrip.h"

#include <cassert>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <jpeglib.h>

namespace inkdigit::training {
namespace {

struct FreeDeleter {
  void operator()(unsigned char* bytes) const { std::free(bytes); }
};

}  // namespace

// libjpeg's own error handler ends the program: with pictures from memory only memory can run out.
GrayImage JpegRoundTrip(const GrayImage& image, int quality) {
  assert(!image.empty());
  jpeg_error_mgr errors;
  unsigned char* written = nullptr;
  unsigned long size = 0;  // NOLINT(google-runtime-int): libjpeg's type

  jpeg_compress_struct compress;
  compress.err = jpeg_std_error(&errors);
  jpeg_create_compress(&compress);
  jpeg_mem_dest(&compress, &written, &size);
  compress.image_width = static_cast<JDIMENSION>(image.width());
  compress.image_height = static_cast<JDIMENSION>(image.height());
  compress.input_components = 1;
  compress.in_color_space = JCS_GRAYSCALE;
  jpeg_set_defaults(&compress);
  jpeg_set_quality(&compress, quality, TRUE);
  jpeg_start_compress(&compress, TRUE);
  for (int y = 0; y < image.height(); ++y) {
    auto* row = const_cast<JSAMPROW>(image.row(y));  // read only
    jpeg_write_scanlines(&compress, &row, 1);
  }
  jpeg_finish_compress(&compress);
  jpeg_destroy_compress(&compress);
  const std::unique_ptr<unsigned char, FreeDeleter> bytes(written);

  jpeg_decompress_struct decompress;
  decompress.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&decompress);
  jpeg_mem_src(&decompress, bytes.get(), size);
  jpeg_read_header(&decompress, TRUE);
  jpeg_start_decompress(&decompress);
  GrayImage out(image.width(), image.height());
  for (int y = 0; y < out.height(); ++y) {
    JSAMPROW row = out.row(y);
    jpeg_read_scanlines(&decompress, &row, 1);
  }
  jpeg_finish_decompress(&decompress);
  jpeg_destroy_decompress(&decompress);
  return out;
}

}  // namespace inkdigit::training
