#include "core/segment/read_line.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "core/segment/seams.h"

namespace inkdigit {
namespace {

// In digits' heights; kSpeck in their square.
constexpr double kWidest = 1.8;     // no digit is wider
constexpr double kWidestGap = 0.6;  // nor has more paper inside
constexpr double kSpeck = 0.012;    // less ink is no piece
constexpr double kSureWidth = 1.0;  // wider ink is looked at closely, whatever the network says
// Ink that stands alone and is a digit this surely isn't cut. On numbers that touch, cutting all
// costs three times the time and gains nothing.
constexpr float kSure = 0.98F;

// The widest gap of paper inside a piece, in columns.
int WidestGap(const GrayImage& ink) {
  std::vector<bool> inked(static_cast<std::size_t>(ink.width()));
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink.at(x, y) > 0) inked[static_cast<std::size_t>(x)] = true;
    }
  }
  int widest = 0;
  int gap = 0;
  for (const bool column : inked) {
    gap = column ? 0 : gap + 1;
    widest = std::max(widest, gap);
  }
  return widest;
}

ArcShape Measure(const LineInk& line, const Piece& piece, const Seam& left, const Seam& right) {
  const double width = piece.box.width / line.digit_height;
  const double side = std::max(piece.box.height / line.digit_height, width);
  ArcShape shape{};
  shape[kOneDigit] = 1.0;
  shape[kCrossed] = (left.crossed + right.crossed) / 2.0;
  shape[kJoined] = WidestGap(piece.ink) / line.digit_height;
  shape[kTooSmall] = std::max(0.0, kLeastSide - side);
  shape[kTooWide] = std::max(0.0, width - kMostWidth);
  return shape;
}

class Builder {
 public:
  Builder(const LineInk& line, const Model& model, Workspace& workspace, int& tiles_left)
      : line_(line),
        seams_(FindSeams(line)),
        model_(model),
        workspace_(workspace),
        tiles_left_(tiles_left) {}

  Lattice Build() {
    std::vector<std::size_t> cuts;
    for (std::size_t i = 0; i < seams_.size(); ++i) {
      if (seams_[i].over_paper) cuts.push_back(i);
    }
    if (!AddArcs(cuts)) return {};
    Lattice over_paper = lattice_;
    const std::vector<std::size_t> more = WithCutsThroughInk(cuts);
    if (more.size() == cuts.size() || AddArcs(more)) return std::move(lattice_);
    return over_paper;
  }

 private:
  // All cuts over paper, and those through ink that isn't surely a digit.
  [[nodiscard]] std::vector<std::size_t> WithCutsThroughInk(
      const std::vector<std::size_t>& cuts) const {
    std::vector<bool> sure(cuts.size(), false);  // of the ink before the next cut
    for (const Arc& arc : lattice_.arcs) {
      if (arc.to != arc.from + 1) continue;
      const auto i = static_cast<std::size_t>(&arc - lattice_.arcs.data());
      const auto digit = static_cast<std::size_t>(arc.scores.best_digit());
      sure[static_cast<std::size_t>(arc.from)] =
          arc.is_speck || (arc.scores.probabilities[digit] >= kSure &&
                           lattice_.pieces[i].box.width <= kSureWidth * line_.digit_height);
    }
    std::vector<std::size_t> more;
    for (std::size_t c = 0; c < cuts.size(); ++c) {
      more.push_back(cuts[c]);
      if (c + 1 == cuts.size() || sure[c]) continue;
      for (std::size_t i = cuts[c] + 1; i < cuts[c + 1]; ++i) more.push_back(i);
    }
    return more;
  }

  // Makes the lattice of these cuts; false where there are too many pieces.
  bool AddArcs(const std::vector<std::size_t>& cuts) {
    lattice_ = {};
    lattice_.cuts = static_cast<int>(cuts.size());
    for (std::size_t from = 0; from + 1 < cuts.size(); ++from) {
      for (std::size_t to = from + 1; to < cuts.size(); ++to) {
        const Seam& left = seams_[cuts[from]];
        const Seam& right = seams_[cuts[to]];
        Piece piece = CutPiece(line_, left, right);
        const bool is_one = to == from + 1;
        if (!is_one && piece.box.width > kWidest * line_.digit_height) break;
        const ArcShape shape = Measure(line_, piece, left, right);
        if (!is_one && shape[kJoined] > kWidestGap) continue;
        Arc arc;
        arc.from = static_cast<int>(from);
        arc.to = static_cast<int>(to);
        arc.shape = shape;
        arc.is_speck = piece.mass < kSpeck * line_.digit_height * line_.digit_height;
        lattice_.arcs.push_back(arc);
        lattice_.tiles.push_back(Normalize({piece.ink, piece.box}));
        lattice_.pieces.push_back(std::move(piece));
        if (lattice_.arcs.size() > static_cast<std::size_t>(tiles_left_)) return false;
      }
    }
    std::vector<Scores> scores(lattice_.tiles.size());
    // Most pieces are no digit and leave doubt: more looks at all of them take twice the time, and
    // neither that nor more looks at the chosen ones reads more numbers right.
    model_.FirstLook(lattice_.tiles, scores, workspace_);
    tiles_left_ -= static_cast<int>(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) lattice_.arcs[i].scores = scores[i];
    return true;
  }

  const LineInk& line_;
  std::vector<Seam> seams_;
  const Model& model_;
  Workspace& workspace_;
  int& tiles_left_;
  Lattice lattice_;
};

}  // namespace

Lattice BuildLattice(const LineInk& line, const Model& model, Workspace& workspace,
                     int& tiles_left) {
  return Builder(line, model, workspace, tiles_left).Build();
}

LineReading ReadLine(const LineInk& line, const Model& model, Workspace& workspace,
                     int& tiles_left) {
  Lattice lattice = BuildLattice(line, model, workspace, tiles_left);
  if (lattice.arcs.empty()) return {{}, 0.0};
  std::vector<LogWeights> weights;
  weights.reserve(lattice.arcs.size());
  for (const Arc& arc : lattice.arcs) weights.push_back(WeighArc(arc));
  const Path path = BestPath(lattice.cuts, lattice.arcs, weights);

  LineReading reading;
  reading.confidence = path.confidence;
  for (const Path::Step& step : path.steps) {
    if (lattice.arcs[step.arc].is_speck) continue;
    LineDigit digit;
    digit.ink = std::move(lattice.pieces[step.arc].ink);
    digit.box = lattice.pieces[step.arc].box;
    digit.tile = lattice.tiles[step.arc];
    digit.scores = lattice.arcs[step.arc].scores;
    digit.rejected = step.label == kNotADigit;
    reading.digits.push_back(std::move(digit));
  }
  return reading;
}

}  // namespace inkdigit
