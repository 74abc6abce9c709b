// A rectangle of values: [row][col].
#pragma once

#include <cassert>
#include <cstddef>
#include <vector>

namespace inkdigit {

template <typename T>
class Plane {
 public:
  Plane() = default;
  Plane(int width, int height, T fill = {})
      : width_(width),
        height_(height),
        values_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), fill) {}

  [[nodiscard]] int width() const noexcept { return width_; }
  [[nodiscard]] int height() const noexcept { return height_; }
  [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
  [[nodiscard]] std::size_t index(int x, int y) const noexcept {
    assert(x >= 0 && x < width_ && y >= 0 && y < height_);
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) +
           static_cast<std::size_t>(x);
  }
  [[nodiscard]] T& at(int x, int y) noexcept { return values_[index(x, y)]; }
  [[nodiscard]] const T& at(int x, int y) const noexcept { return values_[index(x, y)]; }
  [[nodiscard]] T& operator[](std::size_t i) noexcept { return values_[i]; }
  [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return values_[i]; }
  [[nodiscard]] std::vector<T>& values() noexcept { return values_; }
  [[nodiscard]] const std::vector<T>& values() const noexcept { return values_; }

 private:
  int width_ = 0;
  int height_ = 0;
  std::vector<T> values_;
};

using FloatPlane = Plane<float>;
// 0 or 1; std::vector<bool> would be slower and no smaller than matters.
using Mask = Plane<unsigned char>;

}  // namespace inkdigit
