// clang-format off
#include <cstdio>     // jpeglib.h needs FILE
#include <jpeglib.h>
#include <jerror.h>
// clang-format on

#include <array>
#include <csetjmp>
#include <utility>
#include <vector>

#include "core/decode/decoders.h"
#include "core/decode/exif.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "JPEG";
constexpr int kExifMarker = JPEG_APP0 + 1;
// Each scan of a progressive file walks over the whole picture, and a scan of nothing costs the
// file a dozen bytes. Encoders write about ten.
constexpr int kMaxScans = 100;

// libjpeg's state and where it jumps to on an error.
struct Reader {
  Reader() = default;
  ~Reader() { jpeg_destroy_decompress(&info); }
  Reader(const Reader&) = delete;  // libjpeg keeps pointers into it
  Reader& operator=(const Reader&) = delete;

  jpeg_decompress_struct info{};
  jpeg_error_mgr errors{};
  jpeg_progress_mgr progress{};
  std::jmp_buf jump{};
  std::array<char, JMSG_LENGTH_MAX> message{};
};

Reader& ReaderOf(j_common_ptr info) { return *static_cast<Reader*>(info->client_data); }

[[noreturn]] void Fail(j_common_ptr info) {
  Reader& reader = ReaderOf(info);
  info->err->format_message(info, reader.message.data());
  std::longjmp(reader.jump, 1);
}

void Warn(j_common_ptr info, int level) {
  // Where pixels are missing, libjpeg warns, paints them grey and goes on. Other warnings are small
  // damage.
  const int code = info->err->msg_code;
  if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)) Fail(info);
}

void CheckScans(j_common_ptr info) {
  const auto* decompress = reinterpret_cast<j_decompress_ptr>(info);
  if (decompress->input_scan_number <= kMaxScans) return;
  Reader& reader = ReaderOf(info);
  std::snprintf(reader.message.data(), reader.message.size(), "it has more than %d scans",
                kMaxScans);
  std::longjmp(reader.jump, 1);
}

// The only place that a libjpeg error jumps to: false, and reader.message says why. Nothing with a
// destructor may live in `calls`, because the jump would skip it.
template <typename Calls>
bool Guarded(Reader& reader, Calls calls) {
  if (setjmp(reader.jump) != 0) return false;  // NOLINT(cert-err52-cpp): libjpeg's way
  calls();
  return true;
}

bool ReadHeader(Reader& reader, Bytes bytes) {
  reader.info.err = jpeg_std_error(&reader.errors);
  reader.errors.error_exit = Fail;
  reader.errors.emit_message = Warn;
  reader.errors.output_message = [](j_common_ptr) {};
  reader.info.client_data = &reader;
  return Guarded(reader, [&reader, bytes] {
    jpeg_create_decompress(&reader.info);
    reader.progress.progress_monitor = CheckScans;
    reader.info.progress = &reader.progress;
    jpeg_save_markers(&reader.info, kExifMarker, 0xFFFF);
    jpeg_mem_src(&reader.info, Data(bytes), bytes.size());
    jpeg_read_header(&reader.info, TRUE);
  });
}

int OrientationOf(const jpeg_decompress_struct& info) {
  for (jpeg_saved_marker_ptr marker = info.marker_list; marker != nullptr; marker = marker->next) {
    const Bytes data = std::as_bytes(std::span(marker->data, marker->data_length));
    if (marker->marker == kExifMarker && HasAt(data, 0, std::string_view("Exif\0", 5))) {
      return ExifOrientation(data);
    }
  }
  return 1;
}

// The part of `factor` that libjpeg does while it decodes, by leaving out frequencies: 8, 4, 2
// or 1. A divisor, so that the result has the same size as that of every other format.
int FactorInsideDecoder(int factor) {
  for (const int inside : {8, 4, 2}) {
    if (factor % inside == 0) return inside;
  }
  return 1;
}

// A row of four inks in place of which grey is written.
void InksToGray(std::uint8_t* row, int width, bool inverted) {
  const std::uint8_t* inks = row;
  for (int x = 0; x < width; ++x, inks += 4) {
    // How much light each ink lets through. Adobe writes just that; others write the amount of ink.
    const auto light = [inks, inverted](int i) { return inverted ? inks[i] : 255 - inks[i]; };
    const int key = light(3);
    row[x] = Luma((light(0) * key + 127) / 255, (light(1) * key + 127) / 255,
                  (light(2) * key + 127) / 255);
  }
}

// With the output set up: all rows into the reducer.
bool ReadRows(Reader& reader, std::vector<std::uint8_t>& row, RowReducer& reducer) {
  return Guarded(reader, [&reader, &row, &reducer] {
    jpeg_decompress_struct& info = reader.info;
    while (info.output_scanline < info.output_height) {
      JSAMPROW pixels = row.data();
      jpeg_read_scanlines(&info, &pixels, 1);
      if (info.out_color_space == JCS_CMYK) {
        InksToGray(pixels, static_cast<int>(info.output_width), info.saw_Adobe_marker != 0);
      }
      reducer.AddGray(pixels);
    }
  });
}

}  // namespace

Result<Frame> DecodeJpeg(Bytes bytes, const DecodeOptions& options) {
  Reader reader;
  jpeg_decompress_struct& info = reader.info;
  if (!ReadHeader(reader, bytes)) return Damaged(kFormat, reader.message.data());
  if (std::optional<Error> error =
          CheckSize(kFormat, info.image_width, info.image_height, options)) {
    return *std::move(error);
  }
  const auto width = static_cast<int>(info.image_width);
  const auto height = static_cast<int>(info.image_height);
  const int factor = ReductionFactor(width, height, options.reduce_above);
  const int factor_inside = FactorInsideDecoder(factor);

  const bool four_inks = info.jpeg_color_space == JCS_CMYK || info.jpeg_color_space == JCS_YCCK;
  info.out_color_space = four_inks ? JCS_CMYK : JCS_GRAYSCALE;
  info.scale_num = 1;
  info.scale_denom = static_cast<unsigned int>(factor_inside);
  if (!Guarded(reader, [&info] { jpeg_start_decompress(&info); })) {
    return Damaged(kFormat, reader.message.data());
  }
  std::vector<std::uint8_t> row(std::size_t{info.output_width} * (four_inks ? 4 : 1));
  RowReducer reducer(static_cast<int>(info.output_width), static_cast<int>(info.output_height),
                     factor / factor_inside, /*has_alpha=*/false);
  if (!ReadRows(reader, row, reducer)) return Damaged(kFormat, reader.message.data());
  return Frame{std::move(reducer).Finish(), width, height, OrientationOf(info)};
}

}  // namespace inkdigit::decode
