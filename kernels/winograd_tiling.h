// How Winograd's way cuts a map into blocks, and in which order it keeps the products of one.
//
// A side is cut into segments of at most `largest_block` outputs. A segment of r outputs is
// computed from the values of two polynomials at r + 2 points, the first ones of 0, infinity, 1,
// -1, 2, -2. A block is one segment down by one across, so a pair of points is a position, and
// smaller blocks use some of the larger ones' positions: the transformed filters serve blocks of
// every size.
#pragma once

#include <algorithm>
#include <cstddef>

namespace inkdigit::kernels {

inline constexpr int kWinogradLargestBlock = 4;  // outputs a side
inline constexpr int kWinogradPoints = kWinogradLargestBlock + 2;
inline constexpr int kWinogradPositions = kWinogradPoints * kWinogradPoints;

// Blocks that are transformed and multiplied together. More of them use a filter more often once it
// is loaded; fewer keep the scratch in the cache.
inline constexpr int kWinogradBlocks = 24;

// The place of the pair (point down, point across): the pairs of the first n points come first,
// whatever n is, so blocks of at most n - 2 outputs a side read one run of filters.
[[nodiscard]] constexpr std::size_t WinogradPosition(int down, int across) noexcept {
  const int position = down >= across ? down * down + across : across * across + across + 1 + down;
  return static_cast<std::size_t>(position);
}

// A point is used by segments of more outputs than this: by all where it is 0.
[[nodiscard]] constexpr int WinogradLeastSize(int point) noexcept { return std::max(point - 2, 0); }

// Segments of a side, all of `largest_block` outputs but perhaps the last.
[[nodiscard]] constexpr int WinogradSegments(int side, int largest_block) noexcept {
  return (side + largest_block - 1) / largest_block;
}

// Where a block of outputs lies, in pixels.
struct WinogradBlock {
  int map;
  int y;
  int x;
  int height;
  int width;
};

[[nodiscard]] constexpr WinogradBlock WinogradBlockAt(int height, int width, int largest_block,
                                                      int index) noexcept {
  const int across = WinogradSegments(width, largest_block);
  const int blocks = across * WinogradSegments(height, largest_block);
  const int y = index % blocks / across * largest_block;
  const int x = index % blocks % across * largest_block;
  return {index / blocks, y, x, std::min(largest_block, height - y),
          std::min(largest_block, width - x)};
}

}  // namespace inkdigit::kernels
