#include "server/load_requests.h"

namespace inkdigit {

std::string PostTo(std::string_view target, std::string_view fields, std::string_view body) {
  std::string request("POST ");
  request.append(target).append(" HTTP/1.1\r\nHost: test\r\n").append(fields);
  request.append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return request.append(body);
}

std::string PictureRequest(std::string_view picture, std::string_view query) {
  return PostTo("/api/v1/recognize?" + std::string(query), kLoadOwner, picture);
}

std::string InferRequest(int tiles, bool as_bytes) {
  constexpr int kPixels = 784;
  const int pixels = tiles * kPixels;
  std::string json = R"({"inputs":[{"name":"tiles","datatype":"UINT8","shape":[)" +
                     std::to_string(tiles) + ",28,28],";
  std::string bytes;
  std::string field;
  if (as_bytes) {
    json += R"("parameters":{"binary_data_size":)" + std::to_string(pixels) +
            R"(}}],"parameters":{"binary_data_output":true}})";
    bytes.assign(static_cast<std::size_t>(pixels), '\0');
    field = "Inference-Header-Content-Length: " + std::to_string(json.size()) + "\r\n";
  } else {
    json += R"("data":[0)";
    for (int i = 1; i < pixels; ++i) json += ",0";
    json += "]}]}";
  }
  return PostTo("/v2/models/digits/infer", field, json + bytes);
}

}  // namespace inkdigit
