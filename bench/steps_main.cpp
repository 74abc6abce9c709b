// inkdigit-steps ROUNDS PROGRAM CANVAS.png TILES
//
// The rest of bench/steps.sh: the way from bytes to the answer, beside libraries that only decode;
// batches; threads; start-up. Everything in one process and interleaved, except for the start-up,
// which starts PROGRAM. Prints Markdown tables.
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iterator>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "bench/pictures.h"
#include "bench/rounds.h"
#include "cli/bench_picture.h"
#include "inkdigit/decode.h"
#include "inkdigit/ink.h"
#include "inkdigit/recognizer.h"

namespace inkdigit::bench {
namespace {

constexpr double kSeconds = 0.4;  // of each contestant in each round

void PrintHead(const char* what, const char* unit) {
  std::printf("\n| %s | %s | times the first row: median (lowest to highest round) |\n", what,
              unit);
  std::puts("| --- | --- | --- |");
}

void PrintRatios(const std::vector<Measured>& rows, int digits = 2) {
  for (const Measured& row : rows) {
    std::printf("| %s | %.1f | %s |\n", row.name.c_str(), row.microseconds,
                &row == rows.data() ? "" : Spread(row.ratios, digits).c_str());
  }
}

GrayImage Decoded(std::span<const std::byte> bytes) {
  auto decoded = DecodeImage(bytes);
  if (!decoded) throw std::runtime_error(decoded.error().message);
  return std::move(decoded).value().gray;
}

void ToTile(std::span<const std::byte> bytes) {
  const GrayImage gray = Decoded(bytes);
  for (const Glyph& glyph : Segment(ExtractInk(gray.view()))) static_cast<void>(Normalize(glyph));
}

std::string Answer(const Recognizer& recognizer, std::span<const std::byte> bytes,
                   Workspace& workspace) {
  const GrayImage gray = Decoded(bytes);
  auto reading = recognizer.Read(gray.view(), {}, workspace);
  if (!reading) throw std::runtime_error(reading.error().message);
  return reading.value().text;
}

std::string Kilobytes(const char* what, const Bytes& bytes) {
  char text[128];
  std::snprintf(text, sizeof text, "%s (%.1f KB)", what, static_cast<double>(bytes.size()) / 1000);
  return text;
}

void Canvas(const Recognizer& recognizer, int rounds) {
  const Bytes rgba = cli::CanvasPng();
  const GrayImage gray = Decoded(rgba);
  const Bytes gray_png = EncodeGrayPng(gray);
  const Bytes pgm = EncodePgm(gray);
  Workspace workspace;
  const Contestant contestants[] = {
      {"libspng: decode the RGBA PNG", [&] { static_cast<void>(DecodeRgbaBySpng(rgba)); }},
      {Kilobytes("RGBA PNG: decode, ink, segment, normalise", rgba), [&] { ToTile(rgba); }},
      {Kilobytes("the same of a grey PNG, as the page sends", gray_png), [&] { ToTile(gray_png); }},
      {Kilobytes("the same of a PGM: raw grey with its size", pgm), [&] { ToTile(pgm); }},
      {"RGBA PNG to the answer", [&] { static_cast<void>(Answer(recognizer, rgba, workspace)); }},
      {"grey PNG to the answer",
       [&] { static_cast<void>(Answer(recognizer, gray_png, workspace)); }},
      {"PGM to the answer", [&] { static_cast<void>(Answer(recognizer, pgm, workspace)); }},
  };
  PrintHead("a canvas of 280x280", "us");
  PrintRatios(InRounds(contestants, rounds, kSeconds));
}

void Photograph(const Recognizer& recognizer, std::span<const Tile28> tiles, int rounds) {
  const Bytes jpeg = EncodeJpeg(PageOfDigits(tiles));
  Workspace workspace;
  const std::string text = Answer(recognizer, jpeg, workspace);
  const auto digits = std::count_if(text.begin(), text.end(), [](char c) { return c >= '0'; });
  const Contestant contestants[] = {
      {Kilobytes("libjpeg-turbo: decode at full size", jpeg),
       [&] { static_cast<void>(DecodeRgbByJpegTurbo(jpeg)); }},
      {"decode alone, grey and reduced", [&] { static_cast<void>(Decoded(jpeg)); }},
      {"bytes to the answer, " + std::to_string(digits) + " digits",
       [&] { static_cast<void>(Answer(recognizer, jpeg, workspace)); }},
  };
  PrintHead("a photograph of 4000x3000, twenty digits", "us");
  PrintRatios(InRounds(contestants, rounds, kSeconds));
}

std::vector<Tile28> Repeated(std::span<const Tile28> tiles, std::size_t count) {
  std::vector<Tile28> all(count);
  for (std::size_t i = 0; i < count; ++i) all[i] = tiles[i % tiles.size()];
  return all;
}

void Batches(const Model& model, std::span<const Tile28> tiles, int rounds) {
  constexpr std::size_t kSizes[] = {64, 8, 16, 256, 1024, 4096};
  const std::vector<Tile28> all = Repeated(tiles, 4096);
  std::vector<Scores> scores(all.size());
  Workspace workspace;
  std::vector<Contestant> contestants;
  contestants.reserve(std::size(kSizes));
  for (const std::size_t size : kSizes) {
    contestants.push_back({std::to_string(size),
                           [&, size] {
                             model.FirstLook(std::span(all).first(size),
                                             std::span(scores).first(size), workspace);
                           },
                           static_cast<double>(size)});
  }
  PrintHead("tiles a call, one thread", "us a tile");
  PrintRatios(InRounds(contestants, rounds, kSeconds));
}

// So many threads do `work` at once, each so often that starting them doesn't count.
template <typename Work>
void OnThreads(int threads, Work work) {
  constexpr int kTimes = 40;
  std::vector<std::jthread> workers;
  workers.reserve(static_cast<std::size_t>(threads));
  for (int t = 0; t < threads; ++t) {
    workers.emplace_back([t, &work] {
      for (int i = 0; i < kTimes; ++i) work(t);
    });
  }
}

void Threads(const Model& model, std::span<const Tile28> tiles, int rounds) {
  constexpr std::size_t kBatch = 64;
  constexpr double kTimes = 40.0;
  const std::vector<Tile28> batch = Repeated(tiles, kBatch);
  std::vector<std::vector<Scores>> scores(2, std::vector<Scores>(kBatch));
  std::vector<Workspace> workspaces(2);
  const auto classify = [&](int t) {
    const auto i = static_cast<std::size_t>(t);
    model.FirstLook(batch, scores[i], workspaces[i]);
  };
  // A loop that touches no memory: what two threads can gain here at all.
  const auto spin = [](int) {
    volatile double sum = 1.0;
    for (int i = 0; i < 200'000; ++i) sum = sum * 1.0000001;
  };
  const auto row = [&](const char* name, auto work, int threads, double things) {
    return Contestant{name, [=] { OnThreads(threads, work); }, kTimes * threads * things};
  };
  const Contestant network[] = {row("network, one thread", classify, 1, kBatch),
                                row("network, two threads", classify, 2, kBatch)};
  const Contestant plain[] = {row("a loop without memory, one thread", spin, 1, 1),
                              row("a loop without memory, two threads", spin, 2, 1)};
  PrintHead("threads, batches of 64", "us a tile, or a loop");
  PrintRatios(InRounds(network, rounds, kSeconds), 3);
  PrintRatios(InRounds(plain, rounds, kSeconds), 3);
}

void Start(const std::vector<std::string>& command) {
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error = posix_spawn(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  int status = 0;
  if (error != 0 || waitpid(child, &status, 0) != child || status != 0) {
    throw std::runtime_error(command[0] + " failed");
  }
}

void StartUp(const std::string& program, const std::string& picture, int rounds) {
  const Contestant contestants[] = {
      {"/bin/true", [&] { Start({"/bin/true"}); }},
      {"inkdigit --version",
       [&] {
         Start({program, "--version"});
       }},
      {"inkdigit recognize canvas.png",
       [&] {
         Start({program, "recognize", picture});
       }},
  };
  std::puts(
      "\n| process start to exit | ms | ms more than /bin/true: median (lowest to highest round) "
      "|");
  std::puts("| --- | --- | --- |");
  for (Measured& row : InRounds(contestants, rounds, kSeconds)) {
    for (double& difference : row.differences) difference /= 1000.0;
    std::printf("| %s | %.2f | %s |\n", row.name.c_str(), row.microseconds / 1000.0,
                Spread(row.differences, 2).c_str());
  }
}

void Run(char** arguments) {
  const int rounds = std::max(1, std::atoi(arguments[0]));
  const std::vector<Tile28> tiles = ReadTiles(arguments[3]);
  const char* forced = std::getenv("INKDIGIT_KERNELS");
  auto model = Model::LoadEmbedded(forced == nullptr ? "" : forced);
  if (!model) throw std::runtime_error(model.error().message);
  const Recognizer recognizer(std::move(model).value());
  std::printf("%d rounds; kernels %s, model %s\n", rounds,
              recognizer.model().info().kernels.c_str(), recognizer.model().info().name.c_str());
  Canvas(recognizer, rounds);
  Photograph(recognizer, tiles, rounds);
  Batches(recognizer.model(), tiles, rounds);
  Threads(recognizer.model(), tiles, rounds);
  StartUp(arguments[1], arguments[2], rounds);
}

}  // namespace
}  // namespace inkdigit::bench

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: inkdigit-steps ROUNDS PROGRAM CANVAS.png TILES\n", stderr);
    return 2;
  }
  try {
    inkdigit::bench::Run(argv + 1);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "inkdigit-steps: %s\n", error.what());
    return 1;
  }
}
