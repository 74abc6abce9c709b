#include "cli/terminal.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace inkdigit::cli {

std::string EscapeField(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\t':
        escaped += "\\t";
        break;
      case '\n':
        escaped += "\\n";
        break;
      case '\r':
        escaped += "\\r";
        break;
      case '\\':
        escaped += "\\\\";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

bool WantsColor(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");
  if (no_color != nullptr && *no_color != '\0') return false;
  const char* term = std::getenv("TERM");
  if (term == nullptr || std::string_view(term) == "dumb") return false;
  return isatty(descriptor) == 1;
}

void PrintError(std::string_view message) {
  const bool color = WantsColor(STDERR_FILENO);
  std::fprintf(stderr, "%sinkdigit:%s %.*s\n", color ? "\033[31m" : "", color ? "\033[0m" : "",
               static_cast<int>(message.size()), message.data());
}

void PrintError(std::string_view path, std::string_view message) {
  PrintError(EscapeField(path) + ": " + std::string(message));
}

}  // namespace inkdigit::cli
