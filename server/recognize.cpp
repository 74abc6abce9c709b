#include "server/recognize.h"

#include <chrono>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "inkdigit/allowed.h"
#include "inkdigit/decode.h"
#include "json/add_member.h"
#include "json/reading_json.h"
#include "server/digit_text.h"
#include "server/header_values.h"
#include "server/labelled_glyphs.h"
#include "server/media_type.h"
#include "server/multipart.h"
#include "server/problem.h"
#include "server/target.h"

namespace inkdigit {
namespace {

struct Query {
  Mode mode = Mode::kAuto;
  bool explain = false;
  bool keep = true;
  bool learned = true;  // whether the owner's corrections count
};

Result<Query> ParseQuery(std::string_view raw_target) {
  const auto target = ParseTarget(raw_target);
  if (!target.ok()) return target.error();
  const std::string_view mode = target.value().Query("mode").value_or("auto");
  const std::string_view explain = target.value().Query("explain").value_or("0");
  const std::string_view keep = target.value().Query("keep").value_or("1");
  const std::string_view learned = target.value().Query("learned").value_or("1");
  Query query;
  if (mode == "digit") {
    query.mode = Mode::kDigit;
  } else if (mode == "number") {
    query.mode = Mode::kNumber;
  } else if (mode != "auto") {
    return Error{Errc::kInvalidArgument, "mode must be auto, digit or number"};
  }
  if (explain != "0" && explain != "1") {
    return Error{Errc::kInvalidArgument, "explain must be 0 or 1"};
  }
  if (keep != "0" && keep != "1") return Error{Errc::kInvalidArgument, "keep must be 0 or 1"};
  if (learned != "0" && learned != "1") {
    return Error{Errc::kInvalidArgument, "learned must be 0 or 1"};
  }
  query.explain = explain == "1";
  query.learned = learned == "1";
  query.keep = keep == "1";
  return query;
}

// What the request's body holds; within it.
struct Form {
  std::string_view picture;
  std::optional<std::string_view> allow;  // a list of allowed answers
};

Result<Form> ReadForm(const Request& request) {
  constexpr std::string_view kHowTo =
      "send the picture as the body, or as the field image or file of multipart/form-data";
  const std::string_view body = request.body;
  if (body.empty()) {
    return Error{Errc::kInvalidArgument, "the request has no body; " + std::string(kHowTo)};
  }
  const std::string_view type = request.content_type;
  if (!EqualsIgnoringCase(Trim(type.substr(0, type.find(';'))), "multipart/form-data")) {
    return Form{body, std::nullopt};
  }
  const auto content_type = ParseParameterized(type);
  const auto boundary = content_type ? content_type->Parameter("boundary") : std::nullopt;
  if (!boundary) {
    return Error{Errc::kInvalidArgument, "the Content-Type of the multipart body has no boundary"};
  }
  const auto parts = ParseMultipart(body, *boundary);
  if (!parts.ok()) return parts.error();
  Form form;
  for (const Part& part : parts.value()) {
    if (part.name == "allow" && !form.allow) form.allow = part.data;
    if (!form.picture.empty()) continue;
    if (part.name != "image" && part.name != "file") continue;
    if (part.data.empty()) {
      return Error{Errc::kInvalidArgument, "the field " + part.name + " is empty"};
    }
    form.picture = part.data;
  }
  if (!form.picture.empty()) return form;
  return Error{Errc::kInvalidArgument,
               "the multipart body has no field image or file; " + std::string(kHowTo)};
}

KeptReading Draft(std::string_view picture, const DecodedImage& decoded, const Reading& reading,
                  const ModelInfo& model) {
  KeptReading draft;
  draft.id = NewReadingId(NowMs());
  draft.picture = picture;
  draft.media_type = MediaTypeName(decoded.format);
  draft.width = decoded.shown_width;
  draft.height = decoded.shown_height;
  draft.reading = reading;
  draft.unsure = reading.confidence < kSureConfidence;
  draft.model = model.name;
  draft.model_sha256 = model.sha256;
  return draft;
}

// Reads, and counts what came of it.
Result<Reading> Measured(const Reader& reader, const DecodedImage& decoded,
                         std::chrono::steady_clock::duration decode_time, Mode mode) {
  std::chrono::nanoseconds ink_time{};
  const auto start = std::chrono::steady_clock::now();
  auto reading = reader.recognizer.Read(decoded.gray.view(),
                                        {.mode = mode,
                                         .shown_width = decoded.shown_width,
                                         .shown_height = decoded.shown_height,
                                         .ink_time = &ink_time},
                                        reader.workspace);
  if (reader.metrics == nullptr || !reading.ok()) return reading;
  reader.metrics->Observe(Stage::kDecode, decode_time);
  reader.metrics->Observe(Stage::kInk, ink_time);
  reader.metrics->Observe(Stage::kRead, std::chrono::steady_clock::now() - start - ink_time);
  reader.metrics->CountReading(reading.value().digits.size(), reading.value().rejected.size(),
                               reading.value().confidence < kSureConfidence);
  return reading;
}

Response Read(const Request& request, const Reader& reader,
              const std::optional<Correction>& correction) {
  const Model& model = reader.recognizer.model();
  const auto query = ParseQuery(request.target);
  if (!query.ok()) return Problem(query.error());
  const auto form = ReadForm(request);
  if (!form.ok()) return Problem(form.error());
  std::optional<AllowedTexts> allowed;
  if (form.value().allow) {
    auto list = AllowedTexts::Parse(*form.value().allow);
    if (!list.ok()) return Problem(list.error());
    allowed = std::move(list).value();
  }
  const auto start = std::chrono::steady_clock::now();
  const auto picture =
      DecodeImage(std::as_bytes(std::span<const char>(form.value().picture)), reader.pixels);
  if (!picture.ok()) return Problem(picture.error());
  const DecodedImage& decoded = picture.value();
  auto reading =
      Measured(reader, decoded, std::chrono::steady_clock::now() - start, query.value().mode);
  if (!reading.ok()) return Problem(reading.error());
  if (correction && reader.metrics != nullptr) {
    reader.metrics->CountCorrection(DigitsOf(correction->text) == DigitsOf(reading.value().text));
  }
  const Exemplars* exemplars = nullptr;
  if (reader.lessons != nullptr && query.value().learned) {
    exemplars = &reader.lessons->Learned(model, reader.workspace);
    exemplars->Apply(reading.value(), reader.workspace);
  }

  std::vector<AllowedMatch> matches;
  if (allowed) matches = allowed->Match(reading.value());

  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body =
      ReadingToJson(reading.value(), {.width = decoded.shown_width,
                                      .height = decoded.shown_height,
                                      .model = model.info().name,
                                      .tiles = query.value().explain,
                                      .explain_with = query.value().explain ? &model : nullptr,
                                      .allowed = allowed ? &matches : nullptr});
  if (exemplars != nullptr) {
    AddMembers(std::get<std::string>(response.body),
               R"({"exemplars":)" + std::to_string(exemplars->size()) + "}");
  }
  if (reader.draft != nullptr && query.value().keep) {
    *reader.draft = Draft(form.value().picture, decoded, reading.value(), model.info());
    (*reader.draft)->correction = correction;
  }
  return response;
}

}  // namespace

Response Recognize(const Request& request, const Reader& reader) {
  return Read(request, reader, std::nullopt);
}

Response RecognizeCorrected(const Request& request, const Reader& reader) {
  const auto target = ParseTarget(request.target);
  if (!target.ok()) return Problem(target.error());
  const auto text = target.value().Query("text");
  if (!text || !IsDigitText(*text)) return Problem(400, kDigitTextRule);
  if (target.value().Query("keep").value_or("1") != "1") {
    return Problem(400, "this keeps the reading; without keep=1, ask /api/v1/recognize");
  }
  return Read(request, reader, Correction{std::string(*text), NowMs()});
}

}  // namespace inkdigit
