#include "server/readiness.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "json/add_member.h"
#include "server/problem.h"

namespace inkdigit {
namespace {

Response NotReady(std::string_view reason, std::string_view detail) {
  Response response = Problem(503, detail);
  AddMember(std::get<std::string>(response.body), "reason", reason);
  return response;
}

}  // namespace

Response ReadinessAnswer(Readiness readiness) {
  switch (readiness) {
    case Readiness::kReady:
      break;
    case Readiness::kStarting:
      return NotReady("starting", "the server is starting: the database has not answered yet");
    case Readiness::kDraining:
      return NotReady("draining", "the server is stopping");
    case Readiness::kStoreAway:
      return NotReady("store", "the database does not answer; pictures are read and not kept");
  }
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = std::string(R"({"status":"ready"})");
  return response;
}

void StoreWatch::Ask() {
  if (store_ == nullptr) return;
  store_->Get(Owner{}, ReadingId{}, [this](const Result<std::optional<KeptReading>>& got) {
    state_ = got.ok() ? Readiness::kReady : Readiness::kStoreAway;
  });
}

Readiness StoreWatch::state() const noexcept {
  return store_ == nullptr ? Readiness::kReady : state_.load();
}

}  // namespace inkdigit
