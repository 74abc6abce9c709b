#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

#include "training/figures/png.h"
#include "training/figures/report.h"
#include "training/figures/tiny_text.h"

namespace inkdigit::training {
namespace {

constexpr int kColumns = 5;
constexpr int kZoom = 5;
constexpr int kTile = kZoom * kTileSide;
constexpr int kGap = 14;
constexpr int kLargeText = 2;
constexpr int kCaption = 54;  // two lines of text and the gap above them
constexpr int kCellWidth = kTile + kGap;
constexpr int kCellHeight = kTile + kCaption + kGap;
constexpr std::uint8_t kBlack = 0;
constexpr std::uint8_t kGrey = 110;
constexpr std::uint8_t kFrame = 200;
constexpr std::uint8_t kWhite = 255;

struct Mistake {
  const cli::Outcome* outcome = nullptr;
  std::string set;
};

std::vector<Mistake> WorstMistakes(const Report& report) {
  std::vector<Mistake> mistakes;
  for (const ReadSet* set : report.sets) {
    if (!IsInCard(*set)) continue;
    for (const cli::Outcome& outcome : set->outcomes) {
      if (!outcome.right()) mistakes.push_back({&outcome, set->pictures.key});
    }
  }
  std::stable_sort(mistakes.begin(), mistakes.end(), [](const Mistake& a, const Mistake& b) {
    return a.outcome->confidence > b.outcome->confidence;
  });
  if (mistakes.size() > kWorstMistakes) mistakes.resize(kWorstMistakes);
  return mistakes;
}

void DrawTile(GrayImage& sheet, int left, int top, const Tile28& tile) {
  for (int y = -1; y <= kTile; ++y) {
    for (int x = -1; x <= kTile; ++x) {
      const bool inside = x >= 0 && y >= 0 && x < kTile && y < kTile;
      sheet.at(left + x, top + y) =
          inside ? static_cast<std::uint8_t>(kWhite - tile.at(x / kZoom, y / kZoom)) : kFrame;
    }
  }
}

std::string Shown(const std::string& text) { return text.empty() ? "none" : text; }

void DrawMistake(GrayImage& sheet, int left, int top, const Mistake& mistake) {
  const cli::Outcome& outcome = *mistake.outcome;
  DrawTile(sheet, left, top, outcome.tile);
  top += kTile + 8;
  DrawTinyText(sheet, left, top, kLargeText, Shown(outcome.label) + " as " + Shown(outcome.text),
               kBlack);
  std::array<char, 80> text{};
  std::snprintf(text.data(), text.size(), "%.1f%% %s %s", 100.0 * outcome.confidence,
                mistake.set.c_str(), outcome.name.c_str());
  top += kLargeText * (kTinyLetterHeight + 4);
  DrawTinyText(sheet, left, top, 1, text.data(), kGrey);
}

}  // namespace

std::vector<std::byte> MistakesPng(const Report& report) {
  const std::vector<Mistake> mistakes = WorstMistakes(report);
  const int rows = std::max(1, (static_cast<int>(mistakes.size()) + kColumns - 1) / kColumns);
  GrayImage sheet(kColumns * kCellWidth + kGap, rows * kCellHeight + kGap, kWhite);
  for (std::size_t i = 0; i < mistakes.size(); ++i) {
    const int column = static_cast<int>(i) % kColumns;
    const int row = static_cast<int>(i) / kColumns;
    DrawMistake(sheet, kGap + column * kCellWidth, kGap + row * kCellHeight, mistakes[i]);
  }
  return EncodePng(sheet);
}

}  // namespace inkdigit::training
