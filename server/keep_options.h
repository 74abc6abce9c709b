// What a server keeps of what it reads.
#pragma once

#include <cstdint>
#include <string>

namespace inkdigit {

enum class KeepMode : std::uint8_t {
  kNever,        // nothing
  kCorrections,  // a reading when somebody says what it should have been, with that
  kAll,          // every reading, unless the request says keep=0
};

struct KeepOptions {
  KeepMode mode = KeepMode::kNever;
  int retain_days = 0;         // older readings are deleted; 0: never
  bool behind_tls = false;     // cookies are for TLS only, whatever the proxy says
  std::string base_path = {};  // below which the owner's cookie is sent; empty: everywhere
  std::string admin_token;     // at least kMinAdminTokenBytes; empty: there is no admin
};

}  // namespace inkdigit
