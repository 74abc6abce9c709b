#include "server/readings_export.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "server/labelled_glyphs.h"
#include "server/media_type.h"
#include "server/time_text.h"
#include "server/zip_stream.h"

namespace inkdigit {
namespace {

constexpr int kReadingsAtOnce = 256;
constexpr std::int64_t kPictureBytesAtOnce = std::int64_t{1} << 20;
constexpr std::size_t kTileBytes = std::size_t{kTileSide} * kTileSide;
// Tiles in one IDX file, whose header tells their number and comes first: so many are collected.
constexpr std::size_t kTilesInFile = 2048;
constexpr std::size_t kManifestBytesAtOnce = std::size_t{64} << 10;

// Some tiles and what they show, until there are enough for a pair of IDX files.
struct TilePart {
  const char* name = "";  // of the files: "corrected-00001-images-idx3-ubyte"
  int files = 0;
  std::string tiles = {};
  std::string labels = {};
};

void AppendBigEndian(std::string& bytes, std::size_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xff);
}

std::string IdxHeader(char dimensions, std::size_t count) {
  std::string header{'\0', '\0', '\x08', dimensions};
  AppendBigEndian(header, count);
  for (char i = 1; i < dimensions; ++i) AppendBigEndian(header, kTileSide);
  return header;
}

class ReadingsExport final : public BodySource,
                             public std::enable_shared_from_this<ReadingsExport> {
 public:
  ReadingsExport(Store& store, const Scope& scope) : store_(store) {
    listing_.scope = scope;
    listing_.limit = kReadingsAtOnce;
    listing_.picture_bytes = kPictureBytesAtOnce;
  }

  void Next(Done done) override {
    if (!all_read_) {
      store_.List(listing_, [self = shared_from_this(), done = std::move(done)](
                                const Result<std::vector<KeptReading>>& readings) {
        done(readings.ok() ? Result<std::string>(self->Add(readings.value())) : readings.error());
      });
      return;
    }
    std::string piece = NextOfManifest();
    if (piece.empty()) piece = zip_.NextOfDirectory([this](std::size_t i) { return NameOf(i); });
    done(std::move(piece));
  }

 private:
  // What is left of a reading for the manifest and the zip's directory. Thirty-two bytes with the
  // directory's eight: a million of them must be little.
  struct Line {
    ReadingId id;
    float confidence = 0;
    std::uint16_t model = 0;  // an index of models_
    ImageFormat type = ImageFormat::kPng;
    bool corrected = false;
  };

  std::string Add(const std::vector<KeptReading>& readings) {
    std::string piece;
    for (const KeptReading& kept : readings) {
      AddPicture(kept, piece);
      AddTiles(kept, piece);
      listing_.before = kept.id;
    }
    if (!readings.empty()) return piece;
    all_read_ = true;
    for (TilePart& part : parts_) WriteTiles(part, piece);
    names_.emplace_back(zip_entries_, "manifest.tsv");
    ++zip_entries_;
    piece += zip_.Begin("manifest.tsv", manifest_crc_, static_cast<std::uint32_t>(manifest_bytes_));
    return piece;
  }

  void AddPicture(const KeptReading& kept, std::string& piece) {
    Line line;
    line.id = kept.id;
    line.confidence = static_cast<float>(kept.reading.confidence);
    line.type = MediaTypeNamed(kept.media_type).value_or(ImageFormat::kPng);
    line.corrected = kept.correction.has_value();
    auto model = std::find(models_.begin(), models_.end(), kept.model);
    if (model == models_.end()) model = models_.insert(models_.end(), kept.model);
    line.model = static_cast<std::uint16_t>(model - models_.begin());
    std::string label = kept.label();
    std::replace(label.begin(), label.end(), '\n', ' ');

    piece += zip_.Begin(PictureName(line), ZipStream::Crc(kept.picture),
                        static_cast<std::uint32_t>(kept.picture.size()));
    piece += kept.picture;
    ++zip_entries_;
    const std::string text = ManifestLine(line, label);
    manifest_crc_ = ZipStream::Crc(text, manifest_crc_);
    manifest_bytes_ += text.size();
    lines_.push_back(line);
    labels_.insert(labels_.end(), label.begin(), label.end());
    labels_.push_back('\n');
  }

  void AddTiles(const KeptReading& kept, std::string& piece) {
    const std::string digits = DigitsOf(kept.label());
    const auto* glyphs = GlyphsOf(kept.reading, digits);
    if (glyphs == nullptr) return;
    TilePart& part = parts_[kept.correction ? 0 : 1];
    part.tiles.reserve(kTilesInFile * kTileBytes);  // a string that grows takes twice as much
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const auto& pixels = (*glyphs)[i].tile.pixels;
      part.tiles.append(pixels.begin(), pixels.end());
      part.labels += static_cast<char>(digits[i] - '0');
      if (part.labels.size() == kTilesInFile) WriteTiles(part, piece);
    }
  }

  void WriteTiles(TilePart& part, std::string& piece) {
    if (part.labels.empty()) return;
    std::array<char, 32> number{};
    std::snprintf(number.data(), number.size(), "-%05d-", ++part.files);
    const std::string name = std::string(part.name) + number.data();
    const std::size_t count = part.labels.size();
    WriteFile(name + "images-idx3-ubyte", IdxHeader(3, count), part.tiles, piece);
    WriteFile(name + "labels-idx1-ubyte", IdxHeader(1, count), part.labels, piece);
    part.tiles.clear();
    part.labels.clear();
  }

  void WriteFile(const std::string& name, const std::string& header, const std::string& bytes,
                 std::string& piece) {
    names_.emplace_back(zip_entries_, name);
    ++zip_entries_;
    piece += zip_.Begin(name, ZipStream::Crc(bytes, ZipStream::Crc(header)),
                        static_cast<std::uint32_t>(header.size() + bytes.size()));
    piece += header;
    piece += bytes;
  }

  static std::string PictureName(const Line& line) {
    return "pictures/" + line.id.text() + "." + std::string(FileExtension(line.type));
  }

  std::string ManifestLine(const Line& line, const std::string& label) const {
    std::array<char, 16> confidence{};
    std::snprintf(confidence.data(), confidence.size(), "%.6f",
                  static_cast<double>(line.confidence));
    return PictureName(line) + "\t" + label + "\t" + (line.corrected ? "corrected" : "read") +
           "\t" + confidence.data() + "\t" + TimeText(line.id.time_ms()) + "\t" +
           models_[line.model] + "\n";
  }

  std::string NextOfManifest() {
    std::string piece;
    while (next_line_ < lines_.size() && piece.size() < kManifestBytesAtOnce) {
      std::string label;
      for (; labels_[next_label_] != '\n'; ++next_label_) label += labels_[next_label_];
      ++next_label_;
      piece += ManifestLine(lines_[next_line_++], label);
    }
    return piece;
  }

  // Of the zip's entry with this index: all but the few in names_ are pictures, in the order of
  // lines_.
  [[nodiscard]] std::string NameOf(std::size_t index) {
    const auto named =
        std::lower_bound(names_.begin(), names_.end(), index,
                         [](const auto& name, std::size_t wanted) { return name.first < wanted; });
    if (named != names_.end() && named->first == index) return named->second;
    return PictureName(lines_[index - static_cast<std::size_t>(named - names_.begin())]);
  }

  Store& store_;
  Listing listing_;
  bool all_read_ = false;
  ZipStream zip_;
  std::size_t zip_entries_ = 0;
  std::vector<std::pair<std::size_t, std::string>> names_;  // of entries that are no pictures
  std::array<TilePart, 2> parts_ = {TilePart{.name = "corrected"}, TilePart{.name = "read"}};
  // Deques, because a vector that grows holds everything twice for a moment.
  std::deque<Line> lines_;
  std::deque<char> labels_;  // of all lines, a newline behind each
  std::vector<std::string> models_;
  std::uint32_t manifest_crc_ = 0;
  std::uint64_t manifest_bytes_ = 0;
  std::size_t next_line_ = 0;
  std::size_t next_label_ = 0;
};

}  // namespace

std::shared_ptr<BodySource> ExportReadings(Store& store, const Scope& scope) {
  return std::make_shared<ReadingsExport>(store, scope);
}

}  // namespace inkdigit
