#include "json/json_reader.h"

#include <algorithm>

namespace inkdigit {
namespace {

bool IsDigit(char c) noexcept { return c >= '0' && c <= '9'; }

// The length of the UTF-8 sequence that `text` begins with, of two to four bytes; 0 for one that is
// cut, overlong, a surrogate or beyond U+10FFFF (Unicode 15, table 3-7).
std::size_t SequenceLength(std::string_view text) noexcept {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const auto follows = [&](std::size_t i, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  const std::uint8_t first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const std::uint8_t low = first == 0xE0 ? 0xA0 : 0x80;
    const std::uint8_t high = first == 0xED ? 0x9F : 0xBF;
    return follows(1, low, high) && follows(2) ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const std::uint8_t low = first == 0xF0 ? 0x90 : 0x80;
    const std::uint8_t high = first == 0xF4 ? 0x8F : 0xBF;
    return follows(1, low, high) && follows(2) && follows(3) ? 4 : 0;
  }
  return 0;
}

void AppendUtf8(std::string& text, std::uint32_t code) {
  const auto add = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
  if (code < 0x80) {
    add(code);
  } else if (code < 0x800) {
    add(0xC0 | code >> 6);
    add(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    add(0xE0 | code >> 12);
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  } else {
    add(0xF0 | code >> 18);
    add(0x80 | (code >> 12 & 0x3F));
    add(0x80 | (code >> 6 & 0x3F));
    add(0x80 | (code & 0x3F));
  }
}

}  // namespace

bool JsonReader::Fail(std::string_view what) {
  if (error_.empty()) {
    error_ = "the JSON is broken at byte " + std::to_string(at_) + ": " + std::string(what);
  }
  return false;
}

void JsonReader::SkipSpace() {
  while (at_ < text_.size() &&
         (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) {
    ++at_;
  }
}

bool JsonReader::Take(char c) {
  if (at_ == text_.size() || text_[at_] != c) return false;
  ++at_;
  return true;
}

JsonReader::Kind JsonReader::Next() {
  if (!error_.empty()) return Kind::kNone;
  SkipSpace();
  if (at_ == text_.size()) return Kind::kNone;
  switch (text_[at_]) {
    case '{':
      return Kind::kObject;
    case '[':
      return Kind::kArray;
    case '"':
      return Kind::kString;
    case 't':
    case 'f':
      return Kind::kBoolean;
    case 'n':
      return Kind::kNull;
    default:
      return text_[at_] == '-' || IsDigit(text_[at_]) ? Kind::kNumber : Kind::kNone;
  }
}

bool JsonReader::EnterObject() {
  if (Next() != Kind::kObject) return Fail("an object has to stand here");
  if (depth_ == kMaxDepth) return Fail("too many objects and arrays in each other");
  ++at_;
  ++depth_;
  fresh_ = true;
  return true;
}

bool JsonReader::NextMember(std::string& name) {
  if (!error_.empty()) return false;
  SkipSpace();
  if (Take('}')) {
    --depth_;
    fresh_ = false;
    return false;
  }
  if (!fresh_ && !Take(',')) return Fail("a comma or the end of the object has to stand here");
  fresh_ = false;
  SkipSpace();
  name.clear();
  if (!TakeString(&name)) return Fail("a member's name has to stand here");
  SkipSpace();
  return Take(':') || Fail("a colon has to stand here");
}

bool JsonReader::EnterArray() {
  if (Next() != Kind::kArray) return Fail("an array has to stand here");
  if (depth_ == kMaxDepth) return Fail("too many objects and arrays in each other");
  ++at_;
  ++depth_;
  fresh_ = true;
  return true;
}

bool JsonReader::NextElement() {
  if (!error_.empty()) return false;
  SkipSpace();
  if (Take(']')) {
    --depth_;
    fresh_ = false;
    return false;
  }
  if (!fresh_ && !Take(',')) return Fail("a comma or the end of the array has to stand here");
  fresh_ = false;
  return true;
}

std::optional<std::string> JsonReader::String() {
  std::string value;
  if (Next() != Kind::kString) {
    Fail("a string has to stand here");
    return std::nullopt;
  }
  if (!TakeString(&value)) return std::nullopt;
  return value;
}

bool JsonReader::End() {
  if (!error_.empty()) return false;
  SkipSpace();
  return at_ == text_.size() || Fail("something follows the value");
}

std::string_view JsonReader::Skip() {
  if (!error_.empty()) return {};
  SkipSpace();
  const std::size_t begin = at_;
  return SkipValue() ? text_.substr(begin, at_ - begin) : std::string_view();
}

// In an array: numbers without sign, exponent and space and with a comma behind them, in one go.
// What follows must be a value then.
void JsonReader::SkipPlainNumbers() {
  const auto digits_end = [this](std::size_t at) {
    while (at < text_.size() && IsDigit(text_[at])) ++at;
    return at;
  };
  while (true) {
    std::size_t end = digits_end(at_);
    const bool is_whole = end > at_ && (text_[at_] != '0' || end == at_ + 1);
    if (!is_whole || end == text_.size()) return;
    if (text_[end] == '.') {
      const std::size_t point = end;
      end = digits_end(point + 1);
      if (end == point + 1 || end == text_.size()) return;
    }
    if (text_[end] != ',') return;
    at_ = end + 1;
  }
}

// Calls itself no deeper than kMaxDepth.
bool JsonReader::SkipValue() {
  switch (Next()) {
    case Kind::kObject: {
      std::string name;
      if (!EnterObject()) return false;
      while (NextMember(name)) {
        if (!SkipValue()) return false;
      }
      return error_.empty();
    }
    case Kind::kArray:
      if (!EnterArray()) return false;
      while (NextElement()) {
        SkipPlainNumbers();
        if (!SkipValue()) return false;
      }
      return error_.empty();
    case Kind::kString:
      return TakeString(nullptr);
    case Kind::kNumber:
      return TakeNumber();
    case Kind::kBoolean:
      return TakeWord(text_[at_] == 't' ? "true" : "false");
    case Kind::kNull:
      return TakeWord("null");
    case Kind::kNone:
      break;
  }
  return Fail("a value has to stand here");
}

bool JsonReader::TakeWord(std::string_view word) {
  if (!text_.substr(at_).starts_with(word)) return Fail("a value has to stand here");
  at_ += word.size();
  return true;
}

bool JsonReader::TakeDigits() {
  const std::size_t begin = at_;
  while (at_ < text_.size() && IsDigit(text_[at_])) ++at_;
  return at_ > begin || Fail("a digit has to stand here");
}

bool JsonReader::TakeNumber() {
  Take('-');
  // No digit may follow a leading zero: whoever looks for a comma finds it there.
  if (!Take('0') && !TakeDigits()) return false;
  if (Take('.') && !TakeDigits()) return false;
  if (Take('e') || Take('E')) {
    if (!Take('+')) Take('-');
    return TakeDigits();
  }
  return true;
}

bool JsonReader::TakeString(std::string* value) {
  if (!Take('"')) return Fail("a string has to stand here");
  while (at_ < text_.size()) {
    // What needs no look at its neighbours, in one go.
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= ' ' && text_[at_] != '"' && text_[at_] != '\\') {
      ++at_;
    }
    if (value != nullptr) value->append(text_, begin, at_ - begin);
    if (Take('"')) return true;
    if (at_ < text_.size() && !TakeCharacter(value)) return false;
  }
  return Fail("the string has no end");
}

// An escape, or a character of more than one byte.
bool JsonReader::TakeCharacter(std::string* value) {
  if (Take('\\')) return TakeEscape(value);
  if (static_cast<std::uint8_t>(text_[at_]) < 0x20) {
    return Fail("a control character has to be escaped");
  }
  const std::size_t length = SequenceLength(text_.substr(at_));
  if (length == 0) return Fail("this is not UTF-8");
  if (value != nullptr) value->append(text_, at_, length);
  at_ += length;
  return true;
}

std::optional<std::uint32_t> JsonReader::TakeHex4() {
  constexpr std::size_t kDigits = 4;
  std::uint32_t code = 0;
  for (std::size_t i = 0; i < kDigits; ++i) {
    constexpr std::string_view kHex = "0123456789abcdef0123456789ABCDEF";
    const std::size_t place = at_ < text_.size() ? kHex.find(text_[at_]) : std::string_view::npos;
    if (place == std::string_view::npos) {
      Fail("four hexadecimal digits have to stand here");
      return std::nullopt;
    }
    code = code << 4 | static_cast<std::uint32_t>(place % 16);
    ++at_;
  }
  return code;
}

bool JsonReader::TakeEscape(std::string* value) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (!Take('u')) {
    const std::size_t place = at_ < text_.size() ? kNames.find(text_[at_]) : std::string_view::npos;
    if (place == std::string_view::npos) return Fail("there is no such escape");
    ++at_;
    if (value != nullptr) *value += kMeanings[place];
    return true;
  }
  auto code = TakeHex4();
  if (!code) return false;
  if (*code >= 0xDC00 && *code <= 0xDFFF) return Fail("half of a surrogate pair");
  if (*code >= 0xD800 && *code <= 0xDBFF) {
    if (!Take('\\') || !Take('u')) return Fail("half of a surrogate pair");
    const auto low = TakeHex4();
    if (!low) return false;
    if (*low < 0xDC00 || *low > 0xDFFF) return Fail("half of a surrogate pair");
    code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
  }
  if (value != nullptr) AppendUtf8(*value, *code);
  return true;
}

}  // namespace inkdigit
