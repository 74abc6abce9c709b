#include "server/file_limit.h"

#include <sys/resource.h>

#include <algorithm>

namespace inkdigit {

std::size_t RaiseFileLimit() noexcept {
  // Some systems allow a billion, and whoever closes "all" descriptors would take a while.
  constexpr rlim_t kEnough = 65'536;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
  const rlim_t wanted = std::max(limit.rlim_cur, std::min(limit.rlim_max, kEnough));
  if (wanted > limit.rlim_cur) {
    const rlimit raised{.rlim_cur = wanted, .rlim_max = limit.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &raised) == 0) return wanted;
  }
  return limit.rlim_cur;
}

}  // namespace inkdigit
