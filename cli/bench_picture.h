// What `inkdigit bench` reads where no picture is named.
#pragma once

#include <cstddef>
#include <vector>

namespace inkdigit::cli {

// A 7 as the page's canvas sends it: a PNG file, 280x280, RGBA, black strokes with soft edges on
// white.
[[nodiscard]] std::vector<std::byte> CanvasPng();

}  // namespace inkdigit::cli
