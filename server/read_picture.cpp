#include "server/read_picture.h"

#include <chrono>
#include <span>
#include <utility>

namespace inkdigit {

Result<PictureReading> ReadPicture(std::string_view bytes, Mode mode, const Reader& reader) {
  using std::chrono::steady_clock;
  const auto start = steady_clock::now();
  auto picture = DecodeImage(std::as_bytes(std::span<const char>(bytes)), reader.pixels);
  if (!picture.ok()) return picture.error();
  const auto decoded = steady_clock::now();
  std::chrono::nanoseconds ink_time{};
  auto reading = reader.recognizer.Read(picture.value().gray.view(),
                                        {.mode = mode,
                                         .shown_width = picture.value().shown_width,
                                         .shown_height = picture.value().shown_height,
                                         .ink_time = &ink_time},
                                        reader.workspace);
  if (!reading.ok()) return reading.error();
  if (reader.metrics != nullptr) {
    reader.metrics->Observe(Stage::kDecode, decoded - start);
    reader.metrics->Observe(Stage::kInk, ink_time);
    reader.metrics->Observe(Stage::kRead, steady_clock::now() - decoded - ink_time);
    reader.metrics->CountReading(reading.value().digits.size(), reading.value().rejected.size(),
                                 reading.value().confidence < kSureConfidence);
  }
  return PictureReading{std::move(picture).value(), std::move(reading).value()};
}

}  // namespace inkdigit
