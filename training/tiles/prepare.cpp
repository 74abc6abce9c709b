#include "training/tiles/prepare.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "inkdigit/ink.h"
#include "inkdigit/model.h"
#include "inkdigit/segment.h"
#include "training/data/bitmaps.h"
#include "training/data/data_files.h"
#include "training/data/fonts.h"
#include "training/data/pendigits.h"
#include "training/render/canvas.h"
#include "training/render/not_digits.h"

namespace inkdigit::training {
namespace {

constexpr std::size_t kMnistValidation = 5'000;
constexpr int kFirstValidationWriter = 27;  // of pendigits' 30
constexpr std::size_t kHoldOutEvery = 10;
constexpr int kBitmapMargin = 4;

// Keys that keep the random numbers of different kinds of tiles apart.
enum Purpose : std::uint64_t { kPen, kLetter, kMerged, kPart, kScribble, kShape, kTexture };

struct FontFace {
  Font font;
  std::uint16_t number = 0;  // of the family
  Split split = Split::kTraining;
};

struct RawData {
  std::vector<LabelledImage> mnist;
  std::vector<PenDrawing> pendigits;
  std::vector<LabelledImage> optdigits;
  std::vector<LabelledImage> semeion;
  std::vector<LabelledImage> nsysu;
  std::vector<LabelledImage> hwd1000;
  std::vector<FontFace> fonts;
};

std::string_view AsText(const std::vector<std::byte>& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

// Reads one file of text with `parse`; errors name the file.
template <typename T, typename Parse>
Result<T> ReadText(const std::string& folder, const DataFile& file, Parse parse) {
  const Result<std::vector<std::byte>> bytes = ReadDataFile(folder, file);
  if (!bytes.ok()) return bytes.error();
  Result<T> parsed = parse(AsText(bytes.value()));
  if (!parsed.ok()) {
    return Error{parsed.error().code, std::string(file.name) + ": " + parsed.error().message};
  }
  return parsed;
}

// A family is held out as a whole: its faces look alike.
std::vector<FontFace> OpenFonts(const std::string& folder) {
  std::vector<FontFace> faces;
  std::set<std::string> families;
  for (const std::string& path : FindFontFiles(folder)) {
    if (std::optional<Font> font = Font::Open(path)) {
      families.insert(font->family());
      faces.push_back({*std::move(font)});
    }
  }
  for (FontFace& face : faces) {
    const auto number = static_cast<std::size_t>(
        std::distance(families.begin(), families.find(face.font.family())));
    face.number = static_cast<std::uint16_t>(number);
    if (number % kHoldOutEvery == 0) face.split = Split::kValidation;
  }
  return faces;
}

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
  take(ReadText<std::vector<PenDrawing>>(folder, kPendigitsTrain, ParsePendigits), raw.pendigits);
  take(ReadText<std::vector<LabelledImage>>(folder, kOptdigitsTrain, ParseOptdigits),
       raw.optdigits);
  take(ReadIdxSet(folder, kSemeionImages, kSemeionLabels), raw.semeion);
  take(ReadIdxSet(folder, kNsysuImages, kNsysuLabels), raw.nsysu);
  take(ReadIdxSet(folder, kHwd1000Images, kHwd1000Labels), raw.hwd1000);
  if (failure) return *failure;
  raw.fonts = OpenFonts(options.font_folder);
  if (raw.fonts.empty()) {
    return Error{Errc::kIo,
                 options.font_folder + ": no font with digits; install fonts-dejavu-core"};
  }
  return raw;
}

GrayImage WithMargin(const GrayImage& image, int margin) {
  GrayImage out(image.width() + 2 * margin, image.height() + 2 * margin);
  for (int y = 0; y < image.height(); ++y) {
    std::copy_n(image.row(y), image.width(), out.row(y + margin) + margin);
  }
  return out;
}

// A bitmap's staircase edges made smooth, `factor` times as large: as the pen may have been.
GrayImage SmoothUpscale(const GrayImage& image, int factor) {
  GrayImage out(image.width() * factor, image.height() * factor);
  // Beyond the middles of the outermost pixels the border repeats.
  const auto value = [&image](int x, int y) {
    return static_cast<double>(
        image.at(std::clamp(x, 0, image.width() - 1), std::clamp(y, 0, image.height() - 1)));
  };
  constexpr double kMiddle = 127.5;
  constexpr double kSharpness = 3.0;
  for (int y = 0; y < out.height(); ++y) {
    for (int x = 0; x < out.width(); ++x) {
      const double from_x = (x + 0.5) / factor - 0.5;
      const double from_y = (y + 0.5) / factor - 0.5;
      const int left = static_cast<int>(std::floor(from_x));
      const int top = static_cast<int>(std::floor(from_y));
      const double u = from_x - left;
      const double v = from_y - top;
      const double mixed = (1 - v) * ((1 - u) * value(left, top) + u * value(left + 1, top)) +
                           v * ((1 - u) * value(left, top + 1) + u * value(left + 1, top + 1));
      out.at(x, y) = static_cast<std::uint8_t>(
          std::lround(std::clamp(kMiddle + kSharpness * (mixed - kMiddle), 0.0, 255.0)));
    }
  }
  return out;
}

Split EveryTenth(std::size_t index) {
  return index % kHoldOutEvery == kHoldOutEvery - 1 ? Split::kValidation : Split::kTraining;
}

Split MnistSplit(std::size_t index, std::size_t count) {
  return index + kMnistValidation >= count ? Split::kValidation : Split::kTraining;
}

Split PendigitsSplit(const PenDrawing& drawing) {
  return drawing.writer >= kFirstValidationWriter ? Split::kValidation : Split::kTraining;
}

// Adds tiles to a set and knows what most tiles have in common.
class Collector {
 public:
  Collector(const RawData& raw, const PrepareOptions& options) : raw_(raw), options_(options) {}

  void AddMnist() {
    for (std::size_t i = 0; i < raw_.mnist.size(); ++i) {
      const LabelledImage& digit = raw_.mnist[i];
      Add(digit.image, digit.label, Source::kMnist, 0, MnistSplit(i, raw_.mnist.size()));
    }
  }

  void AddPendigits() {
    for (std::size_t i = 0; i < raw_.pendigits.size(); ++i) {
      const PenDrawing& drawing = raw_.pendigits[i];
      for (int pen = 0; pen < options_.pens; ++pen) {
        Random random = RandomFor(kPen, i * 64 + static_cast<std::size_t>(pen));
        Add(RenderStrokes(drawing.strokes, RandomCanvas(random)), drawing.label, Source::kPendigits,
            drawing.writer, PendigitsSplit(drawing));
      }
    }
  }

  // Bitmaps of black and white: once as they are and once smoothed.
  void AddBitmaps(const std::vector<LabelledImage>& digits, Source source) {
    constexpr int kFactor = 4;
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const GrayImage framed = WithMargin(digits[i].image, kBitmapMargin);
      Add(framed, digits[i].label, source, 0, EveryTenth(i));
      Add(SmoothUpscale(framed, kFactor), digits[i].label, source, 0, EveryTenth(i));
    }
  }

  void AddGrey(const std::vector<LabelledImage>& digits, Source source) {
    for (std::size_t i = 0; i < digits.size(); ++i) {
      Add(WithMargin(digits[i].image, kBitmapMargin), digits[i].label, source, 0, EveryTenth(i));
    }
  }

  // Large print and print as small as people photograph it.
  void AddFonts() {
    constexpr std::array kHeights = {96, 28};
    for (const FontFace& face : raw_.fonts) {
      for (int digit = 0; digit <= 9; ++digit) {
        for (const int height : kHeights) {
          const auto image = face.font.Render(static_cast<char>('0' + digit), height, height / 2);
          if (image) {
            Add(*image, static_cast<std::uint8_t>(digit), Source::kFonts, face.number, face.split);
          }
        }
      }
    }
  }

  void AddNotDigits() {
    const auto share = [this](int percent) { return options_.not_digits * percent / 100; };
    for (int i = 0; i < share(35); ++i) AddLetter(i);
    for (int i = 0; i < share(20); ++i) AddMerged(i);
    for (int i = 0; i < share(10); ++i) AddPart(i);
    for (int i = 0; i < share(12); ++i) AddStrokes(kScribble, i);
    for (int i = 0; i < share(16); ++i) AddStrokes(kShape, i);
    for (int i = 0; i < share(7); ++i) AddTexture(i);
  }

  TileSet Take() { return std::move(set_); }
  [[nodiscard]] std::size_t size() const { return set_.size(); }

 private:
  [[nodiscard]] Random RandomFor(Purpose purpose, std::size_t index) const {
    return Random::For({options_.seed, purpose, index});
  }

  void Add(const GrayImage& image, std::uint8_t label, Source source, std::uint16_t writer,
           Split split) {
    if (image.empty()) return;
    if (const std::optional<Tile28> tile = PictureToTile(image.view())) {
      set_.Add(*tile, label, source, writer, split);
    }
  }

  void AddNotDigit(const GrayImage& image, Split split) {
    Add(image, kNotADigit, Source::kNotDigits, 0, split);
  }

  void AddLetter(int index) {
    constexpr std::array kHeights = {28, 64, 96};
    Random random = RandomFor(kLetter, static_cast<std::size_t>(index));
    const FontFace& face =
        raw_.fonts[static_cast<std::size_t>(random.Below(static_cast<int>(raw_.fonts.size())))];
    const char letter = kNotDigitCharacters[static_cast<std::size_t>(
        random.Below(static_cast<int>(kNotDigitCharacters.size())))];
    const int height = kHeights[static_cast<std::size_t>(random.Below(kHeights.size()))];
    const auto image = face.font.Render(letter, height, height / 2);
    if (image) AddNotDigit(*image, face.split);
  }

  // Half from MNIST's pixels, half from strokes side by side.
  void AddMerged(int index) {
    Random random = RandomFor(kMerged, static_cast<std::size_t>(index));
    const int count = random.Chance(0.75) ? 2 : 3;
    const Split split = EveryTenth(static_cast<std::size_t>(index));
    if (random.Chance(0.5)) {
      std::vector<GrayView> digits;
      digits.reserve(static_cast<std::size_t>(count));
      for (int i = 0; i < count; ++i) digits.push_back(PickMnist(split, random).image.view());
      AddNotDigit(MergeSideBySide(digits, random), split);
      return;
    }
    Strokes number;
    double left = 0.0;
    for (int i = 0; i < count; ++i) {
      const Strokes& digit = PickDrawing(split, random).strokes;
      left = AppendBeside(digit, left + random.Uniform(-0.05, 0.25), number);
    }
    AddNotDigit(RenderStrokes(number, RandomCanvas(random)), split);
  }

  void AddPart(int index) {
    Random random = RandomFor(kPart, static_cast<std::size_t>(index));
    const Split split = EveryTenth(static_cast<std::size_t>(index));
    const LabelledImage& digit = PickMnist(split, random);
    AddNotDigit(CutPart(digit.image.view(), digit.label, random), split);
  }

  void AddStrokes(Purpose purpose, int index) {
    Random random = RandomFor(purpose, static_cast<std::size_t>(index));
    const Strokes strokes = purpose == kScribble ? Scribble(random) : Shape(random);
    CanvasOptions canvas = RandomCanvas(random);
    canvas.smooth = purpose == kScribble && random.Chance(0.7);
    // A scribble with a broad pen is a blot, of which there are enough.
    if (purpose == kScribble) canvas.pen = random.Uniform(0.02, 0.08);
    AddNotDigit(RenderStrokes(strokes, canvas), EveryTenth(static_cast<std::size_t>(index)));
  }

  void AddTexture(int index) {
    Random random = RandomFor(kTexture, static_cast<std::size_t>(index));
    AddNotDigit(Texture(random), EveryTenth(static_cast<std::size_t>(index)));
  }

  [[nodiscard]] const LabelledImage& PickMnist(Split split, Random& random) const {
    while (true) {
      const auto index =
          static_cast<std::size_t>(random.Below(static_cast<int>(raw_.mnist.size())));
      if (MnistSplit(index, raw_.mnist.size()) == split) return raw_.mnist[index];
    }
  }

  [[nodiscard]] const PenDrawing& PickDrawing(Split split, Random& random) const {
    while (true) {
      const auto index =
          static_cast<std::size_t>(random.Below(static_cast<int>(raw_.pendigits.size())));
      if (PendigitsSplit(raw_.pendigits[index]) == split) return raw_.pendigits[index];
    }
  }

  // Scales `digit` to height 1 and puts it with its left edge at `left`; returns its right edge.
  static double AppendBeside(const Strokes& digit, double left, Strokes& number) {
    double min_x = 1e9;
    double min_y = 1e9;
    double max_x = -1e9;
    double max_y = -1e9;
    for (const Stroke& stroke : digit) {
      for (const Point& point : stroke) {
        min_x = std::min(min_x, point.x);
        max_x = std::max(max_x, point.x);
        min_y = std::min(min_y, point.y);
        max_y = std::max(max_y, point.y);
      }
    }
    const double scale = 1.0 / std::max({max_y - min_y, max_x - min_x, 1.0});
    for (const Stroke& stroke : digit) {
      Stroke& moved = number.emplace_back(stroke);
      for (Point& point : moved) {
        point = {left + (point.x - min_x) * scale, (point.y - min_y) * scale};
      }
    }
    return left + (max_x - min_x) * scale;
  }

  const RawData& raw_;
  const PrepareOptions& options_;
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
           " tiles");
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
