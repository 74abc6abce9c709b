// The reader of data files, which takes sizes from a header.
#include <cstdint>

#include "fuzz/check.h"
#include "inkdigit/idx.h"

namespace inkdigit {
namespace {

using fuzz::Check;

void FuzzIdx(std::span<const std::byte> bytes) {
  const Result<IdxImages> images = ReadIdxImages(bytes);
  if (images.ok()) {
    const IdxImages& read = images.value();
    Check(read.width > 0 && read.height > 0 && read.count >= 0, "pictures have pixels");
    Check(read.pixels.size() ==
              std::size_t(read.count) * std::size_t(read.width) * std::size_t(read.height),
          "all pixels are there");
    if (read.count > 0) {
      const GrayView last = read.image(read.count - 1);
      Check(last.row(last.height - 1) + last.width == read.pixels.data() + read.pixels.size(),
            "the last picture ends at the end");
    }
  }
  const Result<std::vector<std::uint8_t>> labels = ReadIdxLabels(bytes);
  Check(!labels.ok() || labels.value().size() + 8 == bytes.size(), "a label for each byte");
  Check(!(labels.ok() && images.ok()), "no file is both");
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzIdx(std::as_bytes(std::span(data, size)));
  return 0;
}
