// Hostile bytes through the whole recognition: decode, ink, segment, normalise, classify, read.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "fuzz/check.h"
#include "inkdigit/decode.h"
#include "inkdigit/recognizer.h"

extern "C" {
// A tiny model: the real one would take most of the time and see nothing hostile, since a tile is
// always 28x28 bytes.
extern const std::byte inkdigit_embedded_tiny_model[];      // NOLINT
extern const std::byte inkdigit_embedded_tiny_model_end[];  // NOLINT
}

namespace inkdigit {
namespace {

using fuzz::Check;

const Recognizer& SharedRecognizer() {
  static const Recognizer recognizer = [] {
    Result<Model> model =
        Model::Load({inkdigit_embedded_tiny_model, inkdigit_embedded_tiny_model_end});
    Check(model.ok(), "the tiny model loads");
    return Recognizer(std::move(model).value());
  }();
  return recognizer;
}

void CheckImage(const Result<DecodedImage>& result, const DecodeOptions& options) {
  if (!result.ok()) {
    Check(!result.error().message.empty(), "an error says why");
    return;
  }
  const DecodedImage& image = result.value();
  Check(!image.gray.empty(), "a decoded picture has pixels");
  Check(image.shown_width >= image.gray.width(), "reduction makes no picture wider");
  Check(image.shown_height >= image.gray.height(), "reduction makes no picture higher");
  Check(std::int64_t{image.shown_width} * image.shown_height <= options.max_pixels,
        "the limit of pixels holds");
  Check(options.reduce_above == 0 ||
            std::max(image.gray.width(), image.gray.height()) <= options.reduce_above,
        "the picture is reduced as asked for");
}

void CheckReading(const DecodedImage& image, Workspace& workspace) {
  const ReadOptions options{Mode::kAuto, image.shown_width, image.shown_height};
  const Result<Reading> read = SharedRecognizer().Read(image.gray.view(), options, workspace);
  Check(read.ok(), "every picture can be read, if only as empty");
  const Reading& reading = read.value();
  const auto digits = std::count_if(reading.text.begin(), reading.text.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
  Check(static_cast<std::size_t>(digits) == reading.digits.size(),
        "a glyph for each digit of the text");
  Check(reading.text.find_first_not_of("0123456789 \n") == std::string::npos,
        "a text is digits, spaces and line ends");
  Check(reading.confidence >= 0 && reading.confidence <= 1, "confidence is a probability");
  for (const GlyphReading& glyph : reading.digits) {
    Check(glyph.digit >= 0 && glyph.digit <= 9, "a digit is 0 to 9");
    Check(!glyph.box.empty() && glyph.box.x >= 0 && glyph.box.y >= 0 &&
              glyph.box.x + glyph.box.width <= image.shown_width &&
              glyph.box.y + glyph.box.height <= image.shown_height,
          "a box lies inside the picture");
    float sum = 0;
    for (const float probability : glyph.scores.probabilities) sum += probability;
    Check(std::abs(sum - 1) < 1e-3F, "probabilities sum to 1");
  }
}

void FuzzDecode(std::span<const std::byte> bytes) {
  static Workspace workspace;
  const DecodeOptions full{.max_pixels = 1'000'000, .reduce_above = 0};
  const DecodeOptions reduced{.max_pixels = 1'000'000, .reduce_above = 200};
  const Result<DecodedImage> image = DecodeImage(bytes, full);
  CheckImage(image, full);
  const Result<DecodedImage> small = DecodeImage(bytes, reduced);
  CheckImage(small, reduced);
  if (!small.ok()) return;
  // A reducing JPEG decoder skips what it doesn't need, so that it may read what the full one
  // refuses; a size never differs.
  if (image.ok()) {
    Check(image.value().shown_width == small.value().shown_width &&
              image.value().shown_height == small.value().shown_height,
          "reduction does not change the size as shown");
  }
  CheckReading(small.value(), workspace);
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzDecode(std::as_bytes(std::span(data, size)));
  return 0;
}
