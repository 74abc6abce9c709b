// What the server gives up once it listens: a fault in a picture decoder is then worth less.
#pragma once

#include <optional>

#include "inkdigit/result.h"

namespace inkdigit {

// From now on, for all threads of the process and for good, the kernel answers EPERM to what a
// server has no need of: starting a program or a process, looking into or signalling other
// processes, listening for connections, raw and other odd sockets, memory that is writable and
// executable, mounting, changing the user, loading kernel code, setting clocks. It still reads and
// writes files, connects to a database, loads a library and starts threads. kUnsupported where the
// kernel has no seccomp; nothing is given up then.
[[nodiscard]] std::optional<Error> EnterSandbox();

}  // namespace inkdigit
