#include "json/add_member.h"

#include <cassert>
#include <nlohmann/json.hpp>

namespace inkdigit {

void AddMembers(std::string& object, std::string_view more) {
  assert(object.ends_with('}') && more.starts_with('{') && more.size() > 2);
  object.pop_back();
  if (object.size() > 1) object += ',';
  object += more.substr(1);
}

void AddMember(std::string& object, std::string_view name, std::string_view text) {
  const nlohmann::json member = {{name, text}};
  AddMembers(object, member.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace inkdigit
