#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/debug_pictures.h"
#include "cli/files.h"
#include "cli/in_order.h"
#include "cli/load_recognizer.h"
#include "cli/progress_bar.h"
#include "cli/terminal.h"
#include "inkdigit/allowed.h"
#include "inkdigit/pixel_budget.h"
#include "json/reading_json.h"

namespace inkdigit::cli {
namespace {

// A line of output: a picture that is to be read, or what is wrong with what was asked for.
struct Entry {
  std::string path;
  std::string trouble;  // empty for a picture
};

std::vector<Entry> EntriesOf(const std::vector<std::string>& paths) {
  std::vector<Entry> entries;
  for (const std::string& path : paths) {
    Pictures pictures = PicturesOf(path);
    for (Pictures::Unreadable& unreadable : pictures.unreadable) {
      entries.push_back({std::move(unreadable.folder), std::move(unreadable.reason)});
    }
    if (pictures.files.empty() && pictures.unreadable.empty()) {
      entries.push_back({path, "no pictures in this folder"});
    }
    for (std::string& file : pictures.files) entries.push_back({std::move(file), {}});
  }
  return entries;
}

// What is printed for an entry: a line, or the reason why there is none.
Result<std::string> LineOf(const Entry& entry, const RecognizeOptions& options,
                           const std::optional<AllowedTexts>& allowed, const Recognizer& recognizer,
                           PixelBudget& pixels, Workspace& workspace) {
  if (!entry.trouble.empty()) return Error{Errc::kIo, entry.trouble};
  const auto bytes = ReadWholeFile(entry.path);
  if (!bytes) return bytes.error();
  const auto image = DecodeImage(bytes.value(), pixels);
  if (!image) return image.error();
  const DecodedImage& decoded = image.value();
  if (!options.debug_folder.empty()) {
    if (auto error = WriteDebugPictures(options.debug_folder, entry.path, decoded, options.mode,
                                        recognizer.model(), workspace)) {
      return *std::move(error);
    }
  }
  const auto reading = recognizer.Read(
      decoded.gray.view(), {options.mode, decoded.shown_width, decoded.shown_height}, workspace);
  if (!reading) return reading.error();
  std::vector<AllowedMatch> matches;
  if (allowed) matches = allowed->Match(reading.value());
  if (options.json) {
    const ReadingJsonOptions json{.file = entry.path,
                                  .width = decoded.shown_width,
                                  .height = decoded.shown_height,
                                  .model = recognizer.model().info().name,
                                  .tiles = false,
                                  .allowed = allowed ? &matches : nullptr};
    return ReadingToJson(reading.value(), json);
  }
  char confidence[16];
  std::snprintf(confidence, sizeof confidence, "%.4f", reading.value().confidence);
  std::string line =
      EscapeField(entry.path) + '\t' + EscapeField(reading.value().text) + '\t' + confidence;
  if (!matches.empty()) {
    std::snprintf(confidence, sizeof confidence, "%.4f", matches.front().probability);
    line += '\t' + matches.front().text + '\t' + confidence;
  }
  return line;
}

Result<AllowedTexts> ReadAllowed(const std::string& path) {
  const auto bytes = ReadWholeFile(path);
  if (!bytes) return bytes.error();
  const auto* text = reinterpret_cast<const char*>(bytes.value().data());
  return AllowedTexts::Parse({text, bytes.value().size()});
}

}  // namespace

int RunRecognize(const RecognizeOptions& options) {
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  std::optional<AllowedTexts> allowed;
  if (!options.allow_file.empty()) {
    auto read = ReadAllowed(options.allow_file);
    if (!read) {
      PrintError(options.allow_file, read.error().message);
      return 1;
    }
    allowed = std::move(read).value();
  }
  const std::vector<Entry> entries = EntriesOf(options.paths);
  std::size_t threads = options.threads;
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  std::vector<Workspace> workspaces(threads);
  std::size_t failed = 0;
  PixelBudget pixels(kPixelsAtOnce);
  ProgressBar progress(entries.size());
  InOrder<Result<std::string>>(
      entries.size(), threads,
      [&](std::size_t index, std::size_t worker) {
        return LineOf(entries[index], options, allowed, recognizer.value(), pixels,
                      workspaces[worker]);
      },
      [&](std::size_t index, const Result<std::string>& line) {
        if (line.ok()) {
          if (isatty(STDOUT_FILENO) != 0) progress.Hide();
          std::puts(line.value().c_str());
        } else {
          progress.Hide();
          PrintError(entries[index].path, line.error().message);
          ++failed;
        }
        progress.Advance();
      });
  progress.Hide();
  if (failed > 0 && entries.size() > 1) {
    PrintError(
        std::to_string(failed) + " of " + std::to_string(entries.size()) +
        (entries.size() == failed ? " could not be read" : " could not be read, the rest were"));
  }
  return failed > 0 ? 1 : 0;
}

}  // namespace inkdigit::cli
