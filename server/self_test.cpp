#include "server/self_test.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/idx.h"

// Pairs of IDX files in server/self_test/, embedded by CMake.
extern "C" {
extern const std::byte inkdigit_embedded_self_test_images[];
extern const std::byte inkdigit_embedded_self_test_images_end[];
extern const std::byte inkdigit_embedded_self_test_labels[];
extern const std::byte inkdigit_embedded_self_test_labels_end[];
}

namespace inkdigit {

std::optional<Error> SelfTest(const Model& model) {
  const auto images = ReadIdxImages(
      std::span(inkdigit_embedded_self_test_images, inkdigit_embedded_self_test_images_end));
  const auto labels = ReadIdxLabels(
      std::span(inkdigit_embedded_self_test_labels, inkdigit_embedded_self_test_labels_end));
  if (!images.ok()) return images.error();
  if (!labels.ok()) return labels.error();
  std::vector<Tile28> tiles(labels.value().size());
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    const GrayView image = images.value().image(static_cast<int>(i));
    std::copy_n(image.row(0), tiles[i].pixels.size(), tiles[i].pixels.begin());
  }
  std::vector<Scores> scores(tiles.size());
  Workspace workspace;
  model.Classify(tiles, scores, workspace);
  int right = 0;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    // What is not a number is not more than half either.
    const bool sure = scores[i].probabilities[labels.value()[i]] > 0.5F;
    right += sure ? 1 : 0;
  }
  if (right >= kLeastRightInSelfTest) return std::nullopt;
  return Error{Errc::kBadModel, "the model " + model.info().name + " reads " +
                                    std::to_string(right) + " of " + std::to_string(tiles.size()) +
                                    " digits of the self-test right, and at least " +
                                    std::to_string(kLeastRightInSelfTest) + " are wanted"};
}

}  // namespace inkdigit
