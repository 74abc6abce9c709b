#include "server/recognize.h"

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "inkdigit/allowed.h"
#include "json/add_member.h"
#include "json/reading_json.h"
#include "server/digit_text.h"
#include "server/draft.h"
#include "server/labelled_glyphs.h"
#include "server/picture_form.h"
#include "server/problem.h"
#include "server/read_picture.h"
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

// How each picture of a request is to be read.
struct Task {
  Query query;
  std::optional<AllowedTexts> allowed;
  std::optional<Correction> correction;
  std::string_view content_type;
};

Response ReadOne(const Upload& upload, const Task& task, const Reader& reader) {
  const Model& model = reader.recognizer.model();
  if (upload.bytes.empty()) return Problem(400, "the field " + upload.field + " is empty");
  auto read = ReadPicture(upload.bytes, task.query.mode, reader);
  if (!read.ok()) return Problem(WithUploadHint(read.error(), upload.bytes, task.content_type));
  const DecodedImage& decoded = read.value().picture;
  Reading& reading = read.value().reading;
  if (task.correction && reader.metrics != nullptr) {
    reader.metrics->CountCorrection(DigitsOf(task.correction->text) == DigitsOf(reading.text));
  }
  std::shared_ptr<const Exemplars> exemplars;
  if (reader.lessons != nullptr && task.query.learned) {
    exemplars = reader.lessons->Learned(model, reader.workspace);
    exemplars->Apply(reading, reader.workspace);
  }

  std::vector<AllowedMatch> matches;
  if (task.allowed) matches = task.allowed->Match(reading);

  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = ReadingToJson(reading, {.width = decoded.shown_width,
                                          .height = decoded.shown_height,
                                          .model = model.info().name,
                                          .tiles = task.query.explain,
                                          .explain_with = task.query.explain ? &model : nullptr,
                                          .allowed = task.allowed ? &matches : nullptr});
  if (exemplars != nullptr) {
    AddMembers(std::get<std::string>(response.body),
               R"({"exemplars":)" + std::to_string(exemplars->size()) + "}");
  }
  if (reader.draft != nullptr && task.query.keep) {
    *reader.draft = DraftOf(upload.bytes, decoded, reading, model.info());
    (*reader.draft)->correction = task.correction;
  }
  return response;
}

// An array with what ReadOne() says of each, in their order: a reading or a problem. Keeps nothing.
Response ReadBatch(const std::vector<Upload>& uploads, const Task& task, const Reader& reader) {
  std::vector<Response> answers(uploads.size());
  ForEachPiece(uploads.size(), reader.helpers, reader.workspace,
               [&](std::size_t i, Workspace& workspace) {
                 answers[i] = ReadOne(uploads[i], task,
                                      {.recognizer = reader.recognizer,
                                       .pixels = reader.pixels,
                                       .workspace = workspace,
                                       .lessons = reader.lessons,
                                       .metrics = reader.metrics});
               });
  std::string array;
  for (const Response& answer : answers) {
    array += array.empty() ? '[' : ',';
    array += answer.body_view();
  }
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = array + ']';
  return response;
}

Response Read(const Request& request, const Reader& reader, std::optional<Correction> correction) {
  const auto query = ParseQuery(request.target);
  if (!query.ok()) return Problem(query.error());
  const auto form = ReadPictureForm(request);
  if (!form.ok()) return Problem(form.error());
  const std::vector<Upload>& uploads = form.value().pictures;
  Task task{query.value(), std::nullopt, std::move(correction), request.content_type};
  if (form.value().allow) {
    auto list = AllowedTexts::Parse(*form.value().allow);
    if (!list.ok()) return Problem(list.error());
    task.allowed = std::move(list).value();
  }
  if (uploads.size() == 1) return ReadOne(uploads.front(), task, reader);
  if (task.correction) return Problem(400, "one text belongs to one picture; send them one by one");
  return ReadBatch(uploads, task, reader);
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
