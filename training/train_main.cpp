// inkdigit-train: from data sets to the model file.
#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "cli/load_recognizer.h"
#include "inkdigit/result.h"
#include "training/corrections/corrections.h"
#include "training/data/data_files.h"
#include "training/tiles/files.h"
#include "training/tiles/prepare.h"
#include "training/tiles/tile_set.h"
#include "training/train/export.h"
#include "training/train/finetune.h"
#include "training/train/left_out.h"
#include "training/train/recipe.h"
#include "training/train/start.h"
#include "training/train/trainer.h"
#include "training/train/writers_out.h"

namespace inkdigit::training {
namespace {

constexpr int kOk = 0;
constexpr int kFailed = 1;
constexpr int kWrongUsage = 2;
constexpr int kStopped = 130;  // as a shell reports Ctrl-C

std::atomic<bool> stop_requested{false};
static_assert(std::atomic<bool>::is_always_lock_free, "it is set in a signal handler");

void RequestStop(int /*signal*/) { stop_requested.store(true); }

struct Settings {
  PrepareOptions prepare;
  TrainOptions train;
  ExportOptions exported;
  std::string tiles_path;
  std::string left_out_folder;
  std::string writers_out_folder;
  FinetuneOptions finetune;
  std::vector<std::string> correction_paths;
  std::string start_model_path;  // empty: the embedded one
  std::string train_start_model;
  std::string ignored_names_path;
  std::string findings_path;
};

// Erases the line that the next one replaces.
const char* LineStart() { return isatty(STDERR_FILENO) != 0 ? "\r\033[K" : ""; }

void Say(const std::string& line) { std::fprintf(stderr, "%s%s\n", LineStart(), line.c_str()); }

// A line that the next one replaces; only where somebody looks at it.
void SayForNow(const std::string& line) {
  if (isatty(STDERR_FILENO) != 0) std::fprintf(stderr, "%s%s", LineStart(), line.c_str());
}

int Fail(const Error& error) {
  Say("inkdigit-train: " + error.message);
  return kFailed;
}

bool HasMnist(const std::string& folder) {
  return HasDataFile(folder, kMnistTrainImages) && HasDataFile(folder, kMnistTrainLabels);
}

// Runs tools/fetch-mnist, which checks what it fetches and says itself what went wrong.
int Fetch(const Settings& settings) {
  const pid_t child = fork();
  if (child < 0) return Fail({Errc::kIo, "tools/fetch-mnist can't be started"});
  if (child == 0) {
    execl(INKDIGIT_FETCH_MNIST, INKDIGIT_FETCH_MNIST, settings.prepare.mnist_folder.c_str(),
          static_cast<char*>(nullptr));
    _exit(127);  // what a shell reports for a program that is not there
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || status != 0) {
    return Fail({Errc::kIo, "MNIST could not be fetched by " INKDIGIT_FETCH_MNIST});
  }
  return kOk;
}

int MakeTiles(const Settings& settings) {
  if (!HasMnist(settings.prepare.mnist_folder)) {
    if (const int failed = Fetch(settings)) return failed;
  }
  const Result<TileSet> tiles = Prepare(settings.prepare, Say);
  if (!tiles.ok()) return Fail(tiles.error());
  const Result<std::size_t> written = WriteTileSet(tiles.value(), settings.tiles_path);
  if (!written.ok()) return Fail(written.error());
  Say(settings.tiles_path + ": " + std::to_string(tiles.value().size()) + " tiles, " +
      std::to_string(written.value()) + " bytes");
  return kOk;
}

int TrainNetwork(const Settings& settings) {
  const Result<TileSet> tiles = ReadTileSet(settings.tiles_path);
  if (!tiles.ok()) return Fail(tiles.error());
  Say(Describe(settings.train.recipe));
  TrainOptions options = settings.train;
  if (!settings.train_start_model.empty()) {
    const Result<Recognizer> start = cli::LoadRecognizer(settings.train_start_model);
    if (!start.ok()) return Fail(start.error());
    if (auto error = StartFrom(start.value().model(), tiles.value(), options)) return Fail(*error);
  }
  const Result<TrainEnd> end = Train(options, tiles.value(), stop_requested, Say, SayForNow);
  if (!end.ok()) return Fail(end.error());
  if (end.value() == TrainEnd::kStopped && stop_requested.load()) {
    Say("stopped; the same command goes on from here");
    return kStopped;
  }
  return kOk;
}

int ExportModel(const Settings& settings) {
  const Result<TileSet> tiles = ReadTileSet(settings.tiles_path);
  if (!tiles.ok()) return Fail(tiles.error());
  const Result<std::size_t> written = Export(settings.exported, tiles.value(), Say);
  if (!written.ok()) return Fail(written.error());
  Say(settings.exported.model_path + ": " + std::to_string(written.value()) + " bytes");
  return kOk;
}

int TrainWithoutKinds(const Settings& settings) {
  const Result<TileSet> tiles = ReadTileSet(settings.tiles_path);
  if (!tiles.ok()) return Fail(tiles.error());
  const Result<TrainEnd> end = TrainLeftOut(settings.train, settings.left_out_folder, tiles.value(),
                                            stop_requested, Say, SayForNow);
  if (!end.ok()) return Fail(end.error());
  return end.value() == TrainEnd::kStopped ? kStopped : kOk;
}

int TrainWithoutWriters(const Settings& settings) {
  const Result<TileSet> tiles = ReadTileSet(settings.tiles_path);
  if (!tiles.ok()) return Fail(tiles.error());
  const Result<TrainEnd> end = TrainWritersOut(settings.train, settings.writers_out_folder,
                                               tiles.value(), stop_requested, Say, SayForNow);
  if (!end.ok()) return Fail(end.error());
  return end.value() == TrainEnd::kStopped ? kStopped : kOk;
}

Result<std::unordered_set<std::string>> NamesIn(const std::string& path) {
  std::unordered_set<std::string> names;
  if (path.empty()) return names;
  std::ifstream file(path);
  if (!file) return Error{Errc::kIo, path + ": can't be read"};
  for (std::string line; std::getline(file, line);) {
    if (line.ends_with('\r')) line.pop_back();
    if (!line.empty()) names.insert(line);
  }
  return names;
}

void Describe(const Corrections& corrections) {
  const auto count = [&](Finding::Kind kind) {
    std::size_t found = 0;
    for (const Finding& finding : corrections.findings) found += finding.kind == kind ? 1 : 0;
    return std::to_string(found);
  };
  Say(std::to_string(corrections.tiles.size()) + " digits of " +
      std::to_string(corrections.pictures) +
      " corrected pictures; not used: " + std::to_string(corrections.uncorrected) +
      " that nobody corrected, " + std::to_string(corrections.left_out) + " by name, " +
      count(Finding::Kind::kDuplicate) + " duplicates, " + count(Finding::Kind::kTwoLabels) +
      " with two labels, " + count(Finding::Kind::kUnreadable) + " unreadable, " +
      count(Finding::Kind::kOtherNumber) + " with another number of digits");
  Say(count(Finding::Kind::kDoubtful) +
      " labels are likely wrong: the network is sure of another "
      "digit");
}

int FinetuneModel(const Settings& settings) {
  const auto recognizer = cli::LoadRecognizer(settings.start_model_path);
  if (!recognizer.ok()) return Fail(recognizer.error());
  const auto left_out = NamesIn(settings.ignored_names_path);
  if (!left_out.ok()) return Fail(left_out.error());
  const auto corrections =
      ReadCorrections(settings.correction_paths, recognizer.value(), left_out.value());
  if (!corrections.ok()) return Fail(corrections.error());
  Describe(corrections.value());
  if (!settings.findings_path.empty()) {
    const std::string page = FindingsPage(corrections.value());
    const auto written = WriteFileWhole(settings.findings_path, std::as_bytes(std::span(page)));
    if (!written.ok()) return Fail(written.error());
    Say(settings.findings_path + " shows them");
  }
  if (!std::filesystem::exists(settings.tiles_path)) {
    // Without what it was trained with before, the network would forget everybody else's digits.
    if (const int failed = MakeTiles(settings)) return failed;
  }
  Result<TileSet> tiles = ReadTileSet(settings.tiles_path);
  if (!tiles.ok()) return Fail(tiles.error());
  const TileSet& own = corrections.value().tiles;
  for (std::size_t i = 0; i < own.size(); ++i) {
    tiles.value().Add(own.tiles[i], own.labels[i], own.sources[i], own.writers[i], own.splits[i]);
  }
  const Model& start = recognizer.value().model();
  FinetuneOptions options = settings.finetune;
  if (options.name.empty()) options.name = start.info().name + "-own";
  const Result<TrainEnd> end =
      Finetune(options, start, tiles.value(), stop_requested, Say, SayForNow);
  if (!end.ok()) return Fail(end.error());
  if (end.value() == TrainEnd::kStopped) {
    Say("stopped; the same command goes on from here");
    return kStopped;
  }
  Say(settings.finetune.model_path + ": written; `inkdigit serve --model` takes it");
  return kOk;
}

int Reproduce(const Settings& settings) {
  if (!std::filesystem::exists(settings.tiles_path)) {
    if (const int failed = MakeTiles(settings)) return failed;
  }
  if (const int failed = TrainNetwork(settings)) return failed;
  return ExportModel(settings);
}

// Beside MNIST in the cache: none of it belongs into the repository.
std::string WorkFile(const char* name) {
  return (std::filesystem::path(DefaultMnistFolder()).parent_path() / "training" / name).string();
}

void AddOptions(CLI::App& app, Settings& settings) {
  settings.prepare.mnist_folder = DefaultMnistFolder();
  settings.prepare.data_folder = DefaultDataFolder();
  settings.tiles_path = WorkFile("tiles.gz");
  settings.train.checkpoint_path = WorkFile("checkpoint.pt");
  settings.train.log_path = WorkFile("log.tsv");
  settings.left_out_folder = WorkFile("left-out");
  settings.writers_out_folder = WorkFile("writers-out");
  Recipe& recipe = settings.train.recipe;

  app.add_option("--mnist", settings.prepare.mnist_folder, "Folder of MNIST's four unpacked files")
      ->capture_default_str();
  app.add_option("--data", settings.prepare.data_folder,
                 "Folder of pendigits, optdigits, semeion, nsysu and hwd1000 [$INKDIGIT_DATA]")
      ->capture_default_str();
  app.add_option("--fonts", settings.prepare.font_folder,
                 "Folder of the fonts to print digits with")
      ->capture_default_str();
  app.add_option("--pens", settings.prepare.pens, "Canvases for each pen drawing")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  app.add_option("--tiles", settings.tiles_path, "What prepare writes and train reads")
      ->capture_default_str();
  app.add_option("--checkpoint", settings.train.checkpoint_path, "Where training stands")
      ->capture_default_str();
  app.add_option("--log", settings.train.log_path, "A line per epoch, tab-separated")
      ->capture_default_str();
  app.add_option("--model", settings.exported.model_path, "The model file that export writes")
      ->capture_default_str();
  app.add_option("--name", settings.exported.name, "The model's name")->capture_default_str();
  app.add_option("--layers", recipe.layers, "The network, as docs/model-format.md describes it")
      ->capture_default_str();
  app.add_option("--seed", recipe.seed, "Same seed, same weights")->capture_default_str();
  app.add_option("--epochs", recipe.epochs, "Length of the schedule")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--batches", recipe.batches_per_epoch, "Batches an epoch")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--batch-size", recipe.batch_size, "Tiles a batch")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--rate", recipe.peak_rate, "Highest learning rate")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_flag("--bfloat16,!--float32", recipe.bfloat16, "Arithmetic of the convolutions");
  app.add_option("--threads", recipe.threads, "Part of the recipe: it changes the last bits")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--teacher", settings.train.teacher_paths,
                 "Model files that teach, beside the labels")
      ->option_text("FILE.safetensors ...");
  app.add_option("--teachers-share", recipe.teachers_share,
                 "How much of a tile's truth is what the teachers say of it")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--start", settings.train_start_model,
                 "A model file of these layers to start from; else random weights")
      ->option_text("FILE.safetensors");
  app.add_option("--turned", recipe.turned_share,
                 "Share of the digits that are turned or mirrored to be none")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
  app.add_option("--label-smoothing", recipe.label_smoothing, "Of the labels")
      ->check(CLI::Range(0.0, 0.5))
      ->capture_default_str();
  app.add_option("--leave-out", recipe.left_out,
                 "A kind of what is no digit not to train on, or all; to measure refusal")
      ->capture_default_str();
  app.add_option("--left-out", settings.left_out_folder, "Where left-out writes its models")
      ->capture_default_str();
  app.add_option("--writers-out", settings.writers_out_folder,
                 "Where writers-out writes its models")
      ->capture_default_str();
  app.add_option("--not-digits", settings.prepare.not_digits, "About how many tiles of no digit")
      ->check(CLI::Range(0, 1'000'000))
      ->capture_default_str();
  app.add_option("--stop-after", settings.train.stop_after_steps,
                 "Stop with a checkpoint after that many batches in all; 0: never")
      ->capture_default_str();
}

// Says in the recipe which models it begins with and learns from. False, and says why, where one
// can't be read.
bool NameModels(Settings& settings) {
  Recipe& recipe = settings.train.recipe;
  const auto named = [](const std::string& path) -> std::optional<std::string> {
    const Result<Recognizer> recognizer = cli::LoadRecognizer(path);
    if (!recognizer.ok()) {
      Fail(recognizer.error());
      return std::nullopt;
    }
    const ModelInfo& info = recognizer.value().model().info();
    return info.name + ' ' + info.sha256;
  };
  for (const std::string& path : settings.train.teacher_paths) {
    const std::optional<std::string> name = named(path);
    if (!name) return false;
    recipe.teachers += (recipe.teachers.empty() ? "" : ", ") + *name;
  }
  if (settings.train_start_model.empty()) return true;
  const std::optional<std::string> name = named(settings.train_start_model);
  if (name) recipe.start = *name;
  return name.has_value();
}

int Run(int argc, char** argv) {
  CLI::App app(
      "Trains the network that inkdigit ships. Ctrl-C stops with a checkpoint; the same command "
      "goes on.",
      "inkdigit-train");
  Settings settings;
  AddOptions(app, settings);
  app.fallthrough();
  app.require_subcommand(1);
  const CLI::App* fetch = app.add_subcommand("fetch", "Fetch MNIST and verify it");
  const CLI::App* prepare =
      app.add_subcommand("prepare", "Turn all data sets into one file of tiles");
  const CLI::App* train = app.add_subcommand("train", "Train, or go on from the checkpoint");
  const CLI::App* exported = app.add_subcommand("export", "Write the model file");
  const CLI::App* left_out = app.add_subcommand(
      "left-out", "Train a network without each kind of what is no digit, to measure refusal");
  const CLI::App* writers_out = app.add_subcommand(
      "writers-out",
      "Train two networks, each without half of pendigits' writers, to measure learning from them");
  CLI::App* finetune = app.add_subcommand(
      "finetune", "Train a model on with what people corrected, and write it if it is not worse");
  finetune
      ->add_option("DATA", settings.correction_paths,
                   "Exports of readings (zip), or folders with a manifest.tsv")
      ->required()
      ->option_text("FILE.zip | DIR ...");
  finetune->add_option("--out", settings.finetune.model_path, "The model file to write")
      ->required();
  finetune->add_option("--from", settings.start_model_path,
                       "The model file to begin with; else the embedded one");
  finetune
      ->add_option("--findings", settings.findings_path,
                   "Write a page that shows duplicates, unreadable crops and doubtful labels")
      ->option_text("FILE.html");
  finetune
      ->add_option("--ignore", settings.ignored_names_path,
                   "Pictures to ignore: a name a line, as --findings shows them")
      ->option_text("FILE");
  finetune->add_flag("--force", settings.finetune.force, "Write the model even if it is worse");
  app.add_subcommand("reproduce", "All of these in turn; go on where it was");
  app.footer("Example: INKDIGIT_DATA=~/digits inkdigit-train reproduce");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kOk : kWrongUsage;
  }
  if (finetune->parsed()) {
    // Its own schedule, unless somebody names another.
    Recipe& recipe = settings.finetune.recipe;
    const Recipe& given = settings.train.recipe;
    recipe.seed = given.seed;
    recipe.bfloat16 = given.bfloat16;
    recipe.threads = given.threads;
    if (app.get_option("--epochs")->count() > 0) recipe.epochs = given.epochs;
    if (app.get_option("--batches")->count() > 0)
      recipe.batches_per_epoch = given.batches_per_epoch;
    if (app.get_option("--rate")->count() > 0) recipe.peak_rate = given.peak_rate;
    settings.finetune.checkpoint_path = settings.finetune.model_path + ".checkpoint";
    if (app.get_option("--name")->count() > 0) settings.finetune.name = settings.exported.name;
  }
  const bool has_models =
      !settings.train.teacher_paths.empty() || !settings.train_start_model.empty();
  if (has_models && (finetune->parsed() || left_out->parsed() || writers_out->parsed())) {
    // They would have seen what these leave out, or, for finetune, --from says it.
    std::fputs("inkdigit-train: --teacher and --start are for train, export and reproduce\n",
               stderr);
    return kWrongUsage;
  }
  if (!NameModels(settings)) return kFailed;
  settings.exported.recipe = settings.train.recipe;
  settings.exported.checkpoint_path = settings.train.checkpoint_path;
  std::signal(SIGINT, RequestStop);
  std::signal(SIGTERM, RequestStop);
  if (fetch->parsed()) return Fetch(settings);
  if (prepare->parsed()) return MakeTiles(settings);
  if (train->parsed()) return TrainNetwork(settings);
  if (finetune->parsed()) return FinetuneModel(settings);
  if (left_out->parsed()) return TrainWithoutKinds(settings);
  if (writers_out->parsed()) return TrainWithoutWriters(settings);
  if (exported->parsed()) return ExportModel(settings);
  return Reproduce(settings);
}

}  // namespace
}  // namespace inkdigit::training

int main(int argc, char** argv) {
  // Waiting threads would else spin and take the cores from everybody beside us; and memory that
  // each batch frees would go back to the system, to come again page by page (a tenth of the time).
  // libgomp and glibc read these once, at load.
  const bool is_news =
      setenv("OMP_WAIT_POLICY", "passive", /*overwrite=*/0) == 0 &&
      setenv("GLIBC_TUNABLES",
             "glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=4294967296:"
             "glibc.malloc.top_pad=67108864:glibc.malloc.hugetlb=1",
             /*overwrite=*/0) == 0;
  if (is_news && std::getenv("INKDIGIT_TRAIN_RESTARTED") == nullptr) {
    setenv("INKDIGIT_TRAIN_RESTARTED", "1", 1);
    execv("/proc/self/exe", argv);  // goes on here where that fails
  }
  try {
    return inkdigit::training::Run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-train: %s\n", error.what());
    return 1;
  }
}
