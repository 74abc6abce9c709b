#include "server/problem.h"

#include <nlohmann/json.hpp>
#include <string>

namespace inkdigit {

Response Problem(int status, std::string_view detail) {
  using Json = nlohmann::ordered_json;
  Json json = Json::object();
  json["type"] = "about:blank";
  json["title"] = StatusTitle(status);
  json["status"] = status;
  json["detail"] = detail;

  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  response.fields.emplace_back("Cache-Control", "no-store");
  if (status == 503) response.fields.emplace_back("Retry-After", "1");
  response.body = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return response;
}

Response Problem(const Error& error) {
  const int status = HttpStatus(error.code);
  return Problem(status, status == 500 ? "something went wrong inside the server" : error.message);
}

}  // namespace inkdigit
