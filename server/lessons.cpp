#include "server/lessons.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "server/labelled_glyphs.h"

namespace inkdigit {
std::vector<Lesson> LessonsOf(const std::vector<KeptReading>& newest_first) {
  std::vector<Lesson> lessons;
  for (const KeptReading& kept : newest_first) {
    if (!kept.correction) continue;
    const std::string digits = DigitsOf(kept.correction->text);
    const std::vector<GlyphReading>* glyphs = GlyphsOf(kept.reading, digits);
    if (glyphs == nullptr) continue;
    if (lessons.size() + digits.size() > Exemplars::kMost) break;
    // Backwards, as the whole is turned around.
    for (std::size_t i = digits.size(); i-- > 0;) {
      lessons.push_back({(*glyphs)[i].tile, digits[i] - '0'});
    }
  }
  std::reverse(lessons.begin(), lessons.end());
  return lessons;
}

std::shared_ptr<const Exemplars> Lessons::Learned(const Model& model, Workspace& workspace) const {
  const std::lock_guard lock(mutex_);
  if (learned_ && learned_for_ == model.info().sha256) return learned_;
  auto learned = std::make_shared<Exemplars>(model);
  for (const Lesson& lesson : lessons_) learned->Learn(lesson.tile, lesson.digit, workspace);
  learned_for_ = model.info().sha256;
  learned_ = std::move(learned);
  return learned_;
}

}  // namespace inkdigit
