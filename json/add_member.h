// Members for a JSON object that is text already.
#pragma once

#include <string>
#include <string_view>

namespace inkdigit {

// Appends the members of the object `more` to those of `object`; both must be whole objects, and
// `more` not empty.
void AddMembers(std::string& object, std::string_view more);

// Appends one member whose value is `text`; bytes that aren't UTF-8 become U+FFFD.
void AddMember(std::string& object, std::string_view name, std::string_view text);

}  // namespace inkdigit
