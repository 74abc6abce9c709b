// Takes a picture row by row as it is decoded and keeps only what the reading needs: luma and
// alpha, reduced. So a picture of 50 megapixels in colour never lies in memory as a whole, where
// its decoder gives rows.
#pragma once

#include <cstdint>
#include <vector>

#include "core/decode/frame.h"

namespace inkdigit::decode {

// Rec. 601 luma of 8-bit colours; grey stays what it is.
[[nodiscard]] constexpr std::uint8_t Luma(int red, int green, int blue) {
  // 0.299, 0.587 and 0.114 in 1/65536; together exactly 1.
  return static_cast<std::uint8_t>((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);
}

enum class AlphaKind : std::uint8_t { kStraight, kPremultiplied };

class RowReducer {
 public:
  // Of the rows to come: width x height > 0, reduced by `factor` >= 1 on each side (area average;
  // blocks that the right and lower edges cut are averaged over what is there). Without `has_alpha`
  // the alpha of RGBA rows is ignored.
  RowReducer(int width, int height, int factor, bool has_alpha);

  // One row from top to bottom, `height` in all. An opaque row for a picture that has alpha is
  // fine.
  void AddGray(const std::uint8_t* gray);
  void AddRgb(const std::uint8_t* rgb);
  void AddRgba(const std::uint8_t* rgba, AlphaKind kind = AlphaKind::kStraight);

  // After the last row.
  [[nodiscard]] Layer Finish() &&;

 private:
  // `alpha` is null exactly where the picture has none.
  void AddRow(const std::uint8_t* luma, const std::uint8_t* alpha);
  void Accumulate(const std::uint8_t* row, std::vector<std::uint64_t>& sums) const;
  void Average(std::vector<std::uint64_t>& sums, std::uint8_t* out) const;

  int width_;
  int height_;
  int factor_;
  bool has_alpha_;
  bool saw_transparency_ = false;
  int rows_ = 0;  // added so far
  Layer layer_;
  std::vector<std::uint8_t> luma_row_;
  std::vector<std::uint8_t> alpha_row_;
  std::vector<std::uint64_t>
      luma_sums_;  // of the block row in progress, one for each reduced column
  std::vector<std::uint64_t> alpha_sums_;
};

}  // namespace inkdigit::decode
