#include "core/segment/text_lines.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "core/ink/resample.h"
#include "core/segment/parts.h"

namespace inkdigit {
namespace {

// All in usual heights.
constexpr double kMajor = 0.45;        // at least as high: makes lines
constexpr double kTall = 1.8;          // higher: may hang two lines together
constexpr double kBeside = 6.0;        // parts of a line lie no farther apart
constexpr double kNear = 0.5;          // a small part belongs to what is as near
constexpr double kSpeck = 0.12;        // a smaller part is a speck
constexpr double kLeastOverlap = 0.4;  // of the lower of two parts beside each other
// A line is worked on at about this many pixels for a digit's height: the network sees 20.
constexpr int kWorkingHeight = 48;

// Sets that grow together.
class Groups {
 public:
  explicit Groups(std::size_t size) : parent_(size) {
    std::iota(parent_.begin(), parent_.end(), std::size_t{0});
  }
  std::size_t Find(std::size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void Join(std::size_t a, std::size_t b) { parent_[Find(a)] = Find(b); }

 private:
  std::vector<std::size_t> parent_;
};

int Bottom(const Box& box) { return box.y + box.height; }
int Right(const Box& box) { return box.x + box.width; }

int Overlap(int a_begin, int a_end, int b_begin, int b_end) {
  return std::min(a_end, b_end) - std::max(a_begin, b_begin);  // negative: the gap
}

Box Union(const Box& a, const Box& b) {
  const int x = std::min(a.x, b.x);
  const int y = std::min(a.y, b.y);
  return {x, y, std::max(Right(a), Right(b)) - x, std::max(Bottom(a), Bottom(b)) - y};
}

bool Beside(const Box& a, const Box& b, double most_gap) {
  const int level = Overlap(a.y, Bottom(a), b.y, Bottom(b));
  const int gap = -Overlap(a.x, Right(a), b.x, Right(b));
  return level >= kLeastOverlap * std::min(a.height, b.height) && gap <= most_gap;
}

double Distance(const Box& a, const Box& b) {
  const double dx = std::max(0, -Overlap(a.x, Right(a), b.x, Right(b)));
  const double dy = std::max(0, -Overlap(a.y, Bottom(a), b.y, Bottom(b)));
  return std::hypot(dx, dy);
}

struct TextLine {
  std::vector<std::size_t> parts;
  Box box;
};

// The parts that are worth a look: no specks, the heaviest first, not too many.
std::vector<std::size_t> Readable(const std::vector<Part>& parts) {
  std::vector<std::size_t> readable;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (std::max(parts[i].box.width, parts[i].box.height) >= kLeastPart) readable.push_back(i);
  }
  std::stable_sort(readable.begin(), readable.end(),
                   [&](std::size_t a, std::size_t b) { return parts[a].mass > parts[b].mass; });
  if (readable.size() > kMostParts) readable.resize(kMostParts);
  return readable;
}

double UsualHeightOf(const std::vector<Part>& parts, const std::vector<std::size_t>& which) {
  std::vector<Part> some;
  some.reserve(which.size());
  for (const std::size_t i : which) some.push_back(parts[i]);
  return UsualHeight(some);
}

// Moves the lines that `left` makes to `lines`, and out of `left` what they take. Where nothing is
// major, `left` is emptied.
void TakeLines(const std::vector<Part>& parts, std::vector<std::size_t>& left,
               std::vector<TextLine>& lines) {
  const double usual = UsualHeightOf(parts, left);
  std::vector<std::size_t> majors;
  std::vector<std::size_t> others;
  for (const std::size_t i : left) {
    const int height = parts[i].box.height;
    (height >= kMajor * usual && height <= kTall * usual ? majors : others).push_back(i);
  }
  Groups groups(majors.size());
  for (std::size_t a = 0; a < majors.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      if (Beside(parts[majors[a]].box, parts[majors[b]].box, kBeside * usual)) groups.Join(a, b);
    }
  }
  const std::size_t first = lines.size();
  std::vector<std::size_t> line_of(majors.size(), SIZE_MAX);
  for (std::size_t a = 0; a < majors.size(); ++a) {
    std::size_t& line = line_of[groups.Find(a)];
    const Box& box = parts[majors[a]].box;
    if (line == SIZE_MAX) {
      line = lines.size();
      lines.push_back({{}, box});
    }
    lines[line].parts.push_back(majors[a]);
    lines[line].box = Union(lines[line].box, box);
  }
  // The rest goes to the nearest major's line; a tall part to the line that it lies in.
  left.clear();
  for (const std::size_t i : others) {
    const Box& box = parts[i].box;
    std::size_t nearest = SIZE_MAX;
    double least = kNear * usual;
    for (std::size_t a = 0; a < majors.size(); ++a) {
      const double distance = Distance(box, parts[majors[a]].box);
      if (distance > least || (distance == least && nearest != SIZE_MAX)) continue;
      least = distance;
      nearest = line_of[groups.Find(a)];
    }
    const bool is_speck = std::max(box.width, box.height) < kSpeck * usual;
    if (nearest != SIZE_MAX && !is_speck) {
      lines[nearest].parts.push_back(i);
    } else if (!is_speck) {
      left.push_back(i);
    }
  }
  if (lines.size() == first) left.clear();
}

// Lines that go on beside each other, however far apart, are one.
void JoinLines(std::vector<TextLine>& lines) {
  for (std::size_t a = 0; a < lines.size(); ++a) {
    for (std::size_t b = a + 1; b < lines.size();) {
      const Box& one = lines[a].box;
      const Box& two = lines[b].box;
      const int level = Overlap(one.y, Bottom(one), two.y, Bottom(two));
      const bool apart = Overlap(one.x, Right(one), two.x, Right(two)) <= 0;
      const bool alike = std::max(one.height, two.height) <= 2 * std::min(one.height, two.height);
      if (!apart || !alike || 2 * level < std::min(one.height, two.height)) {
        ++b;
        continue;
      }
      lines[a].parts.insert(lines[a].parts.end(), lines[b].parts.begin(), lines[b].parts.end());
      lines[a].box = Union(one, two);
      lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(b));
      b = a + 1;
    }
  }
}

LineInk CutOut(const GrayImage& ink, const Parts& parts, const TextLine& line) {
  std::vector<bool> is_mine(parts.list.size(), false);
  Box box = parts.list[line.parts.front()].box;
  std::vector<Part> mine;
  for (const std::size_t i : line.parts) {
    is_mine[i] = true;
    box = Union(box, parts.list[i].box);
    mine.push_back(parts.list[i]);
  }
  // Soft edges reach a little farther than the parts' boxes.
  constexpr int kSoft = 2;
  const int x = std::max(0, box.x - kSoft);
  const int y = std::max(0, box.y - kSoft);
  const int x_end = std::min(ink.width(), Right(box) + kSoft);
  const int y_end = std::min(ink.height(), Bottom(box) + kSoft);
  LineInk cut;
  cut.left = x;
  cut.top = y;
  cut.ink = GrayImage(x_end - x, y_end - y);
  for (int v = y; v < y_end; ++v) {
    for (int u = x; u < x_end; ++u) {
      const int label = parts.labels.at(u, v);
      if (label > 0 && is_mine[static_cast<std::size_t>(label - 1)]) {
        cut.ink.at(u - x, v - y) = ink.at(u, v);
      }
    }
  }
  const double height = std::max(1.0, UsualHeight(mine));
  cut.reduction = std::max(1, static_cast<int>(height) / kWorkingHeight);
  if (cut.reduction > 1) cut.ink = ReduceByAveraging(cut.ink.view(), cut.reduction);
  cut.digit_height = height / cut.reduction;
  cut.stroke_width = StrokeWidth(cut.ink);
  return cut;
}

}  // namespace

std::vector<LineInk> FindTextLines(const GrayImage& ink, Lines how) {
  const Parts parts = FindParts(ink);
  std::vector<std::size_t> left = Readable(parts.list);
  std::vector<TextLine> lines;
  if (how == Lines::kOne) {
    const double usual = UsualHeightOf(parts.list, left);
    TextLine line;
    for (const std::size_t i : left) {
      const Box& box = parts.list[i].box;
      if (std::max(box.width, box.height) >= kSpeck * usual) line.parts.push_back(i);
    }
    if (!line.parts.empty()) lines.push_back(std::move(line));
  } else {
    // What is left is much smaller than what was read, and may be smaller writing.
    constexpr int kMostSizes = 3;
    for (int size = 0; size < kMostSizes && !left.empty(); ++size) {
      TakeLines(parts.list, left, lines);
    }
    JoinLines(lines);
    const auto middle = [](const TextLine& line) { return 2 * line.box.y + line.box.height; };
    std::stable_sort(lines.begin(), lines.end(),
                     [&](const TextLine& a, const TextLine& b) { return middle(a) < middle(b); });
    if (lines.size() > kMostLines) lines.resize(kMostLines);
  }
  std::vector<LineInk> cut;
  cut.reserve(lines.size());
  for (const TextLine& line : lines) cut.push_back(CutOut(ink, parts, line));
  return cut;
}

}  // namespace inkdigit
