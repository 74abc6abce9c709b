#include "training/corrections/corrections.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "cli/labelled_set.h"
#include "server/labelled_glyphs.h"

namespace inkdigit::training {
namespace {

// Enough for a person to look. The shipped network is never surer than 0.998 even of a printed
// circle.
constexpr float kSure = 0.95F;
constexpr std::size_t kHeldOutEvery = 5;

// The digits of one picture, each with what a person says that it is.
struct LabelledPicture {
  std::string name;
  std::string label;
  std::vector<GlyphReading> glyphs;  // as many as digits
  std::string digits;
};

class Collector {
 public:
  Collector(const Recognizer& recognizer, const std::unordered_set<std::string>& left_out)
      : recognizer_(recognizer), left_out_(left_out) {}

  void AddAll(const cli::LabelledSet& set) {
    for (std::size_t i = 0; i < set.size(); ++i) {
      if (left_out_.contains(set.name(i))) {
        ++corrections_.left_out;
      } else if (set.note(i) == "read") {
        ++corrections_.uncorrected;
      } else {
        ++corrections_.pictures;
        AddPicture(set, i);
      }
    }
  }

  Corrections Finish() {
    std::size_t number = 0;
    for (const LabelledPicture& picture : pictures_) {
      // By pictures: two digits of one sheet are too much alike to stand on both sides.
      const Split split = ++number % kHeldOutEvery == 0 ? Split::kValidation : Split::kTraining;
      for (std::size_t i = 0; i < picture.digits.size(); ++i) {
        AddTile(picture, picture.glyphs[i], picture.digits[i] - '0', split);
      }
    }
    return std::move(corrections_);
  }

 private:
  void AddPicture(const cli::LabelledSet& set, std::size_t i) {
    LabelledPicture picture{set.name(i), set.label(i), {}, DigitsOf(set.label(i))};
    if (picture.digits.empty()) {
      Find(Finding::Kind::kOtherNumber, picture, "the label has no digit", {});
      return;
    }
    const auto decoded = set.picture(i);
    if (!decoded.ok()) {
      Find(Finding::Kind::kUnreadable, picture, decoded.error().message, {});
      return;
    }
    const auto reading = recognizer_.Read(decoded.value().gray.view(), {}, workspace_);
    if (!reading.ok()) {
      Find(Finding::Kind::kUnreadable, picture, reading.error().message, {});
      return;
    }
    const auto* glyphs = GlyphsOf(reading.value(), picture.digits);
    if (glyphs == nullptr) {
      const auto& found = reading.value().digits;
      Find(Finding::Kind::kOtherNumber, picture,
           std::to_string(found.size()) + " digits were found: \"" + reading.value().text + '"',
           found.empty() ? Tile28{} : found.front().tile);
      return;
    }
    picture.glyphs = *glyphs;
    for (std::size_t digit = 0; digit < picture.digits.size(); ++digit) {
      labels_[picture.glyphs[digit].tile.pixels].insert(picture.digits[digit]);
    }
    pictures_.push_back(std::move(picture));
  }

  void AddTile(const LabelledPicture& picture, const GlyphReading& glyph, int label, Split split) {
    const Tile28& tile = glyph.tile;
    if (labels_[tile.pixels].size() > 1) {
      Find(Finding::Kind::kTwoLabels, picture, "the same ink has another label elsewhere", tile);
    } else if (!seen_.emplace(tile.pixels, true).second) {
      Find(Finding::Kind::kDuplicate, picture, "was there already", tile);
    } else if (glyph.scores.not_a_digit() >= kSure) {
      Find(Finding::Kind::kUnreadable, picture, "this looks like no digit at all", tile);
    } else {
      const int best = glyph.scores.best_digit();
      if (best != label && glyph.scores.probabilities[static_cast<std::size_t>(best)] >= kSure) {
        Find(Finding::Kind::kDoubtful, picture, "the network is sure of a " + std::to_string(best),
             tile);
      }
      corrections_.tiles.Add(tile, static_cast<std::uint8_t>(label), Source::kCorrections, 0,
                             split);
    }
  }

  void Find(Finding::Kind kind, const LabelledPicture& picture, std::string words,
            const Tile28& tile) {
    corrections_.findings.push_back({kind, picture.name, picture.label, std::move(words), tile});
  }

  const Recognizer& recognizer_;
  const std::unordered_set<std::string>& left_out_;
  Workspace workspace_;
  Corrections corrections_;
  std::vector<LabelledPicture> pictures_;
  using Pixels = decltype(Tile28::pixels);
  std::map<Pixels, std::unordered_set<char>> labels_;
  std::map<Pixels, bool> seen_;
};

}  // namespace

Result<Corrections> ReadCorrections(const std::vector<std::string>& paths,
                                    const Recognizer& recognizer,
                                    const std::unordered_set<std::string>& left_out) {
  Collector collector(recognizer, left_out);
  for (const std::string& path : paths) {
    const auto set = cli::LabelledSet::Open({path});
    if (!set.ok()) return set.error();
    collector.AddAll(set.value());
  }
  return collector.Finish();
}

}  // namespace inkdigit::training
