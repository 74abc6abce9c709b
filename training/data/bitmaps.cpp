#include "training/data/bitmaps.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "inkdigit/idx.h"

namespace inkdigit::training {
namespace {

constexpr int kOptdigitsSide = 32;

std::string_view TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

Error AtLine(int line_number, const char* expected) {
  return {Errc::kBadImage, "line " + std::to_string(line_number) + ": expected " + expected};
}

Error InFile(const DataFile& file, const Error& error) {
  return {error.code, std::string(file.name) + ": " + error.message};
}

}  // namespace

Result<std::vector<LabelledImage>> ParseOptdigits(std::string_view text) {
  std::vector<LabelledImage> digits;
  const std::string_view count = TakeLine(text);
  int line_number = 1;
  while (!text.empty()) {
    LabelledImage& digit = digits.emplace_back();
    digit.image = GrayImage(kOptdigitsSide, kOptdigitsSide);
    for (int y = 0; y < kOptdigitsSide; ++y) {
      const std::string_view line = TakeLine(text);
      ++line_number;
      if (line.size() != kOptdigitsSide || line.find_first_not_of("01") != line.npos) {
        return AtLine(line_number, "32 characters 0 or 1");
      }
      std::transform(line.begin(), line.end(), digit.image.row(y),
                     [](char bit) { return static_cast<std::uint8_t>(bit == '1' ? 255 : 0); });
    }
    const std::string_view label = TakeLine(text);
    ++line_number;
    if (label.size() != 2 || label[0] != ' ' || label[1] < '0' || label[1] > '9') {
      return AtLine(line_number, "a blank and a digit");
    }
    digit.label = static_cast<std::uint8_t>(label[1] - '0');
  }
  if (digits.empty() || count != std::to_string(digits.size()))
    return AtLine(1, "the number of digits that follow");
  return digits;
}

Result<std::vector<LabelledImage>> ReadIdxSet(const std::string& folder, const DataFile& images,
                                              const DataFile& labels) {
  const Result<std::vector<std::byte>> image_bytes = ReadDataFile(folder, images);
  if (!image_bytes.ok()) return image_bytes.error();
  const Result<std::vector<std::byte>> label_bytes = ReadDataFile(folder, labels);
  if (!label_bytes.ok()) return label_bytes.error();
  const Result<IdxImages> stack = ReadIdxImages(image_bytes.value());
  if (!stack.ok()) return InFile(images, stack.error());
  const Result<std::vector<std::uint8_t>> marks = ReadIdxLabels(label_bytes.value());
  if (!marks.ok()) return InFile(labels, marks.error());
  if (marks.value().size() != static_cast<std::size_t>(stack.value().count)) {
    return Error{Errc::kBadImage, std::string(labels.name) + ": " +
                                      std::to_string(marks.value().size()) + " labels for " +
                                      std::to_string(stack.value().count) + " pictures"};
  }
  std::vector<LabelledImage> digits;
  digits.reserve(marks.value().size());
  for (int i = 0; i < stack.value().count; ++i) {
    const GrayView view = stack.value().image(i);
    LabelledImage& digit = digits.emplace_back();
    digit.label = marks.value()[static_cast<std::size_t>(i)];
    if (digit.label > 9) {
      return Error{Errc::kBadImage, std::string(labels.name) + ": label " +
                                        std::to_string(digit.label) + ", expected 0 to 9"};
    }
    digit.image = GrayImage(view.width, view.height);
    for (int y = 0; y < view.height; ++y) {
      std::copy_n(view.row(y), view.width, digit.image.row(y));
    }
  }
  return digits;
}

}  // namespace inkdigit::training
