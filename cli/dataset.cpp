#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/kept_store.h"
#include "cli/terminal.h"
#include "server/labelled_glyphs.h"
#include "server/readings_export.h"
#include "server/time_text.h"
#include "store/await.h"
#include "store/store.h"

namespace inkdigit::cli {
namespace {

struct Counts {
  std::int64_t readings = 0;
  std::int64_t corrected = 0;
  std::int64_t changed = 0;  // of the corrected ones, those that were read otherwise
  std::int64_t unsure = 0;
  std::int64_t nothing_to_read = 0;  // by their label
  std::int64_t without_tiles = 0;    // the label has another number of digits than were found
  std::array<std::int64_t, 10> corrected_digits{};
  std::map<std::string, std::int64_t> models;
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;

  void Add(const KeptReading& kept) {
    ++readings;
    ++models[kept.model];
    unsure += kept.unsure ? 1 : 0;
    const std::int64_t time = kept.id.time_ms();
    first_ms = readings == 1 ? time : std::min(first_ms, time);
    last_ms = std::max(last_ms, time);
    const std::string digits = DigitsOf(kept.label());
    if (digits.empty()) {
      ++nothing_to_read;
    } else if (GlyphsOf(kept.reading, digits) == nullptr) {
      ++without_tiles;
    }
    if (!kept.correction) return;
    ++corrected;
    changed += kept.correction->text != kept.reading.text ? 1 : 0;
    for (const char c : digits) ++corrected_digits[static_cast<std::size_t>(c - '0')];
  }
};

Result<Counts> Count(Store& store) {
  constexpr int kAtOnce = 500;
  Counts counts;
  Listing listing;
  listing.limit = kAtOnce;
  while (true) {
    const auto readings =
        Await<std::vector<KeptReading>>([&](auto done) { store.List(listing, std::move(done)); });
    if (!readings.ok()) return readings.error();
    if (readings.value().empty()) return counts;
    for (const KeptReading& kept : readings.value()) counts.Add(kept);
    listing.before = readings.value().back().id;
  }
}

void PrintJson(const Counts& counts) {
  nlohmann::ordered_json json = {{"readings", counts.readings},
                                 {"corrected", counts.corrected},
                                 {"changed", counts.changed},
                                 {"unsure", counts.unsure},
                                 {"nothing_to_read", counts.nothing_to_read},
                                 {"without_tiles", counts.without_tiles},
                                 {"corrected_digits", counts.corrected_digits},
                                 {"models", counts.models},
                                 {"first", nullptr},
                                 {"last", nullptr}};
  if (counts.readings > 0) {
    json["first"] = TimeText(counts.first_ms);
    json["last"] = TimeText(counts.last_ms);
  }
  std::puts(json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

void PrintTable(const Counts& counts) {
  const auto line = [](const char* what, std::int64_t count) {
    std::printf("%-44s %10lld\n", what, static_cast<long long>(count));
  };
  line("readings", counts.readings);
  line("  unsure", counts.unsure);
  line("  with nothing to read", counts.nothing_to_read);
  line("  whose label names other digits than found", counts.without_tiles);
  line("corrected", counts.corrected);
  line("  to something else than was read", counts.changed);
  for (std::size_t digit = 0; digit < counts.corrected_digits.size(); ++digit) {
    line(("  digits " + std::to_string(digit)).c_str(), counts.corrected_digits[digit]);
  }
  for (const auto& [model, count] : counts.models) line(("read by " + model).c_str(), count);
  if (counts.readings == 0) return;
  std::printf("from %s to %s\n", TimeText(counts.first_ms).c_str(),
              TimeText(counts.last_ms).c_str());
}

// All that the source makes, into the file. Empty when all went well.
std::optional<std::string> WriteAll(BodySource& source, std::FILE* file) {
  while (true) {
    const auto piece = Await<std::string>([&](auto done) { source.Next(std::move(done)); });
    if (!piece.ok()) return piece.error().message;
    if (piece.value().empty()) return std::nullopt;
    if (std::fwrite(piece.value().data(), 1, piece.value().size(), file) != piece.value().size()) {
      return std::strerror(errno);
    }
  }
}

}  // namespace

int RunDatasetStats(const DatasetStatsOptions& options) {
  const auto store = OpenKeptStore(options.database);
  if (!store) {
    PrintError(store.error().message);
    return 1;
  }
  const auto counts = Count(*store.value());
  if (!counts) {
    PrintError(counts.error().message);
    return 1;
  }
  (options.json ? PrintJson : PrintTable)(counts.value());
  return 0;
}

int RunDatasetExport(const DatasetExportOptions& options) {
  const auto store = OpenKeptStore(options.database);
  if (!store) {
    PrintError(store.error().message);
    return 1;
  }
  // Under another name until it is whole, so that half a zip is never taken for one.
  const std::string part = options.zip_file + ".part";
  std::FILE* file = std::fopen(part.c_str(), "wb");
  if (file == nullptr) {
    PrintError(part, std::strerror(errno));
    return 1;
  }
  const auto source = ExportReadings(*store.value(), std::nullopt);
  std::optional<std::string> failure = WriteAll(*source, file);
  if (std::fclose(file) != 0 && !failure) failure = std::strerror(errno);
  if (!failure && std::rename(part.c_str(), options.zip_file.c_str()) != 0) {
    failure = std::strerror(errno);
  }
  if (!failure) return 0;
  PrintError(options.zip_file, *failure);
  std::remove(part.c_str());
  return 1;
}

}  // namespace inkdigit::cli
