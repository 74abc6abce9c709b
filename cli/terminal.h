// What people and scripts see on standard output and standard error.
#pragma once

#include <string>
#include <string_view>

namespace inkdigit::cli {

// Tab, newline, carriage return and backslash as \t \n \r \\, so that a line stays a line and a
// field a field.
[[nodiscard]] std::string EscapeField(std::string_view text);

// True where colour is welcome on this descriptor: a terminal, TERM is not "dumb", and NO_COLOR is
// unset or empty (https://no-color.org).
[[nodiscard]] bool WantsColor(int descriptor);

// Prints "inkdigit: MESSAGE" or "inkdigit: PATH: MESSAGE" on standard error.
void PrintError(std::string_view message);
void PrintError(std::string_view path, std::string_view message);

}  // namespace inkdigit::cli
