#include "core/decode/exif.h"

#include <libexif/exif-data.h>

#include <algorithm>
#include <memory>
#include <vector>

namespace inkdigit::decode {
namespace {

constexpr std::string_view kPrefix("Exif\0\0", 6);  // JPEG has it, PNG and WebP mostly not
constexpr std::size_t kMaxBytes =
    65527;  // what fits a JPEG marker; the first directory comes early

struct ExifDeleter {
  void operator()(ExifData* data) const noexcept { exif_data_unref(data); }
};

}  // namespace

int ExifOrientation(Bytes exif) {
  if (HasAt(exif, 0, kPrefix)) exif = exif.subspan(kPrefix.size());
  if (exif.empty()) return 1;
  exif = exif.first(std::min(exif.size(), kMaxBytes));

  std::vector<unsigned char> block(kPrefix.begin(), kPrefix.end());
  block.insert(block.end(), Data(exif), Data(exif) + exif.size());
  const std::unique_ptr<ExifData, ExifDeleter> data(
      exif_data_new_from_data(block.data(), static_cast<unsigned int>(block.size())));
  if (!data) return 1;
  const ExifEntry* entry = exif_content_get_entry(data->ifd[EXIF_IFD_0], EXIF_TAG_ORIENTATION);
  if (entry == nullptr || entry->format != EXIF_FORMAT_SHORT || entry->size < 2) return 1;
  const int orientation = exif_get_short(entry->data, exif_data_get_byte_order(data.get()));
  return orientation >= 1 && orientation <= 8 ? orientation : 1;
}

}  // namespace inkdigit::decode
