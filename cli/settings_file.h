// The file that `serve --config` reads: a setting a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "inkdigit/result.h"

namespace inkdigit::cli {

struct Setting {
  std::string key;                  // a flag's name without its dashes: "listen"
  std::vector<std::string> values;  // one, or as many as a list has
  int line = 0;                     // from 1
};

// Lines KEY = VALUE as TOML has them: VALUE is a bare word, a "quoted" text (\" and \\ within), or
// a list ["of", "these"] on one line; # starts a comment. kInvalidArgument names the line and says
// what is wrong: no '=', an open quote or list, a section, a key that was there before.
[[nodiscard]] Result<std::vector<Setting>> ParseSettings(std::string_view text);

}  // namespace inkdigit::cli
