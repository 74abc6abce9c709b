#include "cli/debug_pictures.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "cli/colour_picture.h"
#include "cli/files.h"
#include "core/segment/crop.h"
#include "core/segment/form.h"
#include "core/segment/parts.h"
#include "core/segment/read_page.h"
#include "core/segment/seams.h"
#include "core/segment/straighten.h"
#include "core/segment/text_lines.h"
#include "inkdigit/ink.h"
#include "inkdigit/normalize.h"

namespace inkdigit::cli {
namespace {

constexpr Colour kWhite{255, 255, 255};
constexpr Colour kBlue{40, 90, 220};
constexpr Colour kRed{220, 40, 40};
constexpr Colour kGrayLine{150, 150, 150};
// Neighbours in this list are easy to tell apart.
constexpr std::array<Colour, 7> kPartColours = {{{0, 114, 178},
                                                 {213, 94, 0},
                                                 {0, 158, 115},
                                                 {204, 121, 167},
                                                 {86, 60, 160},
                                                 {130, 110, 0},
                                                 {60, 60, 60}}};

class Writer {
 public:
  Writer(const std::string& folder, std::string name) : folder_(folder), name_(std::move(name)) {
    std::replace(name_.begin(), name_.end(), '/', '_');
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) error_ = Error{Errc::kIo, folder + ": " + error.message()};
  }
  void Write(const std::string& step, const ColourPicture& picture) {
    if (error_ || picture.width() == 0 || picture.height() == 0) return;
    const std::string file = folder_ + '/' + name_ + '.' + step + ".png";
    const Result<std::size_t> written = WriteWholeFile(file, picture.EncodePng());
    if (!written) error_ = Error{Errc::kIo, file + ": " + written.error().message};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  std::string folder_;
  std::string name_;
  std::optional<Error> error_;
};

GrayImage DarkOnWhite(GrayImage ink) {
  for (std::uint8_t& value : ink.pixels()) value = static_cast<std::uint8_t>(255 - value);
  return ink;
}

ColourPicture Components(const GrayImage& ink, const std::vector<LineInk>& lines) {
  ColourPicture picture(ink.width(), ink.height(), kWhite);
  const Parts parts = FindParts(ink);
  for (int y = 0; y < ink.height(); ++y) {
    for (int x = 0; x < ink.width(); ++x) {
      if (ink.at(x, y) == 0) continue;
      const int label = parts.labels.at(x, y);
      // Faint ink that belongs to no part.
      const Colour colour =
          label == 0 ? kGrayLine
                     : kPartColours[static_cast<std::size_t>(label - 1) % kPartColours.size()];
      picture.Paint(x, y, colour);
    }
  }
  for (const LineInk& line : lines) {
    picture.Frame({line.left, line.top, line.ink.width() * line.reduction,
                   line.ink.height() * line.reduction},
                  kGrayLine);
  }
  return picture;
}

// Lines below each other, magnified so that cuts can be told from the ink beside them.
ColourPicture Cuts(const std::vector<LineInk>& lines) {
  constexpr int kMagnified = 3;
  constexpr int kGap = 4;
  int width = 0;
  int height = 0;
  for (const LineInk& line : lines) {
    width = std::max(width, line.ink.width());
    height += line.ink.height() + kGap;
  }
  ColourPicture picture(width * kMagnified, height * kMagnified, kWhite);
  int top = 0;
  for (const LineInk& line : lines) {
    const GrayImage dark = DarkOnWhite(line.ink);
    for (int y = 0; y < dark.height() * kMagnified; ++y) {
      for (int x = 0; x < dark.width() * kMagnified; ++x) {
        const std::uint8_t value = dark.at(x / kMagnified, y / kMagnified);
        picture.Paint(x, top + y, {value, value, value});
      }
    }
    for (const Seam& seam : FindSeams(line)) {
      for (std::size_t row = 0; row < seam.x.size(); ++row) {
        for (int y = 0; y < kMagnified; ++y) {
          picture.Paint(seam.x[row] * kMagnified, top + static_cast<int>(row) * kMagnified + y,
                        seam.over_paper ? kBlue : kRed);
        }
      }
    }
    top += (dark.height() + kGap) * kMagnified;
  }
  return picture;
}

struct Seen {
  Tile28 tile;
  bool rejected = false;
};

ColourPicture Tiles(const std::vector<std::vector<Seen>>& lines) {
  constexpr int kPitch = kTileSide + 4;
  std::size_t longest = 0;
  for (const auto& line : lines) longest = std::max(longest, line.size());
  ColourPicture sheet(static_cast<int>(longest) * kPitch, static_cast<int>(lines.size()) * kPitch,
                      kWhite);
  for (std::size_t row = 0; row < lines.size(); ++row) {
    for (std::size_t i = 0; i < lines[row].size(); ++i) {
      const int left = static_cast<int>(i) * kPitch + 2;
      const int top = static_cast<int>(row) * kPitch + 2;
      const Seen& seen = lines[row][i];
      sheet.Frame({left - 1, top - 1, kTileSide + 2, kTileSide + 2},
                  seen.rejected ? kRed : kGrayLine);
      GrayImage tile(kTileSide, kTileSide);
      std::copy(seen.tile.pixels.begin(), seen.tile.pixels.end(), tile.pixels().begin());
      sheet.Put(DarkOnWhite(std::move(tile)), left, top);
    }
  }
  return sheet;
}

// All ink as one digit.
std::vector<Seen> OneDigit(const Ink& ink, const Model& model, Workspace& workspace) {
  std::vector<Seen> seen;
  for (const Glyph& glyph : Segment(ink)) {
    const Tile28 tile = Normalize(glyph);
    Scores scores;
    model.Classify({&tile, 1}, {&scores, 1}, workspace);
    seen.push_back({tile, scores.is_refused()});
  }
  return seen;
}

}  // namespace

std::optional<Error> WriteDebugPictures(const std::string& folder, const std::string& path,
                                        const DecodedImage& decoded, Mode mode, const Model& model,
                                        Workspace& workspace) {
  Writer writer(folder, path);
  writer.Write("1-picture", ColourPicture(decoded.gray));
  const Ink ink = ExtractInk(decoded.gray.view());
  writer.Write("2-background", ColourPicture(DarkOnWhite(ink.amount)));
  if (ink.bounds.empty()) return writer.error();
  std::vector<std::vector<Seen>> seen;
  if (mode == Mode::kDigit) {
    seen.push_back(OneDigit(ink, model, workspace));
  } else {
    const Lines how = mode == Mode::kNumber ? Lines::kOne : Lines::kFind;
    const GrayImage written = CropImage(ink.amount, ink.bounds);
    Straightened level(written, EstimateSkew(written));
    RemoveForm(level.ink());
    const std::vector<LineInk> lines = FindTextLines(level.ink(), how);
    writer.Write("3-ink", ColourPicture(DarkOnWhite(level.ink())));
    writer.Write("4-components", Components(level.ink(), lines));
    writer.Write("5-cuts", Cuts(lines));
    for (const PageLine& line : ReadPage(ink, how, model, workspace).lines) {
      seen.emplace_back();
      for (const PageDigit& digit : line.digits) {
        seen.back().push_back({digit.tile, digit.rejected});
      }
    }
  }
  writer.Write("6-tiles", Tiles(seen));
  return writer.error();
}

}  // namespace inkdigit::cli
