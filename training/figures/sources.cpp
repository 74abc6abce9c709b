#include "training/figures/sources.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <set>
#include <span>
#include <string_view>

#include "training/data/splits.h"
#include "training/render/coverage.h"

namespace inkdigit::training {
namespace {

constexpr int kBitmapMargin = 4;  // as `inkdigit-train prepare` frames them

// Those of `all` that `split(index)` puts into the validation part.
template <typename T, typename SplitOf>
Result<std::vector<T>> HeldOut(Result<std::vector<T>> all, const SplitOf& split) {
  if (!all.ok()) return all;
  std::vector<T> held_out;
  for (std::size_t i = 0; i < all.value().size(); ++i) {
    if (split(i) == Split::kValidation) held_out.push_back(std::move(all.value()[i]));
  }
  return held_out;
}

std::vector<std::string> Labels(const std::vector<LabelledImage>& digits) {
  std::vector<std::string> labels;
  labels.reserve(digits.size());
  for (const LabelledImage& digit : digits) labels.push_back(std::to_string(digit.label));
  return labels;
}

Result<Pictures> AsPictures(std::string key, std::string name,
                            const Result<std::vector<LabelledImage>>& digits) {
  if (!digits.ok()) return digits.error();
  const std::vector<LabelledImage>& images = digits.value();
  return Pictures{std::move(key), std::move(name), Labels(images),
                  [&images](std::size_t i) -> Result<GrayImage> { return images[i].image; }};
}

Result<std::vector<LabelledImage>> Print(const std::vector<FontFace>& faces,
                                         std::span<const int> heights) {
  if (faces.empty()) {
    return Error{Errc::kIo,
                 "no font of the families that are set aside is installed; deploy/packages.txt "
                 "lists them under train"};
  }
  std::vector<LabelledImage> prints;
  for (const FontFace& face : faces) {
    for (int digit = 0; digit <= 9; ++digit) {
      for (const int height : heights) {
        auto image = face.font.Render(static_cast<char>('0' + digit), height, height / 2);
        if (image) prints.push_back({*std::move(image), static_cast<std::uint8_t>(digit)});
      }
    }
  }
  return prints;
}

std::string PrintName(int families) {
  std::string name = "print of ";
  name += std::to_string(families);
  name += " font families held out";
  return name;
}

}  // namespace

const Result<std::vector<LabelledImage>>& Sources::mnist() {
  if (!mnist_) {
    const std::string& folder = options_.mnist_folder;
    if (options_.split == Split::kTest) {
      mnist_ = ReadIdxSet(folder, kMnistTestImages, kMnistTestLabels);
    } else {
      auto all = ReadIdxSet(folder, kMnistTrainImages, kMnistTrainLabels);
      const std::size_t count = all.ok() ? all.value().size() : 0;
      mnist_ = HeldOut(std::move(all), [count](std::size_t i) { return MnistSplit(i, count); });
    }
  }
  return *mnist_;
}

const Result<std::vector<PenDrawing>>& Sources::all_drawings() {
  if (!all_drawings_) {
    const bool test = options_.split == Split::kTest;
    all_drawings_ = ReadDataText<std::vector<PenDrawing>>(
        options_.data_folder, test ? kPendigitsTest : kPendigitsTrain, ParsePendigits);
  }
  return *all_drawings_;
}

const Result<std::vector<PenDrawing>>& Sources::drawings() {
  if (!drawings_) {
    drawings_ = all_drawings();
    if (options_.split != Split::kTest && drawings_->ok()) {
      std::erase_if(drawings_->value(), [](const PenDrawing& drawing) {
        return PendigitsSplit(drawing) != Split::kValidation;
      });
    }
  }
  return *drawings_;
}

const Result<std::vector<LabelledImage>>& Sources::optdigits() {
  if (!optdigits_) {
    const bool test = options_.split == Split::kTest;
    optdigits_ = ReadDataText<std::vector<LabelledImage>>(
        options_.data_folder, test ? kOptdigitsTest : kOptdigitsTrain, ParseOptdigits);
    if (!test) optdigits_ = HeldOut(*std::move(optdigits_), EveryTenthSplit);
    if (optdigits_->ok()) {
      for (LabelledImage& digit : optdigits_->value()) {
        digit.image = WithMargin(digit.image, kBitmapMargin);
      }
    }
  }
  return *optdigits_;
}

const std::vector<FontFace>& Sources::faces() {
  if (!faces_) {
    faces_ = OpenFontFaces(options_.font_folder);
    const bool release = options_.split == Split::kTest;
    std::erase_if(*faces_, [&](const FontFace& face) {
      return release ? face.split == Split::kTraining : face.split != options_.split;
    });
  }
  return *faces_;
}

int Sources::families() {
  std::set<std::uint16_t> families;
  for (const FontFace& face : faces()) families.insert(face.family);
  return static_cast<int>(families.size());
}

const Result<std::vector<LabelledImage>>& Sources::prints() {
  constexpr std::array kHeights = {20, 32, 64, 128};
  if (!prints_) prints_ = Print(faces(), kHeights);
  return *prints_;
}

const Result<std::vector<LabelledImage>>& Sources::large_prints() {
  constexpr std::array kHeights = {64};
  if (!large_prints_) large_prints_ = Print(faces(), kHeights);
  return *large_prints_;
}

Result<Pictures> Sources::MnistPictures() {
  return AsPictures("mnist", options_.split == Split::kTest ? "MNIST test" : "MNIST validation",
                    mnist());
}

Result<Pictures> Sources::PendigitsPictures() {
  if (!drawings().ok()) return drawings().error();
  const std::vector<PenDrawing>& all = drawings().value();
  Pictures pictures;
  pictures.key = "pendigits";
  pictures.name = options_.split == Split::kTest ? "pendigits test writers, drawn as canvases"
                                                 : "pendigits writers 27 to 30, drawn as canvases";
  for (const PenDrawing& drawing : all) pictures.labels.push_back(std::to_string(drawing.label));
  pictures.at = [&all, seed = options_.seed](std::size_t i) -> Result<GrayImage> {
    return RenderStrokes(all[i].strokes, CanvasOf(seed, i));
  };
  return pictures;
}

Result<Pictures> Sources::OptdigitsPictures() {
  return AsPictures("optdigits",
                    options_.split == Split::kTest ? "optdigits test" : "optdigits validation",
                    optdigits());
}

Result<Pictures> Sources::PrintPictures() {
  return AsPictures("fonts", PrintName(families()), prints());
}

Result<Pictures> Sources::LargePrintPictures() {
  return AsPictures("fonts", PrintName(families()), large_prints());
}

Result<Pictures> Sources::SamplePictures() {
  if (options_.split != Split::kTest) {
    return Error{Errc::kUnsupported, "these pictures are for the release figures alone"};
  }
  if (options_.data_folder.empty()) {
    return Error{Errc::kIo, "samples: missing; set INKDIGIT_DATA to the folder that holds them"};
  }
  if (!samples_) {
    samples_ = cli::LabelledSet::Open(
        {(std::filesystem::path(options_.data_folder) / "samples").string()});
  }
  if (!samples_->ok()) return samples_->error();
  const cli::LabelledSet& set = samples_->value();
  Pictures pictures;
  pictures.key = "samples";
  pictures.name = "pictures that people uploaded (samples)";
  for (std::size_t i = 0; i < set.size(); ++i) pictures.labels.push_back(set.label(i));
  pictures.at = [&set](std::size_t i) -> Result<GrayImage> {
    Result<DecodedImage> decoded = set.picture(i);
    if (!decoded.ok()) return decoded.error();
    return std::move(decoded).value().gray;
  };
  return pictures;
}

CanvasOptions CanvasOf(std::uint64_t seed, std::size_t i) {
  Random random = Random::For({seed, i});
  return RandomCanvas(random);
}

}  // namespace inkdigit::training
