#include "training/data/pendigits.h"

#include <charconv>
#include <optional>
#include <string>
#include <utility>

namespace inkdigit::training {
namespace {

constexpr std::string_view kSegment = ".SEGMENT DIGIT";
constexpr std::string_view kComment = ".COMMENT";
constexpr std::string_view kPenDown = ".PEN_DOWN";
constexpr std::string_view kPenUp = ".PEN_UP";
// Recorded with every stroke; says nothing about its shape.
constexpr std::string_view kTimeStep = ".DT";

// The next number of `text`, which loses it and the blanks before it.
std::optional<int> TakeNumber(std::string_view& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(text.data() + begin, text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

bool IsBlank(std::string_view text) { return text.find_first_not_of(" \t\r") == text.npos; }

class Parser {
 public:
  // Null, or what is wrong with this line.
  const char* Take(std::string_view line) {
    if (IsBlank(line)) return nullptr;
    if (line.starts_with(kSegment)) return TakeSegment(line);
    // The lines before the first segment describe the alphabet.
    if (drawings_.empty())
      return line.front() == '.' ? nullptr : "points before the first .SEGMENT";
    if (line.starts_with(kComment)) return TakeComment(line.substr(kComment.size()));
    if (line.starts_with(kPenDown)) {
      pen_is_down_ = true;
      drawings_.back().strokes.emplace_back();
      return nullptr;
    }
    if (line.starts_with(kPenUp)) {
      pen_is_down_ = false;
      return nullptr;
    }
    if (line.starts_with(kTimeStep)) return nullptr;
    return TakePoint(line);
  }

  // Null, or what the drawing that ends here lacks.
  [[nodiscard]] const char* CheckLast() const {
    if (drawings_.empty()) return nullptr;
    for (const Stroke& stroke : drawings_.back().strokes) {
      if (!stroke.empty()) return nullptr;
    }
    return "a digit without any point before it";
  }

  std::vector<PenDrawing>& drawings() { return drawings_; }

 private:
  // .SEGMENT DIGIT 10-11 ? "5"
  const char* TakeSegment(std::string_view line) {
    if (const char* fault = CheckLast()) return fault;
    const std::size_t quote = line.find('"');
    if (quote == std::string_view::npos || quote + 2 >= line.size() || line[quote + 2] != '"' ||
        line[quote + 1] < '0' || line[quote + 1] > '9') {
      return "expected a digit in quotes";
    }
    drawings_.emplace_back().label = static_cast<std::uint8_t>(line[quote + 1] - '0');
    pen_is_down_ = false;
    return nullptr;
  }

  // The label again, the writer, the writer's how manieth digit.
  const char* TakeComment(std::string_view rest) {
    const std::optional<int> label = TakeNumber(rest);
    const std::optional<int> writer = TakeNumber(rest);
    if (!label || !writer || *writer < 0 || *writer > UINT16_MAX) {
      return "expected .COMMENT LABEL WRITER COUNT";
    }
    if (*label != drawings_.back().label) return "the label differs from .SEGMENT's";
    drawings_.back().writer = static_cast<std::uint16_t>(*writer);
    return nullptr;
  }

  const char* TakePoint(std::string_view line) {
    const std::optional<int> x = TakeNumber(line);
    const std::optional<int> y = TakeNumber(line);
    if (!x || !y || !IsBlank(line)) return "expected a point, X Y";
    if (!pen_is_down_) return "a point while the pen is up";
    drawings_.back().strokes.back().push_back({static_cast<double>(*x), -static_cast<double>(*y)});
    return nullptr;
  }

  std::vector<PenDrawing> drawings_;
  bool pen_is_down_ = false;
};

}  // namespace

Result<std::vector<PenDrawing>> ParsePendigits(std::string_view unipen) {
  Parser parser;
  int line_number = 0;
  const auto error = [&line_number](const char* fault) {
    return Error{Errc::kBadImage, "line " + std::to_string(line_number) + ": " + fault};
  };
  while (!unipen.empty()) {
    ++line_number;
    const std::size_t end = unipen.find('\n');
    if (const char* fault = parser.Take(unipen.substr(0, end))) return error(fault);
    if (end == std::string_view::npos) break;
    unipen.remove_prefix(end + 1);
  }
  if (const char* fault = parser.CheckLast()) return error(fault);
  if (parser.drawings().empty()) return error("no .SEGMENT DIGIT up to here");
  return std::move(parser.drawings());
}

}  // namespace inkdigit::training
