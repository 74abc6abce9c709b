#include <cstdio>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "inkdigit/decode.h"
#include "json/reading_json.h"

namespace inkdigit::cli {
namespace {

Result<Reading> ReadFile(const std::string& file, const RecognizeOptions& options,
                         const Recognizer& recognizer, Workspace& workspace,
                         DecodedImage& decoded) {
  const auto bytes = ReadWholeFile(file);
  if (!bytes) return bytes.error();
  auto image = DecodeImage(bytes.value());
  if (!image) return image.error();
  decoded = std::move(image).value();
  return recognizer.Read(decoded.gray.view(),
                         {options.mode, decoded.shown_width, decoded.shown_height}, workspace);
}

void Print(const std::string& file, const Reading& reading, const DecodedImage& decoded,
           const RecognizeOptions& options, const Model& model) {
  if (options.json) {
    const ReadingJsonOptions json{.file = file,
                                  .width = decoded.shown_width,
                                  .height = decoded.shown_height,
                                  .model = model.info().name,
                                  .tiles = false};
    std::puts(ReadingToJson(reading, json).c_str());
  } else {
    std::printf("%s\t%s\t%.4f\n", EscapeField(file).c_str(), EscapeField(reading.text).c_str(),
                reading.confidence);
  }
}

}  // namespace

int RunRecognize(const RecognizeOptions& options) {
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer) {
    PrintError(recognizer.error().message);
    return 1;
  }
  Workspace workspace;
  int status = 0;
  for (const std::string& path : options.paths) {
    const Pictures pictures = PicturesOf(path);
    for (const Pictures::Unreadable& unreadable : pictures.unreadable) {
      PrintError(unreadable.folder, unreadable.reason);
      status = 1;
    }
    if (pictures.files.empty() && pictures.unreadable.empty()) {
      PrintError(path, "no pictures in this folder");
      status = 1;
    }
    for (const std::string& file : pictures.files) {
      DecodedImage decoded;
      const auto reading = ReadFile(file, options, recognizer.value(), workspace, decoded);
      if (!reading) {
        PrintError(file, reading.error().message);
        status = 1;
        continue;
      }
      Print(file, reading.value(), decoded, options, recognizer.value().model());
    }
  }
  return status;
}

}  // namespace inkdigit::cli
