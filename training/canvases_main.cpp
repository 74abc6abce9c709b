// inkdigit-canvases: pen drawings as people's canvases, for `inkdigit evaluate DIR` and for the
// invariance check.
#include <CLI/CLI.hpp>
#include <array>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "inkdigit/recognizer.h"
#include "training/data/data_files.h"
#include "training/data/pendigits.h"
#include "training/data/splits.h"
#include "training/render/canvas.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;

struct Settings {
  std::string data_folder = DefaultDataFolder();
  std::string model_path;
  std::string out_folder;
  std::string set = "tra";
  int count = 500;
  std::uint64_t seed = 1;
};

int Fail(const Error& error) {
  std::fprintf(stderr, "inkdigit-canvases: %s\n", error.message.c_str());
  return kFailed;
}

Result<std::vector<PenDrawing>> ReadDrawings(const Settings& settings) {
  const DataFile& file = settings.set == "tes" ? kPendigitsTest : kPendigitsTrain;
  return ReadDataText<std::vector<PenDrawing>>(settings.data_folder, file, ParsePendigits);
}

// `count` drawings, evenly from the whole file, so from all its writers.
std::vector<const PenDrawing*> Pick(const std::vector<PenDrawing>& drawings, int count) {
  std::vector<const PenDrawing*> picked;
  const std::size_t wanted = std::min(static_cast<std::size_t>(count), drawings.size());
  for (std::size_t i = 0; i < wanted; ++i) {
    picked.push_back(&drawings[i * drawings.size() / wanted]);
  }
  return picked;
}

Result<std::size_t> WritePgm(const GrayImage& image, const std::string& path) {
  std::string bytes =
      "P5\n" + std::to_string(image.width()) + ' ' + std::to_string(image.height()) + "\n255\n";
  bytes.append(image.pixels().begin(), image.pixels().end());
  return WriteFileWhole(path, std::as_bytes(std::span(bytes)));
}

int RenderAll(const Settings& settings) {
  const Result<std::vector<PenDrawing>> drawings = ReadDrawings(settings);
  if (!drawings.ok()) return Fail(drawings.error());
  std::string manifest;
  const std::vector<const PenDrawing*> picked = Pick(drawings.value(), settings.count);
  for (std::size_t i = 0; i < picked.size(); ++i) {
    Random random = Random::For({settings.seed, i});
    const std::string name = std::to_string(i) + ".pgm";
    const Result<std::size_t> written =
        WritePgm(RenderStrokes(picked[i]->strokes, RandomCanvas(random)),
                 (std::filesystem::path(settings.out_folder) / name).string());
    if (!written.ok()) return Fail(written.error());
    manifest += name + '\t' + std::to_string(picked[i]->label) + "\twriter " +
                std::to_string(picked[i]->writer) + '\n';
  }
  const Result<std::size_t> written =
      WriteFileWhole((std::filesystem::path(settings.out_folder) / "manifest.tsv").string(),
                     std::as_bytes(std::span(manifest)));
  if (!written.ok()) return Fail(written.error());
  std::printf("%zu canvases in %s\n", picked.size(), settings.out_folder.c_str());
  return kOk;
}

std::string IdxHead(char dimensions, std::size_t count) {
  std::string head{'\0', '\0', '\x08', dimensions};
  const auto add = [&head](std::size_t size) {
    for (int shift = 24; shift >= 0; shift -= 8) head += static_cast<char>(size >> shift & 0xff);
  };
  add(count);
  for (char i = 1; i < dimensions; ++i) add(kTileSide);
  return head;
}

// Ten tiles of each digit by writers that training leaves out, as a pair of IDX files: what
// `inkdigit serve` has a new network read before it may answer.
int WriteSelfTest(const Settings& settings) {
  constexpr std::size_t kOfEach = 10;
  const Result<std::vector<PenDrawing>> drawings = ReadDrawings(settings);
  if (!drawings.ok()) return Fail(drawings.error());
  Result<Model> model = Model::LoadEmbedded();
  if (!model.ok()) return Fail(model.error());
  const Recognizer recognizer(std::move(model).value());
  Workspace workspace;
  std::array<std::vector<Tile28>, 10> tiles;
  for (std::size_t i = 0; i < drawings.value().size(); ++i) {
    const PenDrawing& drawing = drawings.value()[i];
    auto& same = tiles[static_cast<std::size_t>(drawing.label)];
    // Every fifth, so that no digit comes from one writer only.
    if (PendigitsSplit(drawing) != Split::kValidation || i % 5 != 0 || same.size() == kOfEach) {
      continue;
    }
    Random random = Random::For({settings.seed, i});
    const Result<Reading> reading =
        recognizer.Read(RenderStrokes(drawing.strokes, RandomCanvas(random)).view(),
                        {.mode = Mode::kDigit}, workspace);
    if (!reading.ok()) return Fail(reading.error());
    const auto& found =
        reading.value().digits.empty() ? reading.value().rejected : reading.value().digits;
    if (found.size() == 1) same.push_back(found[0].tile);
  }
  std::string images = IdxHead(3, kOfEach * tiles.size());
  std::string labels = IdxHead(1, kOfEach * tiles.size());
  for (std::size_t digit = 0; digit < tiles.size(); ++digit) {
    if (tiles[digit].size() != kOfEach) {
      return Fail({Errc::kBadImage, "the held-out writers have too few digits"});
    }
    for (const Tile28& tile : tiles[digit]) {
      images.append(tile.pixels.begin(), tile.pixels.end());
      labels += static_cast<char>(digit);
    }
  }
  const std::filesystem::path folder = settings.out_folder;
  for (const auto& [name, bytes] : {std::pair{"images.idx", &images}, {"labels.idx", &labels}}) {
    const Result<std::size_t> written =
        WriteFileWhole((folder / name).string(), std::as_bytes(std::span(*bytes)));
    if (!written.ok()) return Fail(written.error());
  }
  return kOk;
}

Result<Model> LoadModel(const std::string& path) {
  if (path.empty()) return Model::LoadEmbedded();
  std::FILE* file = std::fopen(path.c_str(), "rbe");
  if (file == nullptr) return Error{Errc::kIo, path + ": missing or not readable"};
  std::vector<std::byte> bytes(std::filesystem::file_size(path));
  bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
  std::fclose(file);
  return Model::Load(bytes);
}

// Each drawing's answer in the middle at two thirds of the canvas, then at nine places in three
// sizes.
int CheckInvariance(const Settings& settings) {
  const Result<std::vector<PenDrawing>> drawings = ReadDrawings(settings);
  if (!drawings.ok()) return Fail(drawings.error());
  Result<Model> model = LoadModel(settings.model_path);
  if (!model.ok()) return Fail(model.error());
  const Recognizer recognizer(std::move(model).value());
  Workspace workspace;
  const auto read = [&](const Strokes& strokes, const CanvasOptions& canvas) -> std::string {
    const Result<Reading> reading =
        recognizer.Read(RenderStrokes(strokes, canvas).view(), {}, workspace);
    return reading.ok() ? reading.value().text : "";
  };

  constexpr double kPlaces[] = {1.0 / 6.0, 0.5, 5.0 / 6.0};
  constexpr double kSizes[] = {1.0 / 3.0, 2.0 / 3.0, 1.0};
  constexpr double kLeastShare = 0.99;
  int kept = 0;
  int right = 0;
  const std::vector<const PenDrawing*> picked = Pick(drawings.value(), settings.count);
  for (const PenDrawing* drawing : picked) {
    const std::string in_the_middle = read(drawing->strokes, {});
    if (in_the_middle == std::to_string(drawing->label)) ++right;
    bool same = true;
    for (const double size : kSizes) {
      for (const double x : kPlaces) {
        for (const double y : kPlaces) {
          CanvasOptions canvas;
          canvas.size = size;
          canvas.center_x = x;
          canvas.center_y = y;
          same = same && read(drawing->strokes, canvas) == in_the_middle;
        }
      }
    }
    if (same) ++kept;
  }
  const auto count = static_cast<double>(picked.size());
  std::printf("drawings\t%zu\n", picked.size());
  std::printf("right in the middle at two thirds\t%d\t%.4f\n", right, right / count);
  std::printf("same answer at all 9 places and 3 sizes\t%d\t%.4f\n", kept, kept / count);
  return kept >= kLeastShare * count ? kOk : kFailed;
}

int Run(int argc, char** argv) {
  Settings settings;
  CLI::App app("Pen drawings (pendigits) as people's canvases.", "inkdigit-canvases");
  app.add_option("--data", settings.data_folder, "Folder of the data sets [$INKDIGIT_DATA]")
      ->capture_default_str();
  app.add_option("--count", settings.count, "How many drawings")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  app.add_option("--set", settings.set, "tra: the writers of the training file; tes: others")
      ->check(CLI::IsMember({"tra", "tes"}))
      ->capture_default_str();
  app.fallthrough();
  app.require_subcommand(1);
  CLI::App* render = app.add_subcommand(
      "render",
      "Write pictures and manifest.tsv for `inkdigit evaluate DIR`: random pens, places, sizes");
  render->add_option("--out", settings.out_folder, "Folder to write to")->required();
  render->add_option("--seed", settings.seed, "Same seed, same pictures")->capture_default_str();
  CLI::App* self_test = app.add_subcommand(
      "self-test", "Write the tiles that `inkdigit serve` tests a new network with");
  self_test->add_option("--out", settings.out_folder, "Folder to write to")->required();
  CLI::App* invariance = app.add_subcommand(
      "invariance",
      "Share of drawings that keep their answer anywhere on the canvas; fails under 99 %");
  invariance->add_option("--model", settings.model_path, "Model file; else the embedded one");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kWrongUsage;
  }
  if (self_test->parsed()) return WriteSelfTest(settings);
  return render->parsed() ? RenderAll(settings) : CheckInvariance(settings);
}

}  // namespace
}  // namespace inkdigit::training

int main(int argc, char** argv) {
  try {
    return inkdigit::training::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-canvases: %s\n", error.what());
    return 1;
  }
}
