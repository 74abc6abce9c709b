// Pictures with the text that they are known to show, from IDX files or from a folder.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "inkdigit/decode.h"
#include "inkdigit/idx.h"
#include "inkdigit/result.h"

namespace inkdigit::cli {

// Immutable once opened; threads may share it.
class LabelledSet {
 public:
  // Two paths: IDX images and labels (.gz is read as it is). One path: a folder with a
  // manifest.tsv. The error's message names the file.
  static Result<LabelledSet> Open(const std::vector<std::string>& paths);

  [[nodiscard]] std::size_t size() const noexcept { return labels_.size(); }
  [[nodiscard]] bool is_idx() const noexcept { return files_.empty() && !labels_.empty(); }
  [[nodiscard]] const std::string& label(std::size_t i) const { return labels_[i]; }
  // A file's name, or "#17" for the 18th picture of an IDX file.
  [[nodiscard]] std::string name(std::size_t i) const;
  // Reads and decodes the picture; for IDX just copies it.
  [[nodiscard]] Result<DecodedImage> picture(std::size_t i) const;
  [[nodiscard]] const IdxImages& idx_images() const noexcept { return idx_; }

 private:
  std::vector<std::string> labels_;
  std::vector<std::string> files_;  // for a folder; relative to folder_
  std::string folder_;
  IdxImages idx_;
};

}  // namespace inkdigit::cli
