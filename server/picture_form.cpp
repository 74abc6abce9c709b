#include "server/picture_form.h"

#include <algorithm>
#include <utility>

#include "json/json_reader.h"
#include "server/base64_picture.h"
#include "server/header_values.h"
#include "server/multipart.h"

namespace inkdigit {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kHowTo =
    "send the picture as the body, as the field image or file of multipart/form-data, or as JSON "
    "{\"image\": its bytes in base64}";

Error Wrong(std::string message) { return {Errc::kInvalidArgument, std::move(message)}; }

std::string_view TypeOf(std::string_view content_type) {
  return Trim(content_type.substr(0, content_type.find(';')));
}

// No picture begins like that, so JSON is known even where its Content-Type is curl's own.
bool IsJsonObject(std::string_view body) {
  body.remove_prefix(std::min(body.find_first_not_of(" \t\r\n"), body.size()));
  return body.starts_with('{');
}

Result<PictureForm> FromJson(std::string_view body) {
  JsonReader reader(body);
  std::optional<std::string> image;
  std::string name;
  reader.EnterObject();
  while (reader.NextMember(name)) {
    if (name != "image") {
      return Wrong("the JSON has a member \"" + name + "\"; it may have \"image\" only");
    }
    if (reader.Next() != JsonReader::Kind::kString) {
      return Wrong("\"image\" has to be a string, a picture's bytes in base64");
    }
    image = reader.String();
  }
  if (!reader.End()) return Wrong(reader.error());
  if (!image || image->empty()) return Wrong("the JSON has no \"image\"; " + std::string(kHowTo));
  auto bytes = FromBase64Picture(*image);
  if (!bytes) return Wrong("\"image\" is not base64");
  if (bytes->empty()) return Wrong("\"image\" holds no bytes");
  PictureForm form;
  form.decoded = std::make_shared<const std::string>(*std::move(bytes));
  form.pictures.push_back({*form.decoded, ""});
  return form;
}

Result<PictureForm> FromMultipart(const Request& request) {
  const auto content_type = ParseParameterized(request.content_type);
  const auto boundary = content_type ? content_type->Parameter("boundary") : std::nullopt;
  if (!boundary) return Wrong("the Content-Type of the multipart body has no boundary");
  const auto parts = ParseMultipart(request.body, *boundary);
  if (!parts.ok()) return parts.error();
  PictureForm form;
  for (const Part& part : parts.value()) {
    if (part.name == "allow" && !form.allow) form.allow = part.data;
    if (part.name != "image" && part.name != "file") continue;
    form.pictures.push_back({part.data, part.name});
  }
  if (!form.pictures.empty()) return form;
  return Wrong("the multipart body has no field image or file; " + std::string(kHowTo));
}

}  // namespace

Result<PictureForm> ReadPictureForm(const Request& request) {
  const std::string_view body = request.body;
  if (body.empty()) return Wrong("the request has no body; " + std::string(kHowTo));
  const std::string_view type = TypeOf(request.content_type);
  if (EqualsIgnoringCase(type, "multipart/form-data")) return FromMultipart(request);
  if (IsJsonObject(body)) return FromJson(body);
  PictureForm form;
  form.pictures.push_back({body, ""});
  return form;
}

Error WithUploadHint(Error error, std::string_view bytes, std::string_view content_type) {
  constexpr std::string_view kPng = "\x89PNG\r\n\x1a\n"sv;
  if (bytes.starts_with(kPng.substr(0, 4)) && !bytes.starts_with(kPng)) {
    return {Errc::kBadImage,
            "this PNG has lost its line breaks on the way; curl needs --data-binary @FILE here, "
            "because -d @FILE drops them"};
  }
  if (EqualsIgnoringCase(TypeOf(content_type), "application/x-www-form-urlencoded")) {
    error.message += "; if curl -d sent it, use --data-binary, because -d drops line breaks";
  }
  return error;
}

}  // namespace inkdigit
