// Looking at a database without changing it.
#pragma once

#include <string>

#include "inkdigit/result.h"

namespace inkdigit {

// Whether OpenStore() would have a database to use: it can be reached or made, and its schema is no
// newer than this program's. The value says what was found. The error's message, for operators, may
// name files and hosts, and never a password; kUnavailable also where OpenStore() would only wait.
[[nodiscard]] Result<std::string> CheckStore(const std::string& database);

}  // namespace inkdigit
