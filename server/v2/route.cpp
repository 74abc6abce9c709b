#include "server/v2/route.h"

#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "server/problem.h"
#include "server/target.h"
#include "server/v2/infer.h"

namespace inkdigit::v2 {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Response Answer(const Json& json, int status = 200) {
  Response response;
  response.status = status;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = Dump(json);
  return response;
}

Json Tensor(const char* name, const char* datatype, std::vector<int> shape) {
  return {{"name", name}, {"datatype", datatype}, {"shape", std::move(shape)}};
}

Response ServerMetadata() {
  return Answer({{"name", "inkdigit"},
                 {"version", INKDIGIT_VERSION},
                 {"extensions", Json::array({"binary_tensor_data"})}});
}

Response ModelMetadata(const ModelInfo& model) {
  return Answer(
      {{"name", kModelName},
       {"versions", Json::array({model.name})},
       {"platform", "inkdigit_safetensors"},
       {"inputs", Json::array({Tensor("tiles", "UINT8", {-1, kTileSide, kTileSide}),
                               Tensor("image", "BYTES", {-1})})},
       {"outputs",
        Json::array({Tensor("probabilities", "FP32", {-1, kNotADigit}),
                     Tensor("digits", "INT64", {-1}), Tensor("rejected", "BOOL", {-1}),
                     Tensor("text", "BYTES", {-1}), Tensor("confidence", "FP32", {-1})})}});
}

// Both keys on both paths: the specification's text asks for "live" even where it means "ready".
Response Health(bool ready, bool asks_ready) {
  Json json = {{"live", true}, {"ready", ready}};
  if (asks_ready && !ready) json["error"] = "the server is stopping";
  Response response = Answer(json, asks_ready && !ready ? 503 : 200);
  if (response.status == 503) response.fields.emplace_back("Retry-After", "1");
  return response;
}

Response ModelReady(bool ready) {
  Json json = {{"name", kModelName}, {"ready", ready}};
  if (!ready) json["error"] = "the server is stopping";
  return Answer(json, ready ? 200 : 503);
}

// Without its slash at the beginning, and at the end where it is "/v2/".
std::vector<std::string> PartsOf(std::string_view path) {
  std::vector<std::string> parts;
  if (path == "/v2/") path.remove_suffix(1);
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    parts.emplace_back(path.substr(0, end));
    path.remove_prefix(end);
  }
  return parts;
}

Response WrongMethod(const Request& request, std::string_view path, std::string_view allowed) {
  Response response = Problem(405, std::string(path) + " can't be asked with " + request.method +
                                       ", only with " + std::string(allowed));
  response.fields.emplace_back("Allow", allowed);
  return response;
}

}  // namespace

bool IsUnderV2(std::string_view target) {
  const auto parsed = ParseTarget(target);
  // Of a target that can't be parsed, the beginning still says whose it was to be.
  const std::string_view path = parsed.ok() ? parsed.value().path : target;
  return path == "/v2" || path.starts_with("/v2/") || path.starts_with("/v2?");
}

Route FindV2Route(const Request& request, const ModelInfo& model, bool ready) {
  const auto target = ParseTarget(request.target);
  if (!target.ok()) return Problem(target.error());
  const std::string& path = target.value().path;
  const std::vector<std::string> parts = PartsOf(path);  // the first is "v2"
  const bool reads = request.method == "GET" || request.method == "HEAD";
  const auto read = [&](const auto& make) -> Route {
    if (!reads) return WrongMethod(request, path, "GET, HEAD");
    return make();
  };

  if (parts.size() == 1) return read(ServerMetadata);
  if (parts.size() == 3 && parts[1] == "health" && (parts[2] == "live" || parts[2] == "ready")) {
    return read([&] { return Health(ready, parts[2] == "ready"); });
  }
  if (parts.size() < 3 || parts[1] != "models") return Problem(404, "there is nothing at " + path);
  if (parts[2] != kModelName) {
    return Problem(404, "there is no model " + parts[2] + "; this server has " + kModelName);
  }
  std::size_t next = 3;
  if (parts.size() > 4 && parts[3] == "versions") {
    if (parts[4] != model.name) {
      return Problem(404, "the model digits has no version " + parts[4] + "; it has " + model.name);
    }
    next = 5;
  }
  if (parts.size() == next) return read([&] { return ModelMetadata(model); });
  if (parts.size() == next + 1 && parts[next] == "ready") {
    return read([&] { return ModelReady(ready); });
  }
  if (parts.size() == next + 1 && parts[next] == "infer") {
    if (request.method != "POST") return WrongMethod(request, path, "POST");
    return Infer;
  }
  return Problem(404, "there is nothing at " + path);
}

Response AsError(Response response) {
  if (response.content_type != "application/problem+json") return response;
  const Json problem = Json::parse(response.body_view(), nullptr, /*allow_exceptions=*/false);
  if (problem.is_object() && problem.contains("detail")) {
    response.content_type = "application/json";
    response.body = Dump({{"error", problem["detail"]}});
  }
  return response;
}

}  // namespace inkdigit::v2
