// Random numbers that are the same on every machine: the distributions of <random> are not.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>

namespace inkdigit::training {

// SplitMix64 (Steele, Lea and Flood, 2014): one word of state, good enough for pictures.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  // A generator for one purpose, independent of how much others have drawn.
  [[nodiscard]] static Random For(std::initializer_list<std::uint64_t> keys) {
    Random random(0x1d1617);
    for (const std::uint64_t key : keys)
      random = Random(random.Next() ^ (key * 0xd1342543de82ef95));
    return random;
  }

  std::uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t word = state_;
    word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
    word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
    return word ^ (word >> 31);
  }

  // [0, 1)
  double Unit() { return static_cast<double>(Next() >> 11) * 0x1p-53; }
  // [low, high)
  double Uniform(double low, double high) { return low + (high - low) * Unit(); }
  // 0 .. count - 1; requires count > 0.
  int Below(int count) { return static_cast<int>(Next() % static_cast<std::uint64_t>(count)); }
  bool Chance(double probability) { return Unit() < probability; }
  // Mean 0, deviation 1 (Box and Muller).
  double Normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - Unit()));
    return radius * std::cos(2.0 * std::numbers::pi * Unit());
  }

 private:
  std::uint64_t state_;
};

}  // namespace inkdigit::training
