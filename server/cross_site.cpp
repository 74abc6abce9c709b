#include "server/cross_site.h"

#include <string_view>

#include "server/header_values.h"

namespace inkdigit {

bool IsCrossSite(const Request& request) noexcept {
  const std::string_view site = Trim(request.sec_fetch_site);
  if (!site.empty()) return site != "same-origin" && site != "none";
  const std::string_view origin = Trim(request.origin);
  if (origin.empty()) return false;
  const std::size_t scheme_end = origin.find("://");
  if (scheme_end == std::string_view::npos) return true;  // "null": a sandbox, a file
  return !EqualsIgnoringCase(origin.substr(scheme_end + 3), Trim(request.host));
}

}  // namespace inkdigit
