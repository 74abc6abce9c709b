#include "server/operations.h"

#include "server/problem.h"
#include "server/target.h"

namespace inkdigit {

std::optional<Response> AnswerOperations(const Request& request, Readiness readiness,
                                         const std::function<std::string()>& metrics) {
  const auto target = ParseTarget(request.target);
  if (!target.ok()) return std::nullopt;
  const std::string& path = target.value().path;
  if (path != "/readyz" && path != "/metrics") return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") {
    Response response =
        Problem(405, path + " can't be asked with " + request.method + ", only with GET, HEAD");
    response.fields.emplace_back("Allow", "GET, HEAD");
    return response;
  }
  if (path == "/readyz") return ReadinessAnswer(readiness);
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = metrics();
  return response;
}

}  // namespace inkdigit
