#include "core/decode/row_reducer.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

namespace inkdigit::decode {
namespace {

int DivideUp(int value, int divisor) { return (value - 1) / divisor + 1; }

// value * alpha / 255, rounded.
std::uint8_t Multiply(int value, int alpha) {
  return static_cast<std::uint8_t>((value * alpha + 127) / 255);
}

// What makes a row cheap. Pages send drawings in grey, opaque, and as RGBA nevertheless.
struct RowTraits {
  bool gray = false;    // red, green and blue are equal everywhere, so luma is any of them
  bool opaque = false;  // alpha is 255 everywhere
};

// These loops have no branch and no step that depends on the one before, so that the compiler makes
// vectors of them (CMakeLists.txt asks it to).
RowTraits TraitsOf(const std::uint8_t* rgba, std::size_t width) {
  std::uint32_t coloured = 0;
  std::uint32_t opaque = 0xFFFFFFFF;
  for (std::size_t x = 0; x < width; ++x) {
    std::uint32_t pixel = 0;
    std::memcpy(&pixel, rgba + 4 * x, sizeof pixel);
    // Two neighbours at a time: red with green and green with blue. Alpha is the highest byte.
    coloured |= (pixel ^ (pixel >> 8)) & 0xFFFF;
    opaque &= pixel;
  }
  return {coloured == 0, opaque >> 24 == 255};
}

void FirstOfFour(const std::uint8_t* rgba, std::uint8_t* luma, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x) luma[x] = rgba[4 * x];
}

void LumaOfFour(const std::uint8_t* rgba, std::uint8_t* luma, std::size_t width) {
  for (std::size_t x = 0; x < width; ++x, rgba += 4) luma[x] = Luma(rgba[0], rgba[1], rgba[2]);
}

}  // namespace

RowReducer::RowReducer(int width, int height, int factor, bool has_alpha)
    : width_(width), height_(height), factor_(factor), has_alpha_(has_alpha) {
  const int out_width = DivideUp(width, factor);
  const int out_height = DivideUp(height, factor);
  layer_.luma = GrayImage(out_width, out_height);
  luma_row_.resize(static_cast<std::size_t>(width));
  if (factor > 1) luma_sums_.resize(static_cast<std::size_t>(out_width));
  if (has_alpha) {
    layer_.alpha = GrayImage(out_width, out_height, 255);
    alpha_row_.resize(static_cast<std::size_t>(width));
    if (factor > 1) alpha_sums_.resize(static_cast<std::size_t>(out_width));
  }
}

void RowReducer::AddGray(const std::uint8_t* gray) {
  if (has_alpha_) std::fill(alpha_row_.begin(), alpha_row_.end(), std::uint8_t{255});
  AddRow(gray, has_alpha_ ? alpha_row_.data() : nullptr);
}

void RowReducer::AddRgb(const std::uint8_t* rgb) {
  for (int x = 0; x < width_; ++x, rgb += 3) luma_row_[x] = Luma(rgb[0], rgb[1], rgb[2]);
  AddGray(luma_row_.data());
}

void RowReducer::AddRgba(const std::uint8_t* rgba, AlphaKind kind) {
  const auto width = static_cast<std::size_t>(width_);
  const RowTraits traits = TraitsOf(rgba, width);
  if (traits.gray) {
    FirstOfFour(rgba, luma_row_.data(), width);
  } else {
    LumaOfFour(rgba, luma_row_.data(), width);
  }
  if (!has_alpha_ || traits.opaque) return AddGray(luma_row_.data());
  saw_transparency_ = true;
  for (std::size_t x = 0; x < width; ++x) {
    const std::uint8_t luma = luma_row_[x];
    const std::uint8_t alpha = rgba[4 * x + 3];
    luma_row_[x] = kind == AlphaKind::kStraight ? Multiply(luma, alpha) : std::min(luma, alpha);
    alpha_row_[x] = alpha;
  }
  AddRow(luma_row_.data(), alpha_row_.data());
}

void RowReducer::AddRow(const std::uint8_t* luma, const std::uint8_t* alpha) {
  assert(rows_ < height_);
  const int y = rows_++;
  if (factor_ == 1) {
    std::memcpy(layer_.luma.row(y), luma, static_cast<std::size_t>(width_));
    if (alpha != nullptr) std::memcpy(layer_.alpha.row(y), alpha, static_cast<std::size_t>(width_));
    return;
  }
  Accumulate(luma, luma_sums_);
  if (alpha != nullptr) Accumulate(alpha, alpha_sums_);
  if (rows_ % factor_ != 0 && rows_ != height_) return;
  Average(luma_sums_, layer_.luma.row(y / factor_));
  if (alpha != nullptr) Average(alpha_sums_, layer_.alpha.row(y / factor_));
}

void RowReducer::Accumulate(const std::uint8_t* row, std::vector<std::uint64_t>& sums) const {
  const int whole_blocks = width_ / factor_;
  for (int block = 0; block < whole_blocks; ++block) {
    std::uint64_t sum = 0;
    for (int i = 0; i < factor_; ++i) sum += *row++;
    sums[block] += sum;
  }
  for (int x = whole_blocks * factor_; x < width_; ++x) sums[whole_blocks] += *row++;
}

void RowReducer::Average(std::vector<std::uint64_t>& sums, std::uint8_t* out) const {
  const int block_rows = (rows_ - 1) % factor_ + 1;
  for (std::size_t block = 0; block < sums.size(); ++block) {
    const int block_columns = std::min(factor_, width_ - static_cast<int>(block) * factor_);
    const std::uint64_t count = std::uint64_t(block_rows) * std::uint64_t(block_columns);
    out[block] = static_cast<std::uint8_t>((sums[block] + count / 2) / count);
    sums[block] = 0;
  }
}

Layer RowReducer::Finish() && {
  assert(rows_ == height_);
  if (!saw_transparency_) layer_.alpha = GrayImage();
  return std::move(layer_);
}

}  // namespace inkdigit::decode
