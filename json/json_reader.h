// JSON from front to back, without a tree: a request with three million numbers needs no memory
// besides its text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inkdigit {

// Takes RFC 8259 and nothing more: no comments, no trailing commas, no NaN, no lone surrogates,
// only UTF-8. The first fault ends the reading: from then on every call says "nothing more", and
// error() says where it was. `text` must outlive the reader.
//
//   JsonReader reader(text);
//   std::string name;
//   reader.EnterObject();
//   while (reader.NextMember(name)) name == "id" ? Use(reader.String()) : reader.Skip();
//   if (!reader.End()) return reader.error();
class JsonReader {
 public:
  static constexpr int kMaxDepth = 64;  // of objects and arrays in each other

  enum class Kind : std::uint8_t { kObject, kArray, kString, kNumber, kBoolean, kNull, kNone };

  explicit JsonReader(std::string_view text) : text_(text) {}

  // What comes next, by its first character; kNone where no value begins with that.
  [[nodiscard]] Kind Next();

  // Each value must be read or skipped before the next one is asked for. False and no fault at the
  // end of the object or array.
  bool EnterObject();
  [[nodiscard]] bool NextMember(std::string& name);
  bool EnterArray();
  [[nodiscard]] bool NextElement();

  // A fault where no string comes next. Escapes are undone.
  [[nodiscard]] std::optional<std::string> String();

  // Any value; its text as it stands there, checked to the end. Empty after a fault.
  std::string_view Skip();

  // Whether all was read and only white space is left; a fault otherwise.
  [[nodiscard]] bool End();

  // "the JSON is broken at byte 17: ..."; empty as long as there is no fault.
  [[nodiscard]] const std::string& error() const noexcept { return error_; }

 private:
  bool Fail(std::string_view what);
  void SkipSpace();
  bool Take(char c);
  bool TakeWord(std::string_view word);
  bool TakeDigits();
  bool TakeNumber();
  bool TakeString(std::string* value);
  bool TakeEscape(std::string* value);
  bool TakeCharacter(std::string* value);
  [[nodiscard]] std::optional<std::uint32_t> TakeHex4();
  void SkipPlainNumbers();
  bool SkipValue();

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
  bool fresh_ = false;  // behind an opening bracket, where no comma is wanted
  std::string error_;
};

}  // namespace inkdigit
