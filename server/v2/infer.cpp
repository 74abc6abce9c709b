#include "server/v2/infer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "server/problem.h"
#include "server/read_picture.h"
#include "server/v2/digits_tensors.h"
#include "server/v2/infer_request.h"
#include "server/v2/infer_response.h"

namespace inkdigit::v2 {
namespace {

// A few milliseconds' work where few tiles leave doubt, and a multiple of what goes through the
// network together.
constexpr std::size_t kTilesAPiece = 96;

std::vector<Scores> Classify(const std::vector<Tile28>& tiles, const Reader& reader) {
  std::vector<Scores> scores(tiles.size());
  // Even pieces, so that no tile is left alone: alone it would be rounded differently.
  const std::size_t pieces = std::max<std::size_t>(1, tiles.size() / kTilesAPiece);
  ForEachPiece(
      pieces, reader.helpers, reader.workspace, [&](std::size_t piece, Workspace& workspace) {
        const std::size_t begin = tiles.size() * piece / pieces;
        const std::size_t count = tiles.size() * (piece + 1) / pieces - begin;
        reader.recognizer.model().Classify(std::span(tiles).subspan(begin, count),
                                           std::span(scores).subspan(begin, count), workspace);
      });
  return scores;
}

Result<std::vector<OutputTensor>> ReadTiles(const InputTensor& input, const Reader& reader) {
  const auto tiles = TilesOf(input);
  if (!tiles.ok()) return tiles.error();
  const auto count = static_cast<std::int64_t>(tiles.value().size());
  std::vector<float> probabilities;
  probabilities.reserve(tiles.value().size() * kNotADigit);
  std::vector<std::int64_t> digits;
  std::vector<bool> rejected;
  const auto start = std::chrono::steady_clock::now();
  for (const Scores& scores : Classify(tiles.value(), reader)) {
    const auto* begin = scores.probabilities.begin();
    probabilities.insert(probabilities.end(), begin, std::next(begin, kNotADigit));
    const int digit = scores.best_digit();
    digits.push_back(digit);
    rejected.push_back(scores.is_refused());
    if (reader.metrics == nullptr) continue;
    const bool is_sure = scores.probabilities[static_cast<std::size_t>(digit)] >= kSureConfidence;
    reader.metrics->CountReading(rejected.back() ? 0 : 1, rejected.back() ? 1 : 0, !is_sure);
  }
  if (reader.metrics != nullptr) {
    reader.metrics->Observe(Stage::kRead, std::chrono::steady_clock::now() - start);
  }
  return std::vector<OutputTensor>{{"probabilities", {count, kNotADigit}, std::move(probabilities)},
                                   {"digits", {count}, std::move(digits)},
                                   {"rejected", {count}, std::move(rejected)}};
}

Result<std::vector<OutputTensor>> ReadPictures(const InputTensor& input, const Reader& reader) {
  const auto pictures = PicturesOf(input);
  if (!pictures.ok()) return pictures.error();
  const std::vector<std::string>& files = pictures.value();
  std::vector<Result<Reading>> readings(files.size(), Reading{});
  ForEachPiece(
      files.size(), reader.helpers, reader.workspace, [&](std::size_t i, Workspace& workspace) {
        auto read = ReadPicture(files[i], Mode::kAuto,
                                {.recognizer = reader.recognizer,
                                 .pixels = reader.pixels,
                                 .workspace = workspace,
                                 .metrics = reader.metrics});
        readings[i] = read.ok() ? Result<Reading>(std::move(read.value().reading)) : read.error();
      });
  std::vector<std::string> texts;
  std::vector<float> confidences;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    if (!readings[i].ok()) {
      const Error& error = readings[i].error();
      return Error{error.code,
                   "the input image: data[" + std::to_string(i) + "]: " + error.message};
    }
    texts.push_back(std::move(readings[i].value().text));
    confidences.push_back(static_cast<float>(readings[i].value().confidence));
  }
  const auto count = static_cast<std::int64_t>(files.size());
  return std::vector<OutputTensor>{{"text", {count}, std::move(texts)},
                                   {"confidence", {count}, std::move(confidences)}};
}

// What each input gives, in the order of ReadTiles() and ReadPictures().
std::vector<std::string> OutputsOf(const InputTensor& input) {
  if (input.name == "tiles") return {"probabilities", "digits", "rejected"};
  return {"text", "confidence"};
}

// Before any work is done.
std::optional<Error> CheckNames(const InferRequest& request) {
  for (const InputTensor& input : request.inputs) {
    if (input.name == "tiles" || input.name == "image") continue;
    return Error{Errc::kInvalidArgument,
                 "there is no input " + input.name + "; the model digits takes tiles or image"};
  }
  if (request.inputs.size() > 1) {
    return Error{Errc::kInvalidArgument, "send one input, tiles or image, not both"};
  }
  const InputTensor& input = request.inputs.front();
  const std::vector<std::string> there = OutputsOf(input);
  for (const OutputRequest& wanted : request.outputs) {
    if (std::find(there.begin(), there.end(), wanted.name) != there.end()) continue;
    std::string names;
    for (const std::string& name : there) names += (names.empty() ? "" : ", ") + name;
    return Error{Errc::kInvalidArgument, "there is no output " + wanted.name + " for the input " +
                                             input.name + "; it has " + names};
  }
  return std::nullopt;
}

// What was asked for, in that order; all where nothing was.
std::vector<OutputTensor> Select(std::vector<OutputTensor> all, const InferRequest& request) {
  if (request.outputs.empty()) {
    for (OutputTensor& output : all) output.is_binary = request.binary_output;
    return all;
  }
  std::vector<OutputTensor> selected;
  for (const OutputRequest& wanted : request.outputs) {
    for (OutputTensor& output : all) {
      if (output.name != wanted.name) continue;
      output.is_binary = wanted.is_binary;
      selected.push_back(std::move(output));
    }
  }
  return selected;
}

}  // namespace

Response Infer(const Request& request, const Reader& reader) {
  if (request.body.starts_with("\x1f\x8b")) {
    return Problem(415, "the body is compressed; send it as it is");
  }
  const auto parsed = ParseInferRequest(request.body, request.inference_header_content_length);
  if (!parsed.ok()) return Problem(parsed.error());
  if (const auto error = CheckNames(parsed.value())) return Problem(*error);
  const InputTensor& input = parsed.value().inputs.front();
  auto outputs = input.name == "tiles" ? ReadTiles(input, reader) : ReadPictures(input, reader);
  if (!outputs.ok()) return Problem(outputs.error());
  return WriteInferResponse(kModelName, reader.recognizer.model().info().name, parsed.value().id,
                            Select(std::move(outputs).value(), parsed.value()));
}

}  // namespace inkdigit::v2
