#include "server/model_admin.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "server/problem.h"
#include "server/time_text.h"

namespace inkdigit {
namespace {

using Json = nlohmann::ordered_json;

Json InfoJson(const ModelInfo& info) {
  return {{"name", info.name}, {"sha256", info.sha256}, {"parameters", info.parameters}};
}

Response StateOf(const ModelSlot& models) {
  const ModelSlot::State state = models.state();
  Json json = InfoJson(state.current);
  json["since"] = TimeText(state.since_ms);
  json["can_reload"] = models.can_reload();
  json["previous"] = state.previous ? InfoJson(*state.previous) : Json(nullptr);
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  // A model's name is whatever its file says.
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

// Why this request may not change the network; empty: it may.
std::optional<Response> Refuse(const Request& request, const Reader& reader) {
  if (!*reader.admin) {
    return Problem(403, "this server has no admin: it was started without an admin token");
  }
  if (AdminToken::Check(*reader.admin, request.authorization) == AdminToken::Claim::kRight) {
    return std::nullopt;
  }
  Response response = Problem(401, "this needs the admin's token: Authorization: Bearer TOKEN");
  response.fields.emplace_back("WWW-Authenticate", "Bearer");
  return response;
}

Response Change(const Request& request, const Reader& reader,
                std::optional<Error> (ModelSlot::*change)()) {
  if (auto refusal = Refuse(request, reader)) return *std::move(refusal);
  const std::optional<Error> failure = (reader.models->*change)();
  if (!failure) return StateOf(*reader.models);
  // An admin may read what is wrong with the file, whatever it names.
  return Problem(failure->code == Errc::kUnsupported ? 409 : 422,
                 failure->message + "; " + reader.models->state().current.name + " goes on");
}

}  // namespace

Response ShowModel(const Request& /*request*/, const Reader& reader) {
  return StateOf(*reader.models);
}

Response ReloadModel(const Request& request, const Reader& reader) {
  return Change(request, reader, &ModelSlot::Reload);
}

Response BringModelBack(const Request& request, const Reader& reader) {
  return Change(request, reader, &ModelSlot::GoBack);
}

}  // namespace inkdigit
