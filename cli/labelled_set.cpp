#include "cli/labelled_set.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "cli/files.h"
#include "cli/manifest.h"

namespace inkdigit::cli {
namespace {

Error InFile(const std::string& path, const Error& error) {
  return {error.code, path + ": " + error.message};
}

}  // namespace

Result<LabelledSet> LabelledSet::Open(const std::vector<std::string>& paths) {
  LabelledSet set;
  if (paths.size() == 2) {
    auto image_bytes = ReadFileMaybeGzip(paths[0], kMaxFileBytes);
    if (!image_bytes) return image_bytes.error();
    auto images = ReadIdxImages(image_bytes.value());
    if (!images) return InFile(paths[0], images.error());
    auto label_bytes = ReadFileMaybeGzip(paths[1], kMaxFileBytes);
    if (!label_bytes) return label_bytes.error();
    auto labels = ReadIdxLabels(label_bytes.value());
    if (!labels) return InFile(paths[1], labels.error());

    set.idx_ = std::move(images).value();
    if (static_cast<std::size_t>(set.idx_.count) != labels.value().size())
      return Error{Errc::kInvalidArgument,
                   paths[1] + ": holds " + std::to_string(labels.value().size()) + " labels for " +
                       std::to_string(set.idx_.count) + " images; there must be one for each"};
    for (const std::uint8_t label : labels.value()) {
      if (label > 9)
        return Error{Errc::kInvalidArgument,
                     paths[1] + ": the label " + std::to_string(label) + " is no digit 0 to 9"};
      set.labels_.push_back(std::to_string(label));
    }
    set.notes_.resize(set.labels_.size());
  } else if (std::error_code ignored; std::filesystem::is_regular_file(paths.front(), ignored)) {
    auto zip = ZipFile::Open(paths.front());
    if (!zip) return InFile(paths.front(), zip.error());
    const std::string manifest = paths.front() + ": manifest.tsv";
    const auto bytes = zip.value().Read("manifest.tsv");
    if (!bytes) return InFile(manifest, bytes.error());
    if (auto error = set.TakeManifest(manifest, bytes.value())) return *error;
    set.zip_ = std::make_shared<const ZipFile>(std::move(zip).value());
  } else {
    const std::string& folder = paths.front();
    if (!std::filesystem::is_directory(folder, ignored))
      return Error{Errc::kInvalidArgument,
                   folder +
                       ": is not there; give a folder with a manifest.tsv, such a folder as a "
                       "zip file, or IDX images and labels"};
    const std::string manifest = (std::filesystem::path(folder) / "manifest.tsv").string();
    const auto bytes = ReadWholeFile(manifest);
    if (!bytes) return InFile(manifest, bytes.error());
    if (auto error = set.TakeManifest(manifest, bytes.value())) return *error;
    set.folder_ = folder;
  }
  if (set.labels_.empty())
    return Error{Errc::kInvalidArgument, paths.front() + ": holds no pictures to evaluate"};
  return set;
}

std::optional<Error> LabelledSet::TakeManifest(const std::string& path,
                                               const std::vector<std::byte>& bytes) {
  auto entries =
      ParseManifest(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  if (!entries) return InFile(path, entries.error());
  for (ManifestEntry& entry : entries.value()) {
    files_.push_back(std::move(entry.file));
    labels_.push_back(std::move(entry.label));
    notes_.push_back(std::move(entry.note));
  }
  return std::nullopt;
}

std::string LabelledSet::name(std::size_t i) const {
  if (!is_idx()) return files_[i];
  std::string number = "#";  // appended, because GCC 12 warns wrongly about "#" + std::to_string(i)
  number += std::to_string(i);
  return number;
}

Result<std::vector<std::byte>> LabelledSet::file(std::size_t i) const {
  if (zip_) return zip_->Read(files_[i]);
  if (!is_idx()) return ReadWholeFile((std::filesystem::path(folder_) / files_[i]).string());
  const GrayView view = idx_.image(static_cast<int>(i));
  const std::string header =
      "P5\n" + std::to_string(view.width) + ' ' + std::to_string(view.height) + "\n255\n";
  std::vector<std::byte> bytes;
  const auto append = [&bytes](const auto* from, std::size_t count) {
    const auto* begin = reinterpret_cast<const std::byte*>(from);
    bytes.insert(bytes.end(), begin, begin + count);
  };
  append(header.data(), header.size());
  for (int y = 0; y < view.height; ++y) append(view.row(y), static_cast<std::size_t>(view.width));
  return bytes;
}

Result<DecodedImage> LabelledSet::picture(std::size_t i) const {
  if (!is_idx()) {
    const auto bytes = file(i);
    if (!bytes) return bytes.error();
    return DecodeImage(bytes.value());
  }
  const GrayView view = idx_.image(static_cast<int>(i));
  DecodedImage decoded;
  decoded.gray = GrayImage(view.width, view.height);
  for (int y = 0; y < view.height; ++y) std::copy_n(view.row(y), view.width, decoded.gray.row(y));
  decoded.shown_width = view.width;
  decoded.shown_height = view.height;
  return decoded;
}

}  // namespace inkdigit::cli
