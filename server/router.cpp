#include "server/router.h"

#include <array>
#include <string>
#include <utility>

#include "server/explain.h"
#include "server/problem.h"
#include "server/recognize.h"
#include "server/target.h"

namespace inkdigit {
namespace {

constexpr std::string_view kRead = "GET, HEAD";

constexpr std::array<std::pair<std::string_view, Endpoint>, 2> kEndpoints{
    {{"/api/v1/recognize", Recognize}, {"/api/v1/explain", ExplainTile}}};

Response WrongMethod(const Request& request, std::string_view path, std::string_view allowed) {
  Response response = Problem(405, std::string(path) + " can't be asked with " + request.method +
                                       ", only with " + std::string(allowed));
  response.fields.emplace_back("Allow", allowed);
  return response;
}

// "/docs/" to "/docs": relative, so that it holds behind a proxy that adds a path.
Response WithoutSlash(std::string_view path) {
  path.remove_suffix(1);
  Response response;
  response.status = 308;
  response.fields.emplace_back("Location", "../" + std::string(path.substr(path.rfind('/') + 1)));
  return response;
}

Response State(std::string_view state) {
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = R"({"status":")" + std::string(state) + R"("})";
  return response;
}

}  // namespace

Route FindRoute(const Request& request, bool draining) {
  const auto target = ParseTarget(request.target);
  if (!target.ok()) return Problem(target.error());
  const std::string& path = target.value().path;
  const bool reads = request.method == "GET" || request.method == "HEAD";

  if (path == "/api/v1/readings" && request.method == "POST") return RecognizeCorrected;
  if (path == "/api/v1/readings" || path.starts_with("/api/v1/readings/") ||
      path == "/api/v1/settings") {
    return ToReadings{};
  }
  for (const auto& [name, endpoint] : kEndpoints) {
    if (path != name) continue;
    if (request.method != "POST") return WrongMethod(request, path, "POST");
    return endpoint;
  }
  if (path == "/healthz" || path == "/readyz") {
    if (!reads) return WrongMethod(request, path, kRead);
    if (path == "/readyz" && draining) return Problem(503, "the server is stopping");
    return State(path == "/readyz" ? "ready" : "ok");
  }
  if (const PageFile* page = FindPage(path)) {
    if (!reads) return WrongMethod(request, path, kRead);
    return ServePage(*page, request);
  }
  if (path.ends_with('/') && path != "//" && FindPage(path.substr(0, path.size() - 1)) != nullptr) {
    return WithoutSlash(path);
  }
  return Problem(404, "there is nothing at " + path);
}

}  // namespace inkdigit
