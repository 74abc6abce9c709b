#include "training/train/writers_out.h"

#include <cstddef>
#include <filesystem>
#include <string>

#include "training/train/export.h"

namespace inkdigit::training {

TileSet WithoutWritersOf(const TileSet& tiles, int fold) {
  TileSet seen;
  for (std::size_t i = 0; i < tiles.size(); ++i) {
    if (tiles.sources[i] == Source::kDegraded) continue;
    if (tiles.sources[i] == Source::kPendigits && FoldOfWriter(tiles.writers[i]) == fold) continue;
    seen.Add(tiles.tiles[i], tiles.labels[i], tiles.sources[i], tiles.writers[i], tiles.splits[i]);
  }
  return seen;
}

Result<TrainEnd> TrainWritersOut(const TrainOptions& train, const std::string& folder,
                                 const TileSet& tiles, const std::atomic<bool>& stop,
                                 const std::function<void(const std::string&)>& report,
                                 const std::function<void(const std::string&)>& progress) {
  const std::filesystem::path place = folder;
  for (int fold = 0; fold < kWriterFolds; ++fold) {
    const std::string name = WritersOutName(fold);
    const TileSet seen = WithoutWritersOf(tiles, fold);
    TrainOptions without = train;
    without.checkpoint_path = (place / (name + ".pt")).string();
    without.log_path.clear();
    report(name);
    const Result<TrainEnd> end = Train(without, seen, stop, report, progress);
    if (!end.ok() || end.value() == TrainEnd::kStopped) return end;
    ExportOptions exported;
    exported.recipe = without.recipe;
    exported.checkpoint_path = without.checkpoint_path;
    exported.model_path = (place / (name + ".safetensors")).string();
    exported.name = name;
    const Result<std::size_t> written = Export(exported, seen, report);
    if (!written.ok()) return written.error();
  }
  return TrainEnd::kFinished;
}

}  // namespace inkdigit::training
