#include "training/tiles/prepare.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <memory>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "inkdigit/ink.h"
#include "inkdigit/model.h"
#include "inkdigit/segment.h"
#include "training/data/bitmaps.h"
#include "training/data/data_files.h"
#include "training/data/font_faces.h"
#include "training/data/pendigits.h"
#include "training/data/splits.h"
#include "training/render/canvas.h"
#include "training/render/coverage.h"
#include "training/render/degrade.h"
#include "training/render/not_digit_maker.h"

namespace inkdigit::training {
namespace {

constexpr int kBitmapMargin = 4;

// Keys that keep the random numbers of different kinds of tiles apart.
enum Purpose : std::uint64_t { kPen, kDegrade, kNotDigit, kStrips };

// Of the prints, one in so many is degraded too; of all others, every digit.
constexpr std::size_t kDegradeEvery = 2;
// Of the MNIST digits and the pen drawings, one in so many lies across strips.
constexpr std::size_t kStripsEvery = 10;

struct RawData {
  std::vector<LabelledImage> mnist;
  std::vector<PenDrawing> pendigits;
  std::vector<LabelledImage> optdigits;
  std::vector<LabelledImage> semeion;
  std::vector<LabelledImage> nsysu;
  std::vector<LabelledImage> hwd1000;
  std::vector<FontFace> fonts;
};

Result<RawData> ReadEverything(const PrepareOptions& options) {
  RawData raw;
  // Moves a result's value to its place, or keeps the first error.
  std::optional<Error> failure;
  const auto take = [&failure](auto result, auto& place) {
    if (failure) return;
    if (result.ok()) {
      place = std::move(result).value();
    } else {
      failure = result.error();
    }
  };
  const std::string& folder = options.data_folder;
  if (folder.empty()) {
    return Error{Errc::kInvalidArgument,
                 "no folder for pendigits and the other sets: give --data or set INKDIGIT_DATA"};
  }
  take(ReadIdxSet(options.mnist_folder, kMnistTrainImages, kMnistTrainLabels), raw.mnist);
  take(ReadDataText<std::vector<PenDrawing>>(folder, kPendigitsTrain, ParsePendigits),
       raw.pendigits);
  take(ReadDataText<std::vector<LabelledImage>>(folder, kOptdigitsTrain, ParseOptdigits),
       raw.optdigits);
  take(ReadIdxSet(folder, kSemeionImages, kSemeionLabels), raw.semeion);
  take(ReadIdxSet(folder, kNsysuImages, kNsysuLabels), raw.nsysu);
  take(ReadIdxSet(folder, kHwd1000Images, kHwd1000Labels), raw.hwd1000);
  if (failure) return *failure;
  raw.fonts = OpenFontFaces(options.font_folder);
  if (raw.fonts.empty()) {
    return Error{Errc::kIo,
                 options.font_folder + ": no font with digits; install fonts-dejavu-core"};
  }
  return raw;
}

// A degraded digit that no longer resembles itself teaches nothing: the ink extraction took the
// wrong side for ink, or dirt for the digit. 1 for the same tile, about 0 for strangers.
double Resemblance(const Tile28& a, const Tile28& b) {
  double both = 0.0;
  double of_a = 0.0;
  double of_b = 0.0;
  for (std::size_t i = 0; i < a.pixels.size(); ++i) {
    const double x = a.pixels[i];
    const double y = b.pixels[i];
    both += x * y;
    of_a += x * x;
    of_b += y * y;
  }
  return both / std::sqrt(std::max(of_a * of_b, 1.0));
}
constexpr double kLeastResemblance = 0.4;

// Adds tiles to a set and knows what most tiles have in common. Pictures are queued and turned into
// tiles by all cores; the tiles come in the order of the queue.
class Collector {
 public:
  Collector(const RawData& raw, const PrepareOptions& options) : raw_(raw), options_(options) {
    for (const Split split : {Split::kTraining, Split::kValidation}) {
      NotDigitMaterial& material = Material(split);
      for (const FontFace& face : raw.fonts) {
        if (face.split == split) material.fonts.push_back(&face.font);
      }
      for (std::size_t i = 0; i < raw.mnist.size(); ++i) {
        if (MnistSplit(i, raw.mnist.size()) == split) material.bitmaps.push_back(&raw.mnist[i]);
      }
      for (const PenDrawing& drawing : raw.pendigits) {
        if (PendigitsSplit(drawing) == split) material.drawings.push_back(&drawing);
      }
    }
  }

  void AddMnist() {
    for (std::size_t i = 0; i < raw_.mnist.size(); ++i) {
      const LabelledImage& digit = raw_.mnist[i];
      const Facts facts = {digit.label, Source::kMnist, 0, MnistSplit(i, raw_.mnist.size())};
      Queue(facts, [&digit] { return PictureToTile(digit.image.view()); });
      QueueDegraded(facts, [&digit] { return digit.image; });
      if (i % kStripsEvery == 0) QueueInStrips(facts, i, [&digit] { return digit.image; });
    }
    Flush();
  }

  void AddPendigits() {
    for (std::size_t i = 0; i < raw_.pendigits.size(); ++i) {
      const PenDrawing& drawing = raw_.pendigits[i];
      const Facts facts = {drawing.label, Source::kPendigits, drawing.writer,
                           PendigitsSplit(drawing)};
      for (int pen = 0; pen < options_.pens; ++pen) {
        Random random = RandomFor(kPen, i * 64 + static_cast<std::size_t>(pen));
        const CanvasOptions canvas = RandomCanvas(random);
        Queue(facts, [&drawing, canvas] {
          return PictureToTile(RenderStrokes(drawing.strokes, canvas).view());
        });
        if (pen > 0) continue;
        CanvasOptions coverage = canvas;
        coverage.ink = 255;
        coverage.paper = 0;
        const auto render = [&drawing, coverage] {
          return RenderStrokes(drawing.strokes, coverage);
        };
        QueueDegraded(facts, render);
        if (i % kStripsEvery == 0) QueueInStrips(facts, i, render);
      }
    }
    Flush();
  }

  // Bitmaps of black and white: once as they are, once smoothed and once degraded.
  void AddBitmaps(const std::vector<LabelledImage>& digits, Source source) {
    constexpr int kFactor = 4;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const GrayImage& image = digits[i].image;
      const Facts facts = {digits[i].label, source, 0, EveryTenthSplit(i)};
      Queue(facts, [&image] { return PictureToTile(WithMargin(image, kBitmapMargin).view()); });
      Queue(facts, [&image] {
        return PictureToTile(SmoothUpscale(WithMargin(image, kBitmapMargin), kFactor).view());
      });
      QueueDegraded(facts, [&image] { return image; });
    }
    Flush();
  }

  void AddGrey(const std::vector<LabelledImage>& digits, Source source) {
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const GrayImage& image = digits[i].image;
      const Facts facts = {digits[i].label, source, 0, EveryTenthSplit(i)};
      Queue(facts, [&image] { return PictureToTile(WithMargin(image, kBitmapMargin).view()); });
      QueueDegraded(facts, [&image] { return image; });
    }
    Flush();
  }

  // Large print and print as small as people photograph it.
  void AddFonts() {
    constexpr std::array kHeights = {96, 28};
    std::size_t number = 0;
    for (const FontFace& face : raw_.fonts) {
      if (face.split == Split::kTest) continue;
      for (int digit = 0; digit <= 9; ++digit) {
        for (const int height : kHeights) {
          // Rendered here: a face is not to be used by two threads.
          auto image = face.font.Render(static_cast<char>('0' + digit), height, height / 2);
          if (!image) continue;
          const auto print = std::make_shared<const GrayImage>(*std::move(image));
          const Facts facts = {static_cast<std::uint8_t>(digit), Source::kFonts, face.family,
                               face.split};
          Queue(facts, [print] { return PictureToTile(print->view()); });
          if (number++ % kDegradeEvery == 0) QueueDegraded(facts, [print] { return *print; });
        }
      }
    }
    Flush();
  }

  // Half of them as they were made, half degraded: a fault must not tell a digit from what is none.
  void AddNotDigits() {
    constexpr std::array<int, kNotDigitKinds> kPercent = {32, 24, 12, 10, 14, 8};
    for (std::size_t k = 0; k < kNotDigitKinds; ++k) {
      const auto kind = static_cast<NotDigitKind>(k);
      const int count = options_.not_digits * kPercent[k] / 100;
      for (int i = 0; i < count; ++i) AddNotDigit(kind, static_cast<std::size_t>(i));
      Flush();
    }
  }

  TileSet Take() { return std::move(set_); }
  [[nodiscard]] std::size_t size() const { return set_.size(); }

 private:
  struct Facts {
    std::uint8_t label = 0;
    Source source = Source::kMnist;
    std::uint16_t writer = 0;
    Split split = Split::kTraining;
  };
  struct Job {
    Facts facts;
    std::function<std::optional<Tile28>()> make;
  };

  [[nodiscard]] Random RandomFor(Purpose purpose, std::size_t index) const {
    return Random::For({options_.seed, purpose, index});
  }

  NotDigitMaterial& Material(Split split) { return material_[split == Split::kTraining ? 0 : 1]; }

  void Queue(const Facts& facts, std::function<std::optional<Tile28>()> make) {
    jobs_.push_back({facts, std::move(make)});
  }

  // `coverage` gives the digit as light ink on black.
  void QueueDegraded(const Facts& facts, std::function<GrayImage()> coverage) {
    Facts degraded = facts;
    degraded.source = Source::kDegraded;
    degraded.writer = static_cast<std::uint16_t>(facts.source);
    Random random = RandomFor(kDegrade, degraded_++);
    Queue(degraded, [coverage = std::move(coverage), random]() mutable -> std::optional<Tile28> {
      const GrayImage clean = coverage();
      const std::optional<Tile28> expected = PictureToTile(WithMargin(clean, 1).view());
      const std::optional<Tile28> tile = PictureToTile(Degrade(clean.view(), random).view());
      if (!expected || !tile || Resemblance(*expected, *tile) < kLeastResemblance) {
        return std::nullopt;
      }
      return tile;
    });
  }

  // Whatever the ink extraction makes of it: that is what these teach.
  void QueueInStrips(const Facts& facts, std::size_t index, std::function<GrayImage()> coverage) {
    Facts in_strips = facts;
    in_strips.source = Source::kDegraded;
    in_strips.writer = static_cast<std::uint16_t>(facts.source);
    Random random =
        Random::For({options_.seed, kStrips, static_cast<std::uint64_t>(facts.source), index});
    Queue(in_strips, [coverage = std::move(coverage), random]() mutable {
      return PictureToTile(InStrips(coverage().view(), random).view());
    });
  }

  void AddNotDigit(NotDigitKind kind, std::size_t index) {
    const Split split = EveryTenthSplit(index);
    Random random =
        Random::For({options_.seed, kNotDigit, static_cast<std::uint64_t>(kind), index});
    const Facts facts = {kNotADigit, Source::kNotDigits, static_cast<std::uint16_t>(kind), split};
    const NotDigitMaterial& material = Material(split);
    const bool degraded = index % 2 == 1;
    const auto to_tile = [degraded](const std::optional<GrayImage>& coverage,
                                    Random& rest) -> std::optional<Tile28> {
      if (!coverage) return std::nullopt;
      return PictureToTile(degraded ? Degrade(coverage->view(), rest).view() : coverage->view());
    };
    if (kind == NotDigitKind::kLetters) {
      // Rendered here: a face is not to be used by two threads.
      const auto letter =
          std::make_shared<const std::optional<GrayImage>>(MakeNotDigit(kind, material, random));
      Queue(facts, [letter, to_tile, random]() mutable { return to_tile(*letter, random); });
      return;
    }
    Queue(facts, [kind, &material, to_tile, random]() mutable {
      const std::optional<GrayImage> coverage = MakeNotDigit(kind, material, random);
      return to_tile(coverage, random);
    });
  }

  void Flush() {
    std::vector<std::optional<Tile28>> tiles(jobs_.size());
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (std::size_t i = next++; i < jobs_.size(); i = next++) tiles[i] = jobs_[i].make();
    };
    {
      std::vector<std::jthread> threads;
      const unsigned others = std::max(1U, std::thread::hardware_concurrency()) - 1;
      for (unsigned i = 0; i < others; ++i) threads.emplace_back(work);
      work();
    }
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      const Facts& facts = jobs_[i].facts;
      if (tiles[i]) set_.Add(*tiles[i], facts.label, facts.source, facts.writer, facts.split);
    }
    jobs_.clear();
  }

  const RawData& raw_;
  const PrepareOptions& options_;
  std::array<NotDigitMaterial, 2> material_;  // for training, for validation
  std::vector<Job> jobs_;
  std::size_t degraded_ = 0;  // queued so far
  TileSet set_;
};

}  // namespace

std::optional<Tile28> PictureToTile(GrayView picture) {
  const std::vector<Glyph> glyphs = Segment(ExtractInk(picture));
  if (glyphs.empty()) return std::nullopt;
  return Normalize(glyphs.front());
}

Result<TileSet> Prepare(const PrepareOptions& options,
                        const std::function<void(const std::string&)>& report) {
  const Result<RawData> raw = ReadEverything(options);
  if (!raw.ok()) return raw.error();
  Collector collector(raw.value(), options);
  std::size_t before = 0;
  const auto done = [&](Source source) {
    report(std::string(SourceName(source)) + ": " + std::to_string(collector.size() - before) +
           " tiles, degraded ones with them");
    before = collector.size();
  };
  collector.AddMnist();
  done(Source::kMnist);
  collector.AddPendigits();
  done(Source::kPendigits);
  collector.AddBitmaps(raw.value().optdigits, Source::kOptdigits);
  done(Source::kOptdigits);
  collector.AddBitmaps(raw.value().semeion, Source::kSemeion);
  done(Source::kSemeion);
  collector.AddGrey(raw.value().nsysu, Source::kNsysu);
  done(Source::kNsysu);
  collector.AddGrey(raw.value().hwd1000, Source::kHwd1000);
  done(Source::kHwd1000);
  collector.AddFonts();
  done(Source::kFonts);
  collector.AddNotDigits();
  done(Source::kNotDigits);
  return collector.Take();
}

}  // namespace inkdigit::training
