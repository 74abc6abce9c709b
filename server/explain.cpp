#include "server/explain.h"

#include <algorithm>
#include <string>

#include "inkdigit/explain.h"
#include "json/explanation_json.h"
#include "server/problem.h"

namespace inkdigit {

Response ExplainTile(const Request& request, const Reader& reader) {
  Tile28 tile;
  if (request.body.size() != tile.pixels.size()) {
    return Problem(400, "the body has " + std::to_string(request.body.size()) +
                            " bytes; send a tile: 784 bytes, 28 rows of 28, 0 paper to 255 ink");
  }
  std::copy(request.body.begin(), request.body.end(), tile.pixels.begin());
  const Model& model = reader.recognizer.model();
  Response response;
  response.content_type = "application/json";
  response.fields.emplace_back("Cache-Control", "no-store");
  response.body = ExplanationToJson(Explain(model, tile), model.info().name);
  return response;
}

}  // namespace inkdigit
