#include "core/segment/parts.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <cstdint>
#include <utility>
#include <vector>

namespace inkdigit {
namespace {

// Few levels, so that paper, faint ink and strokes often lie side by side; wider than the eight
// pixels that are passed at once.
GrayImage SomeInk() {
  GrayImage ink(*rc::gen::inRange(1, 30), *rc::gen::inRange(1, 8));
  for (std::uint8_t& level : ink.pixels()) {
    level = *rc::gen::weightedElement<std::uint8_t>({{6, 0}, {1, 1}, {1, 40}, {1, 41}, {2, 255}});
  }
  return ink;
}

// 0, or 1 + the number of the part, by a flood fill of what is above 40.
Plane<int> Flooded(const GrayImage& ink, int& parts) {
  Plane<int> labels(ink.width(), ink.height());
  parts = 0;
  std::vector<std::pair<int, int>> pending;
  const auto visit = [&](int x, int y) {
    if (x < 0 || y < 0 || x >= ink.width() || y >= ink.height()) return;
    if (ink.at(x, y) <= 40 || labels.at(x, y) != 0) return;
    labels.at(x, y) = parts;
    pending.emplace_back(x, y);
  };
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink.at(x, y) <= 40 || labels.at(x, y) != 0) continue;
      ++parts;
      visit(x, y);
      while (!pending.empty()) {
        const auto [u, v] = pending.back();
        pending.pop_back();
        for (int dy = -1; dy <= 1; ++dy) {
          for (int dx = -1; dx <= 1; ++dx) visit(u + dx, v + dy);
        }
      }
    }
  }
  return labels;
}

TEST(FindParts, AreWhatAFloodFillFinds) {
  rc::check("labels, numbers and mass", [] {
    const GrayImage ink = SomeInk();
    int count = 0;
    const Plane<int> flooded = Flooded(ink, count);
    const Parts parts = FindParts(ink);
    RC_ASSERT(parts.list.size() == static_cast<std::size_t>(count));
    RC_ASSERT(CountParts(ink) == static_cast<std::size_t>(count));
    std::vector<double> mass(parts.list.size());
    for (std::size_t i = 0; i < flooded.size(); ++i) {
      if (flooded[i] != 0) RC_ASSERT(parts.labels[i] == flooded[i]);
      if (parts.labels[i] == 0) continue;
      mass[static_cast<std::size_t>(parts.labels[i] - 1)] += ink.pixels()[i] / 255.0;
    }
    for (std::size_t i = 0; i < mass.size(); ++i) {
      RC_ASSERT(parts.list[i].mass > mass[i] - 1e-4);
      RC_ASSERT(parts.list[i].mass < mass[i] + 1e-4);
    }
  });
}

TEST(FindParts, LeavesNoFaintPixelThatTouchesAPartAndLabelsNoPaper) {
  rc::check("beside parts and on paper", [] {
    const GrayImage ink = SomeInk();
    const Parts parts = FindParts(ink);
    for (int y = 0; y < ink.height(); ++y) {
      for (int x = 0; x < ink.width(); ++x) {
        if (ink.at(x, y) == 0) RC_ASSERT(parts.labels.at(x, y) == 0);
        if (ink.at(x, y) <= 40 || parts.labels.at(x, y) == 0) continue;
        if (x + 1 < ink.width() && ink.at(x + 1, y) > 0) RC_ASSERT(parts.labels.at(x + 1, y) != 0);
        if (x > 0 && ink.at(x - 1, y) > 0) RC_ASSERT(parts.labels.at(x - 1, y) != 0);
      }
    }
  });
}

}  // namespace
}  // namespace inkdigit
