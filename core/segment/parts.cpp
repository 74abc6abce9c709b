#include "core/segment/parts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace inkdigit {
namespace {

constexpr int kFaint = 40;  // of 255: soft edges, between two digits perhaps

struct Pixel {
  int x;
  int y;
};

std::vector<Pixel> FaintPixels(const GrayImage& ink) {
  std::vector<Pixel> faint;
  for (int y = 0; y < ink.height(); ++y) {
    const std::uint8_t* row = ink.row(y);
    for (int x = 0; x < ink.width(); ++x) {
      std::uint64_t eight =
          1;  // most of a picture is paper, which is passed eight pixels at a time
      while (x + 8 <= ink.width()) {
        std::memcpy(&eight, row + x, sizeof eight);
        if (eight != 0) break;
        x += 8;
      }
      if (x < ink.width() && row[x] > 0 && row[x] <= kFaint) faint.push_back({x, y});
    }
  }
  return faint;
}

// Faint pixels take the label of a neighbour that was seen before; once in each direction.
void LabelFaintInk(const GrayImage& ink, Parts& parts) {
  const auto adopt = [&](const Pixel& pixel) {
    const auto [x, y] = pixel;
    if (parts.labels.at(x, y) != 0) return;
    for (int v = std::max(0, y - 1); v <= std::min(ink.height() - 1, y + 1); ++v) {
      for (int u = std::max(0, x - 1); u <= std::min(ink.width() - 1, x + 1); ++u) {
        const int label = parts.labels.at(u, v);
        if (label == 0) continue;
        parts.labels.at(x, y) = label;
        parts.list[static_cast<std::size_t>(label - 1)].mass += ink.at(x, y) / 255.0;
        return;
      }
    }
  };
  const std::vector<Pixel> faint = FaintPixels(ink);
  std::for_each(faint.begin(), faint.end(), adopt);
  std::for_each(faint.rbegin(), faint.rend(), adopt);
}

}  // namespace

Components FindConnectedInk(const GrayImage& ink, int above) {
  static constexpr StrengthOfLevel kPixels = [] {
    StrengthOfLevel pixels{};
    for (std::size_t level = 0; level < pixels.size(); ++level) {
      pixels[level] = static_cast<float>(level) / 255.0F;
    }
    return pixels;
  }();
  Mask levels(ink.width(), ink.height());
  for (std::size_t i = 0; i < levels.size(); ++i) {
    levels[i] = ink.pixels()[i] > above ? ink.pixels()[i] : std::uint8_t{0};
  }
  return FindComponents(levels, kPixels, {0, 0, ink.width(), ink.height()});
}

Parts FindParts(const GrayImage& ink) {
  Components connected = FindConnectedInk(ink, kFaint);
  Parts parts{std::move(connected.labels), {}};
  parts.list.reserve(connected.list.size());
  for (const Component& component : connected.list) {
    parts.list.push_back({component.box, component.mass});
  }
  LabelFaintInk(ink, parts);
  return parts;
}

std::size_t CountParts(const GrayImage& ink) { return FindConnectedInk(ink, kFaint).list.size(); }

double UsualHeight(const std::vector<Part>& parts) {
  std::vector<std::pair<int, double>> heights;
  double all = 0.0;
  for (const Part& part : parts) {
    heights.emplace_back(part.box.height, part.mass);
    all += part.mass;
  }
  std::sort(heights.begin(), heights.end());
  double below = 0.0;
  for (const auto& [height, mass] : heights) {
    below += mass;
    if (2.0 * below >= all) return height;
  }
  return 0.0;
}

double StrokeWidth(const GrayImage& ink) {
  double area = 0.0;
  double outline = 0.0;  // steps between neighbours along rows and columns
  for (int y = 0; y < ink.height(); ++y) {
    const std::uint8_t* row = ink.row(y);
    const std::uint8_t* above = y > 0 ? ink.row(y - 1) : nullptr;
    for (int x = 0; x < ink.width(); ++x) {
      area += row[x];
      outline += std::abs(row[x] - (x > 0 ? row[x - 1] : 0));
      outline += std::abs(row[x] - (above != nullptr ? above[x] : 0));
    }
  }
  // A long stroke of width w has two sides; counted along rows and columns, a side is 4/pi longer
  // than it is, on average over its directions.
  constexpr double kManhattan = 1.27;
  return std::max(1.0, 2.0 * area * kManhattan / std::max(1.0, outline));
}

}  // namespace inkdigit
