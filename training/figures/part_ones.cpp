#include <string>
#include <utility>

#include "training/figures/ones.h"
#include "training/figures/parts.h"

namespace inkdigit::training {
namespace {

constexpr Bound kFewSevens = AtMost(0.005);

struct Ones {
  std::int64_t all = 0;
  std::int64_t all_as_seven = 0;
  std::int64_t armed = 0;  // with a flag or a foot
  std::int64_t armed_as_seven = 0;

  void Add(const Ones& more) {
    all += more.all;
    all_as_seven += more.all_as_seven;
    armed += more.armed;
    armed_as_seven += more.armed_as_seven;
  }
};

template <typename ShapeAt>
Ones CountOnes(const ReadSet& set, const ShapeAt& shape_at) {
  Ones ones;
  for (std::size_t i = 0; i < set.answers.size(); ++i) {
    if (set.pictures.labels[i] != "1") continue;
    const int as_seven = set.answers[i].text == "7" ? 1 : 0;
    ++ones.all;
    ones.all_as_seven += as_seven;
    if (shape_at(i).bare()) continue;
    ++ones.armed;
    ones.armed_as_seven += as_seven;
  }
  return ones;
}

// With a thin pen, whatever pen the canvas had: the shape is the writer's.
OneShape ShapeOfDrawing(const Strokes& strokes) {
  CanvasOptions canvas;
  canvas.width = 200;
  canvas.height = 200;
  canvas.size = 0.9;
  canvas.pen = 0.05;
  canvas.ink = 255;
  canvas.paper = 0;
  return ShapeOfOne(RenderStrokes(strokes, canvas).view());
}

Figure ArmedFigure(std::string key, const std::string& where, const Ones& ones) {
  return ShareFigure(std::move(key), "1s with a flag or a foot read as 7, " + where,
                     ones.armed_as_seven, ones.armed, kFewSevens);
}

}  // namespace

std::vector<Figure> MeasureOnes(Bench& bench) {
  Ones both;
  std::vector<Figure> figures;
  std::string missing;
  const auto add = [&](const char* key, const char* where, const Result<ReadSet>& set,
                       const auto& shape_at) {
    if (!set.ok()) {
      missing = set.error().message;
      figures.push_back(NotMeasured(
          key, std::string("1s with a flag or a foot read as 7, ") + where, kFewSevens, missing));
      return;
    }
    const Ones ones = CountOnes(set.value(), shape_at);
    figures.push_back(ArmedFigure(key, where, ones));
    both.Add(ones);
  };
  Sources& sources = bench.sources();
  add("ones.pendigits", "pendigits", bench.pendigits(),
      [&sources](std::size_t i) { return ShapeOfDrawing(sources.drawings().value()[i].strokes); });
  add("ones.optdigits", "optdigits", bench.optdigits(), [&sources](std::size_t i) {
    return ShapeOfOne(sources.optdigits().value()[i].image.view());
  });
  if (missing.empty()) {
    figures.push_back(ArmedFigure("ones.both", "both", both));
    figures.push_back(ShareFigure("ones.all", "all 1s of both read as 7", both.all_as_seven,
                                  both.all, std::nullopt));
  } else {
    figures.push_back(
        NotMeasured("ones.both", "1s with a flag or a foot read as 7, both", kFewSevens, missing));
    figures.push_back(NotMeasured("ones.all", "all 1s of both read as 7", std::nullopt, missing));
  }
  return figures;
}

}  // namespace inkdigit::training
