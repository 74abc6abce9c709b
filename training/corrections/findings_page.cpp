#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "inkdigit/image.h"
#include "json/base64.h"
#include "training/corrections/corrections.h"
#include "training/figures/png.h"

namespace inkdigit::training {
namespace {

constexpr std::array<std::pair<Finding::Kind, std::string_view>, 5> kHeadings{{
    {Finding::Kind::kDoubtful,
     "Likely wrong labels: the network is sure of another digit. They are trained with; whoever "
     "looks at them may leave them out with --ignore FILE, a name a line"},
    {Finding::Kind::kTwoLabels, "Left out: the same ink with two labels"},
    {Finding::Kind::kUnreadable, "Left out: unreadable"},
    {Finding::Kind::kOtherNumber, "Left out: another number of digits than the label has"},
    {Finding::Kind::kDuplicate, "Left out: duplicates"},
}};

std::string Escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    switch (c) {
      case '&':
        html += "&amp;";
        break;
      case '<':
        html += "&lt;";
        break;
      case '"':
        html += "&quot;";
        break;
      default:
        html += c;
    }
  }
  return html;
}

std::string Picture(const Tile28& tile) {
  GrayImage image(kTileSide, kTileSide);
  const auto at = [&](int y) { return tile.pixels.begin() + std::ptrdiff_t{y} * kTileSide; };
  for (int y = 0; y < kTileSide; ++y) {
    // Dark ink on light paper, as people write.
    std::transform(at(y), at(y) + kTileSide, image.row(y),
                   [](std::uint8_t ink) { return static_cast<std::uint8_t>(255 - ink); });
  }
  const auto png = EncodePng(image);
  return "data:image/png;base64," +
         Base64({reinterpret_cast<const std::uint8_t*>(png.data()), png.size()});
}

}  // namespace

std::string FindingsPage(const Corrections& corrections) {
  std::string page =
      "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Corrections</title>\n"
      "<style>body{font:16px sans-serif;max-width:60em;margin:2em auto;padding:0 1em}"
      "figure{display:inline-block;margin:.5em;width:11em;vertical-align:top;"
      "overflow-wrap:anywhere}img{width:84px;image-rendering:pixelated;border:1px solid #888}"
      "</style>\n<h1>" +
      std::to_string(corrections.tiles.size()) + " digits from " +
      std::to_string(corrections.pictures) + " corrected pictures</h1>\n";
  for (const auto& [kind, heading] : kHeadings) {
    std::string figures;
    std::size_t count = 0;
    for (const Finding& finding : corrections.findings) {
      if (finding.kind != kind) continue;
      ++count;
      figures += "<figure><img alt=\"\" src=\"" + Picture(finding.tile) + "\"><figcaption><b>" +
                 Escaped(finding.label) + "</b>: " + Escaped(finding.words) + "<br><small>" +
                 Escaped(finding.name) + "</small></figcaption></figure>\n";
    }
    page += "<h2>" + std::string(heading) + " (" + std::to_string(count) + ")</h2>\n" + figures;
  }
  return page + "</html>\n";
}

}  // namespace inkdigit::training
