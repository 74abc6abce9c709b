// Bounds the memory of pictures that are decoded at the same time.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>

#include "inkdigit/decode.h"

namespace inkdigit {

// What the program allows itself: a picture of the largest size that is read, and a small one
// beside.
inline constexpr std::int64_t kPixelsAtOnce = 64'000'000;

// So many pixels may be in use at once, over all threads that share it. Thread-safe.
class PixelBudget {
 public:
  explicit PixelBudget(std::int64_t pixels) : limit_(pixels) {}

  // Waits until there is room. A picture that is larger than the whole budget waits until it is
  // alone.
  void Take(std::int64_t pixels);
  void Return(std::int64_t pixels);

 private:
  const std::int64_t limit_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::int64_t taken_ = 0;  // guarded by mutex_
};

// DecodeImage that waits, before any pixel is allocated, until the budget has room for the
// picture's pixels, and gives the room back when it returns. What options.before_pixels holds is
// called then.
[[nodiscard]] Result<DecodedImage> DecodeImage(std::span<const std::byte> bytes,
                                               PixelBudget& budget, DecodeOptions options = {});

}  // namespace inkdigit
