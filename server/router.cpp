#include "server/router.h"

#include <array>
#include <string>
#include <string_view>

#include "server/explain.h"
#include "server/model_admin.h"
#include "server/problem.h"
#include "server/recognize.h"
#include "server/target.h"

namespace inkdigit {
namespace {

constexpr std::string_view kRead = "GET, HEAD";

struct Entry {
  std::string_view path;
  std::string_view methods;
  Endpoint endpoint;
};

constexpr std::array<Entry, 5> kEndpoints{{{"/api/v1/recognize", "POST", Recognize},
                                           {"/api/v1/explain", "POST", ExplainTile},
                                           {"/api/v1/model", kRead, ShowModel},
                                           {"/api/v1/model/reload", "POST", ReloadModel},
                                           {"/api/v1/model/back", "POST", BringModelBack}}};

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

Response Alive() {
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = std::string(R"({"status":"ok"})");
  return response;
}

}  // namespace

Route FindRoute(const Request& request) {
  const auto target = ParseTarget(request.target);
  if (!target.ok()) return Problem(target.error());
  const std::string& path = target.value().path;
  const bool reads = request.method == "GET" || request.method == "HEAD";

  if (path == "/api/v1/readings" && request.method == "POST") return RecognizeCorrected;
  if (path == "/api/v1/readings" || path.starts_with("/api/v1/readings/") ||
      path == "/api/v1/learning" || path == "/api/v1/settings") {
    return ToReadings{};
  }
  for (const Entry& entry : kEndpoints) {
    if (path != entry.path) continue;
    const bool fits = entry.methods == kRead ? reads : request.method == entry.methods;
    if (!fits) return WrongMethod(request, path, entry.methods);
    return entry.endpoint;
  }
  if (path == "/healthz") {
    if (!reads) return WrongMethod(request, path, kRead);
    return Alive();
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
