// What the server parses of a request before a picture is decoded. The input is a line with a
// request target, a line with a Content-Type, then the body.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

#include "fuzz/check.h"
#include "server/header_values.h"
#include "server/multipart.h"
#include "server/target.h"

namespace inkdigit {
namespace {

using fuzz::Check;

// Cuts the first line off `rest`.
std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return line;
}

void FuzzRequest(std::string_view input) {
  const std::string_view target_text = TakeLine(input);
  const std::string_view content_type = TakeLine(input);
  const Result<Target> target = ParseTarget(target_text);
  if (target.ok()) {
    Check(target.value().path.starts_with('/'), "a path begins with a slash");
    Check(target_text.find('\0') != std::string_view::npos ||
              target.value().path.find('\0') == std::string::npos,
          "decoding gives no NUL");
  }

  const std::optional<ParameterizedValue> value = ParseParameterized(content_type);
  if (!value) return;
  const std::string_view boundary = value->Parameter("boundary").value_or("");
  const Result<std::vector<Part>> parts = ParseMultipart(input, boundary);
  if (!parts.ok()) return;
  Check(!parts.value().empty() && parts.value().size() <= kMaxParts, "the number of parts");
  const char* end_of_previous = input.data();
  for (const Part& part : parts.value()) {
    // std::less_equal: an order for pointers, even if one should lie elsewhere.
    const std::less_equal<const char*> in_order;
    Check(in_order(end_of_previous, part.data.data()) &&
              in_order(part.data.data() + part.data.size(), input.data() + input.size()),
          "parts lie in the body, one behind the other");
    end_of_previous = part.data.data() + part.data.size();
  }
}

}  // namespace
}  // namespace inkdigit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  inkdigit::FuzzRequest({reinterpret_cast<const char*>(data), size});
  return 0;
}
