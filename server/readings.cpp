#include "server/readings.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "json/add_member.h"
#include "server/cross_site.h"
#include "server/digit_text.h"
#include "server/header_values.h"
#include "server/labelled_glyphs.h"
#include "server/media_type.h"
#include "server/owner_cookie.h"
#include "server/problem.h"
#include "server/readings_export.h"
#include "server/readings_json.h"
#include "server/target.h"
#include "server/time_text.h"

namespace inkdigit {
namespace {

using nlohmann::json;

constexpr std::string_view kReadings = "/api/v1/readings";
constexpr int kMostInList = 200;
constexpr int kMostExports = 4;

Response JsonResponse(std::string body) {
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

Response NoSuchReading() { return Problem(404, "there is no such reading, or it is not yours"); }

Response WrongMethod(const Request& request, std::string_view allowed) {
  Response response = Problem(
      405, "this can't be asked with " + request.method + ", only with " + std::string(allowed));
  response.fields.emplace_back("Allow", allowed);
  return response;
}

bool IsRead(const Request& request) { return request.method == "GET" || request.method == "HEAD"; }

std::string_view ModeName(KeepMode mode) noexcept {
  switch (mode) {
    case KeepMode::kNever:
      return "never";
    case KeepMode::kCorrections:
      return "corrections";
    case KeepMode::kAll:
      return "all";
  }
  return "never";
}

// Whether the request asks to keep its picture, and does not just have it read.
bool AsksToKeep(const Request& request) {
  const auto target = ParseTarget(request.target);
  return target.ok() && target.value().path == kReadings;
}

// A query value that must be 0 or 1; empty for anything else.
std::optional<bool> Switch(const Target& target, std::string_view name) {
  const std::string_view value = target.Query(name).value_or("0");
  if (value != "0" && value != "1") return std::nullopt;
  return value == "1";
}

Result<Listing> ParseListing(const Target& target) {
  Listing listing;
  if (const auto limit = target.Query("limit")) {
    listing.limit = 0;
    for (const char c : limit->substr(0, 4)) {
      if (c < '0' || c > '9') listing.limit = kMostInList;  // refused below
      listing.limit = listing.limit * 10 + (c - '0');
    }
    if (limit->size() > 3 || listing.limit < 1 || listing.limit > kMostInList) {
      return Error{Errc::kInvalidArgument, "limit must be 1 to 200"};
    }
  }
  if (const auto cursor = target.Query("cursor")) {
    listing.before = ParseReadingId(*cursor);
    if (!listing.before) {
      return Error{Errc::kInvalidArgument, "cursor must be what \"next\" said in an answer before"};
    }
  }
  if (const auto filter = target.Query("filter")) {
    if (*filter != "unsure-or-corrected") {
      return Error{Errc::kInvalidArgument, "filter must be unsure-or-corrected, or absent"};
    }
    listing.unsure_or_corrected = true;
  }
  return listing;
}

// The text of {"text": "1"}; an error for anything else.
Result<std::string> ParseCorrection(const std::string& body) {
  const json parsed = json::parse(body, nullptr, /*allow_exceptions=*/false);
  if (!parsed.is_object() || !parsed.contains("text") || !parsed["text"].is_string()) {
    return Error{Errc::kInvalidArgument, "the body must be a JSON object like {\"text\": \"1\"}"};
  }
  auto text = parsed["text"].get<std::string>();
  if (!IsDigitText(text)) return Error{Errc::kInvalidArgument, std::string(kDigitTextRule)};
  return text;
}

// Gives the room for another export back when the client has it, or is gone.
class CountedSource final : public BodySource {
 public:
  CountedSource(std::shared_ptr<BodySource> source, std::shared_ptr<std::atomic<int>> count)
      : source_(std::move(source)), count_(std::move(count)) {}
  ~CountedSource() override { --*count_; }

  void Next(Done done) override { source_->Next(std::move(done)); }

 private:
  std::shared_ptr<BodySource> source_;
  std::shared_ptr<std::atomic<int>> count_;
};

}  // namespace

struct Readings::Asker {
  Scope scope = Owner{};  // a hash of nothing: without a cookie one owns nothing
  bool admin = false;
};

Readings::Readings(Store* store, const KeepOptions& options, std::optional<AdminToken> admin,
                   const ModelSlot& models, Metrics* metrics)
    : store_(store),
      options_(options),
      admin_(admin),
      models_(models),
      metrics_(metrics),
      exports_(std::make_shared<std::atomic<int>>(0)) {
  options_.admin_token.clear();
}

std::optional<Response> Readings::Refuse(const Request& request) const {
  if (AdminToken::Check(admin_, request.authorization) == AdminToken::Claim::kWrong) {
    Response response = Problem(401, "the bearer token is not this server's admin token");
    response.fields.emplace_back("WWW-Authenticate", "Bearer");
    return response;
  }
  if (IsRead(request)) return std::nullopt;
  if (IsCrossSite(request)) {
    return Problem(403, "another site's page may not change anything here");
  }
  const bool deletes = request.method == "DELETE";
  if (!deletes && options_.mode == KeepMode::kNever) {
    return Problem(403, "this server keeps nothing: it was started with --keep never");
  }
  return std::nullopt;
}

bool Readings::MayKeep(const Request& request) const {
  if (store_ == nullptr || options_.mode == KeepMode::kNever) return false;
  if (AsksToKeep(request)) return true;  // Refuse() has looked at it
  return options_.mode == KeepMode::kAll && !IsCrossSite(request);
}

void Readings::Keep(const Request& request, KeptReading reading, Response response,
                    Respond respond) const {
  const auto known = ReadOwnerCookie(request.cookie);
  const OwnerSecret secret = known ? *known : NewOwnerSecret();
  reading.owner = OwnerOf(secret);
  const bool secure =
      options_.behind_tls || EqualsIgnoringCase(Trim(request.forwarded_proto), "https");
  const std::string cookie =
      known ? std::string() : OwnerCookie(secret, secure, options_.base_path + "/");
  const bool asked_for = AsksToKeep(request);
  store_->Put(std::move(reading), [response = std::move(response), respond = std::move(respond),
                                   cookie, asked_for](const Result<ReadingId>& id) mutable {
    if (!id.ok() && asked_for) {
      respond(Problem(id.error()));
      return;
    }
    auto& body = std::get<std::string>(response.body);
    if (id.ok()) {
      AddMember(body, "id", id.value().text());
      if (!cookie.empty()) response.fields.emplace_back("Set-Cookie", cookie);
      if (asked_for) response.status = 201;
    } else {
      const bool ours = id.error().code != Errc::kUnavailable;
      AddMember(
          body, "not_kept",
          ours ? "something went wrong inside the server" : std::string_view(id.error().message));
    }
    respond(std::move(response));
  });
}

void Readings::Answer(const Request& request, const Respond& respond) const {
  const auto target = ParseTarget(request.target);
  std::string_view path = target.ok() ? std::string_view(target.value().path) : "";
  if (path == "/api/v1/settings") {
    respond(IsRead(request) ? Settings() : WrongMethod(request, "GET, HEAD"));
    return;
  }
  if (store_ == nullptr) {
    respond(Problem(404, "this server keeps no readings: it was started with --keep never"));
    return;
  }
  Asker asker;
  asker.admin = AdminToken::Check(admin_, request.authorization) == AdminToken::Claim::kRight;
  if (asker.admin) {
    asker.scope = std::nullopt;
  } else if (const auto secret = ReadOwnerCookie(request.cookie)) {
    asker.scope = OwnerOf(*secret);
  }
  if (path == "/api/v1/learning") {
    AnswerLearning(request, asker, respond);
    return;
  }
  path.remove_prefix(kReadings.size());
  if (path.empty()) {
    AnswerCollection(request, asker, respond);
    return;
  }
  path.remove_prefix(1);
  if (path == "export") {
    if (IsRead(request)) {
      Export(asker, respond);
    } else {
      respond(WrongMethod(request, "GET, HEAD"));
    }
    return;
  }
  const std::size_t slash = path.find('/');
  const auto id = ParseReadingId(path.substr(0, slash));
  if (!id) {
    respond(NoSuchReading());
    return;
  }
  AnswerOne(request, asker, *id, slash == std::string_view::npos ? "" : path.substr(slash),
            respond);
}

Response Readings::Settings() const {
  nlohmann::ordered_json settings;
  settings["keep"] = store_ == nullptr ? "never" : ModeName(options_.mode);
  settings["retain_days"] = options_.retain_days > 0 ? json(options_.retain_days) : json(nullptr);
  settings["model"] = models_.state().current.name;
  return JsonResponse(settings.dump());
}

void Readings::AnswerCollection(const Request& request, const Asker& asker,
                                const Respond& respond) const {
  if (IsRead(request)) {
    List(request, asker, respond);
  } else if (request.method == "DELETE") {
    store_->DeleteAll(asker.scope, [respond](const Result<std::int64_t>& deleted) {
      respond(deleted.ok() ? JsonResponse(json{{"deleted", deleted.value()}}.dump())
                           : Problem(deleted.error()));
    });
  } else {
    respond(WrongMethod(request, "GET, HEAD, POST, DELETE"));
  }
}

void Readings::AnswerOne(const Request& request, const Asker& asker, const ReadingId& id,
                         std::string_view part, const Respond& respond) const {
  if (part == "/text") {
    AnswerCorrection(request, asker, id, respond);
  } else if (part == "/image") {
    if (IsRead(request)) {
      ShowPicture(asker, id, respond);
    } else {
      respond(WrongMethod(request, "GET, HEAD"));
    }
  } else if (!part.empty()) {
    respond(Problem(404, "a reading has an image and a text, and nothing else"));
  } else if (IsRead(request)) {
    Show(request, asker, id, respond);
  } else if (request.method == "DELETE") {
    store_->Delete(asker.scope, id, [respond](const Result<bool>& deleted) {
      if (!deleted.ok()) {
        respond(Problem(deleted.error()));
      } else {
        respond(deleted.value() ? JsonResponse(R"({"deleted":1})") : NoSuchReading());
      }
    });
  } else {
    respond(WrongMethod(request, "GET, HEAD, DELETE"));
  }
}

void Readings::AnswerLearning(const Request& request, const Asker& asker,
                              const Respond& respond) const {
  if (request.method != "DELETE") {
    respond(WrongMethod(request, "DELETE"));
  } else if (asker.admin) {
    respond(Problem(403, "an admin lists, exports and deletes; only the owner ends their lessons"));
  } else if (*asker.scope == Owner{}) {
    respond(Problem(404, "nothing was learned: the request has no owner's cookie"));
  } else {
    const std::int64_t now = NowMs();
    store_->EndLessons(*asker.scope, now, [respond, now](const Result<bool>& ended) {
      respond(ended.ok() ? JsonResponse(json{{"since", TimeText(now)}}.dump())
                         : Problem(ended.error()));
    });
  }
}

void Readings::AnswerCorrection(const Request& request, const Asker& asker, const ReadingId& id,
                                const Respond& respond) const {
  std::optional<Correction> correction;
  if (request.method == "PUT") {
    auto text = ParseCorrection(request.body);
    if (!text.ok()) {
      respond(Problem(text.error()));
      return;
    }
    correction = Correction{std::move(text).value(), NowMs()};
  } else if (request.method != "DELETE") {
    respond(WrongMethod(request, "PUT, DELETE"));
    return;
  }
  if (asker.admin) {
    respond(Problem(403, "an admin lists, exports and deletes; only the owner corrects"));
    return;
  }
  store_->Correct(
      asker.scope, id, correction,
      [this, respond, scope = asker.scope, id, correction](const Result<bool>& done) {
        if (!done.ok()) {
          respond(Problem(done.error()));
          return;
        }
        if (done.value() && correction) CountCorrection(scope, id, correction->text);
        respond(done.value() ? JsonResponse(CorrectionToJson(id, correction)) : NoSuchReading());
      });
}

void Readings::CountCorrection(const Scope& scope, const ReadingId& id,
                               const std::string& text) const {
  if (metrics_ == nullptr) return;
  store_->Get(scope, id, [this, text](const Result<std::optional<KeptReading>>& got) {
    if (!got.ok() || !got.value()) return;
    metrics_->CountCorrection(DigitsOf(got.value()->reading.text) == DigitsOf(text));
  });
}

void Readings::List(const Request& request, const Asker& asker, const Respond& respond) const {
  const Target target = ParseTarget(request.target).value();
  auto listing = ParseListing(target);
  const auto tiles = Switch(target, "tiles");
  if (!listing.ok() || !tiles) {
    respond(listing.ok() ? Problem(400, "tiles must be 0 or 1") : Problem(listing.error()));
    return;
  }
  listing.value().scope = asker.scope;
  const auto limit = static_cast<std::size_t>(listing.value().limit);
  ++listing.value().limit;  // one more tells whether there is more
  const KeptJsonOptions options{.tiles = *tiles, .owner = asker.admin};
  store_->List(listing.value(),
               [respond, limit, options](Result<std::vector<KeptReading>> readings) {
                 if (!readings.ok()) {
                   respond(Problem(readings.error()));
                   return;
                 }
                 auto& list = readings.value();
                 std::optional<ReadingId> next;
                 if (list.size() > limit) {
                   list.resize(limit);
                   next = list.back().id;
                 }
                 respond(JsonResponse(ReadingsToJson(list, next, options)));
               });
}

void Readings::Show(const Request& request, const Asker& asker, const ReadingId& id,
                    const Respond& respond) const {
  const auto tiles = Switch(ParseTarget(request.target).value(), "tiles");
  if (!tiles) {
    respond(Problem(400, "tiles must be 0 or 1"));
    return;
  }
  const KeptJsonOptions options{.tiles = *tiles, .owner = asker.admin};
  store_->Get(asker.scope, id, [respond, options](const Result<std::optional<KeptReading>>& got) {
    if (!got.ok()) {
      respond(Problem(got.error()));
    } else {
      respond(got.value() ? JsonResponse(KeptReadingToJson(*got.value(), options))
                          : NoSuchReading());
    }
  });
}

void Readings::ShowPicture(const Asker& asker, const ReadingId& id, const Respond& respond) const {
  store_->Get(asker.scope, id, [respond, id](Result<std::optional<KeptReading>> got) {
    if (!got.ok() || !got.value()) {
      respond(got.ok() ? NoSuchReading() : Problem(got.error()));
      return;
    }
    KeptReading& kept = *got.value();
    // From our own list, never what somebody sent.
    const ImageFormat format = MediaTypeNamed(kept.media_type).value_or(ImageFormat::kPng);
    Response response;
    response.content_type = MediaTypeName(format);
    response.fields.emplace_back("Cache-Control", "no-store");  // deleted means gone
    response.fields.emplace_back("Cross-Origin-Resource-Policy", "same-origin");
    response.fields.emplace_back(
        "Content-Disposition",
        "inline; filename=\"" + id.text() + "." + std::string(FileExtension(format)) + "\"");
    response.body = std::move(kept.picture);
    respond(std::move(response));
  });
}

void Readings::Export(const Asker& asker, const Respond& respond) const {
  // Counted before it is compared: two may come at once.
  auto source = std::make_shared<CountedSource>(ExportReadings(*store_, asker.scope), exports_);
  if (++*exports_ > kMostExports) {
    respond(Problem(503, "too many exports at once"));
    return;
  }
  Response response;
  response.content_type = "application/zip";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.fields.emplace_back("Content-Disposition",
                               "attachment; filename=\"inkdigit-readings.zip\"");
  response.source = std::move(source);
  respond(std::move(response));
}

}  // namespace inkdigit
