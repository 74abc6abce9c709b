#include "server/lessons.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace inkdigit {
namespace {

std::string DigitsIn(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits;
}

// What the correction is about: the digits that were found, or else the one thing that was refused.
const std::vector<GlyphReading>& CorrectedGlyphs(const Reading& reading) {
  return reading.digits.empty() ? reading.rejected : reading.digits;
}

}  // namespace

std::vector<Lesson> LessonsOf(const std::vector<KeptReading>& newest_first) {
  std::vector<Lesson> lessons;
  for (const KeptReading& kept : newest_first) {
    if (!kept.correction) continue;
    const std::string digits = DigitsIn(kept.correction->text);
    const std::vector<GlyphReading>& glyphs = CorrectedGlyphs(kept.reading);
    if (digits.empty() || digits.size() != glyphs.size()) continue;
    if (lessons.size() + digits.size() > Exemplars::kMost) break;
    // Backwards, as the whole is turned around.
    for (std::size_t i = digits.size(); i-- > 0;) {
      lessons.push_back({glyphs[i].tile, digits[i] - '0'});
    }
  }
  std::reverse(lessons.begin(), lessons.end());
  return lessons;
}

const Exemplars& Lessons::Learned(const Model& model, Workspace& workspace) const {
  std::call_once(once_, [&] {
    learned_.emplace(model);
    for (const Lesson& lesson : lessons_) learned_->Learn(lesson.tile, lesson.digit, workspace);
  });
  return *learned_;
}

}  // namespace inkdigit
