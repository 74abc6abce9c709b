// Pictures with the text that they are known to show, from IDX files, a folder or a zip file.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/zip_file.h"
#include "inkdigit/decode.h"
#include "inkdigit/idx.h"
#include "inkdigit/result.h"

namespace inkdigit::cli {

// Immutable once opened; threads may share it.
class LabelledSet {
 public:
  // Two paths: IDX images and labels (.gz is read as it is). One path: a folder with a
  // manifest.tsv, or such a folder as a zip file (an export of readings). The error's message names
  // the file.
  static Result<LabelledSet> Open(const std::vector<std::string>& paths);

  [[nodiscard]] std::size_t size() const noexcept { return labels_.size(); }
  [[nodiscard]] bool is_idx() const noexcept { return files_.empty() && !labels_.empty(); }
  [[nodiscard]] const std::string& label(std::size_t i) const { return labels_[i]; }
  // The third column of its line in the manifest; empty where there is none.
  [[nodiscard]] const std::string& note(std::size_t i) const { return notes_[i]; }
  // A file's name, or "#17" for the 18th picture of an IDX file.
  [[nodiscard]] std::string name(std::size_t i) const;
  // The picture as a file; for IDX, one is made (PGM).
  [[nodiscard]] Result<std::vector<std::byte>> file(std::size_t i) const;
  // Reads and decodes the picture; for IDX just copies it.
  [[nodiscard]] Result<DecodedImage> picture(std::size_t i) const;
  [[nodiscard]] const IdxImages& idx_images() const noexcept { return idx_; }

 private:
  std::optional<Error> TakeManifest(const std::string& path, const std::vector<std::byte>& bytes);

  std::vector<std::string> labels_;
  std::vector<std::string> notes_;
  std::vector<std::string> files_;  // for a folder or a zip file; relative to it
  std::string folder_;
  std::shared_ptr<const ZipFile> zip_;  // null: a folder, or IDX
  IdxImages idx_;
};

}  // namespace inkdigit::cli
