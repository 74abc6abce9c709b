#include "core/segment/form.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/segment/bars.h"
#include "core/segment/parts.h"
#include "core/transpose.h"

namespace inkdigit {
namespace {

constexpr double kShareOfPicture = 0.35;  // a long line is this part of the ink's extent ...
constexpr double kShareOfDigits = 2.2;    // ... and this many times as long as digits are high
constexpr double kLeastRatio = 8.0;       // of a box's side to its thickness
constexpr int kLeastBar = 5;              // pixels
constexpr double kThick = 1.6;            // of the pen's width: bars are no thicker
constexpr double kLeastWriting = 3.0;     // pens' widths: writing is higher
constexpr double kAlike = 0.15;           // lengths that differ by less are the same

// Where a bar's ends lie, whichever way it runs: `along` is its own direction.
struct Ends {
  double begin = 0.0;
  double end = 0.0;
  double across = 0.0;  // at its middle
};

Ends EndsOf(const Bar& bar) {
  return {static_cast<double>(bar.begin), static_cast<double>(bar.end),
          (bar.begin_row + bar.end_row) / 2.0};
}

double RowAt(const Bar& bar, double column) {
  const double share = std::clamp((column - bar.begin) / std::max(1, bar.length() - 1), 0.0, 1.0);
  return bar.begin_row + share * (bar.end_row - bar.begin_row);
}

// Takes the open columns out, with the soft edge beside them.
void Erase(GrayImage& ink, const Bar& bar) {
  for (std::size_t i = 0; i < bar.top.size(); ++i) {
    // Where it is crossed, what crosses it stays.
    if (bar.top[i] == bar.bottom[i]) continue;
    const int x = bar.begin + static_cast<int>(i);
    const int first = std::max(0, bar.top[i] - 1);
    const int end = std::min(ink.height(), bar.bottom[i] + 1);
    for (int y = first; y < end; ++y) ink.at(x, y) = 0;
  }
}

void EraseAll(GrayImage& ink, const std::vector<Bar>& bars, const std::vector<bool>& which) {
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (which[i]) Erase(ink, bars[i]);
  }
}

// The bars of one direction, and which of them are printed.
struct Bars {
  std::vector<Bar> list;
  std::vector<bool> is_printed;

  // Of too many, as noise has them, only the longest.
  void Reset(std::vector<Bar> found) {
    constexpr std::size_t kMost = 400;
    std::stable_sort(found.begin(), found.end(),
                     [](const Bar& a, const Bar& b) { return a.length() > b.length(); });
    if (found.size() > kMost) found.resize(kMost);
    list = std::move(found);
    is_printed.assign(list.size(), false);
  }
  [[nodiscard]] bool any() const {
    return std::find(is_printed.begin(), is_printed.end(), true) != is_printed.end();
  }
};

class Form {
 public:
  explicit Form(GrayImage& ink) : ink_(ink), pen_(StrokeWidth(ink)), slack_(2.0 + kThick * pen_) {
    const int least = std::max(kLeastBar, static_cast<int>(2.0 * pen_));
    const double thickest = std::max(3.0, kThick * pen_);
    level_.Reset(FindLevelBars(ink, least, thickest));
    upright_.Reset(FindLevelBars(Transpose(ink), least, thickest));
  }

  void Remove() {
    FindLongLines();
    FindBoxes();
    FindPartitionsAndTicks();
    if (level_.any()) EraseAll(ink_, level_.list, level_.is_printed);
    if (upright_.any()) {
      GrayImage turned = Transpose(ink_);
      EraseAll(turned, upright_.list, upright_.is_printed);
      ink_ = Transpose(turned);
    }
  }

 private:
  // Much longer than the digits are high; digits are what is left without such lines.
  void FindLongLines() {
    GrayImage rest = ink_;
    const auto mark = [](Bars& bars, int extent) {
      for (std::size_t i = 0; i < bars.list.size(); ++i) {
        bars.is_printed[i] = bars.list[i].length() >= kShareOfPicture * extent;
      }
    };
    mark(level_, ink_.width());
    mark(upright_, ink_.height());
    if (!level_.any() && !upright_.any()) return;
    // Upright lines stay for this: the stems of two 1s are long against what is left without them.
    EraseAll(rest, level_.list, level_.is_printed);
    const double height = UsualHeight(FindParts(rest).list);
    // Nothing but corners is left of a square 0 that stands alone.
    if (height < kLeastWriting * pen_) {
      level_.is_printed.assign(level_.list.size(), false);
      upright_.is_printed.assign(upright_.list.size(), false);
      return;
    }
    for (Bars* bars : {&level_, &upright_}) {
      for (std::size_t i = 0; i < bars->list.size(); ++i) {
        const bool is_long = bars->list[i].length() >= kShareOfDigits * height;
        bars->is_printed[i] = bars->is_printed[i] && is_long;
      }
    }
  }

  // Four bars that meet at their ends. One such box may be a 0; two of a size are a form.
  void FindBoxes() {
    struct Found {
      std::size_t top, bottom, left, right;
      double width, height;
    };
    std::vector<Found> boxes;
    for (std::size_t t = 0; t < level_.list.size(); ++t) {
      const Ends top = EndsOf(level_.list[t]);
      const double width = top.end - top.begin;
      if (width < kLeastRatio * level_.list[t].thickness) continue;
      for (std::size_t b = 0; b < level_.list.size(); ++b) {
        const Ends bottom = EndsOf(level_.list[b]);
        const double height = bottom.across - top.across;
        if (height < 0.4 * width || height > 2.5 * width) continue;
        const double apart = kAlike * width + slack_;
        if (std::fabs(bottom.begin - top.begin) > apart || std::fabs(bottom.end - top.end) > apart)
          continue;
        const std::size_t left = FindSide(top.begin, top.across, bottom.across);
        const std::size_t right = FindSide(top.end, top.across, bottom.across);
        if (left == kNone || right == kNone) continue;
        boxes.push_back({t, b, left, right, width, height});
      }
    }
    for (const Found& one : boxes) {
      int alike = 0;
      for (const Found& other : boxes) {
        const bool same = std::fabs(other.width - one.width) <= kAlike * one.width &&
                          std::fabs(other.height - one.height) <= kAlike * one.height;
        alike += same ? 1 : 0;
      }
      if (alike < 2) continue;
      level_.is_printed[one.top] = level_.is_printed[one.bottom] = true;
      upright_.is_printed[one.left] = upright_.is_printed[one.right] = true;
    }
  }

  static constexpr std::size_t kNone = SIZE_MAX;

  // The upright bar near column x that reaches from one row to the other.
  [[nodiscard]] std::size_t FindSide(double x, double top, double bottom) const {
    const double reach = slack_ + kAlike * (bottom - top);
    for (std::size_t i = 0; i < upright_.list.size(); ++i) {
      const Ends side = EndsOf(upright_.list[i]);
      if (std::fabs(side.across - x) > reach) continue;
      if (side.begin <= top + reach && side.end >= bottom - reach) return i;
    }
    return kNone;
  }

  // Upright bars from one printed line to another, and those that stand on a printed line and are
  // as high as the ones at its two ends.
  void FindPartitionsAndTicks() {
    std::vector<const Bar*> rails;
    for (std::size_t i = 0; i < level_.list.size(); ++i) {
      if (level_.is_printed[i]) rails.push_back(&level_.list[i]);
    }
    if (rails.empty()) return;
    const auto meets = [&](const Bar& rail, double x, double y) {
      return x >= rail.begin - slack_ && x <= rail.end + slack_ &&
             std::fabs(RowAt(rail, x) - y) <= slack_;
    };
    for (std::size_t i = 0; i < upright_.list.size(); ++i) {
      const Ends bar = EndsOf(upright_.list[i]);
      const auto meets_any = [&](double y) {
        return std::any_of(rails.begin(), rails.end(),
                           [&](const Bar* rail) { return meets(*rail, bar.across, y); });
      };
      if (meets_any(bar.begin) && meets_any(bar.end)) upright_.is_printed[i] = true;
    }
    for (const Bar* rail : rails) {
      std::vector<std::size_t> standing;
      const Bar* first = nullptr;
      const Bar* last = nullptr;
      for (std::size_t i = 0; i < upright_.list.size(); ++i) {
        const Ends bar = EndsOf(upright_.list[i]);
        if (!meets(*rail, bar.across, bar.end)) continue;
        standing.push_back(i);
        if (std::fabs(bar.across - rail->begin) <= slack_) first = &upright_.list[i];
        if (std::fabs(bar.across - rail->end) <= slack_) last = &upright_.list[i];
      }
      if (first == nullptr || last == nullptr || first == last) continue;
      const double height = (first->length() + last->length()) / 2.0;
      for (const std::size_t i : standing) {
        const double difference = std::fabs(upright_.list[i].length() - height);
        if (difference <= kAlike * height + slack_) upright_.is_printed[i] = true;
      }
    }
  }

  GrayImage& ink_;
  double pen_;
  double slack_;
  Bars level_;
  Bars upright_;
};

}  // namespace

void RemoveForm(GrayImage& ink) {
  if (ink.empty()) return;
  Form(ink).Remove();
}

}  // namespace inkdigit
