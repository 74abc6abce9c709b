#include "training/train/left_out.h"

#include <algorithm>
#include <filesystem>
#include <string>

#include "training/render/not_digit_maker.h"
#include "training/train/export.h"

namespace inkdigit::training {
namespace {

constexpr int kShareOfBase = 5;  // a network per kind costs one fifth of the common start

}  // namespace

Result<TrainEnd> TrainLeftOut(const TrainOptions& train, const std::string& folder,
                              const TileSet& tiles, const std::atomic<bool>& stop,
                              const std::function<void(const std::string&)>& report,
                              const std::function<void(const std::string&)>& progress) {
  const std::filesystem::path place = folder;
  TrainOptions base = train;
  base.recipe.left_out = "all";
  base.checkpoint_path = (place / "digits-alone.pt").string();
  base.log_path.clear();
  report("digits alone");
  const Result<TrainEnd> begun = Train(base, tiles, stop, report, progress);
  if (!begun.ok() || begun.value() == TrainEnd::kStopped) return begun;

  for (std::size_t i = 0; i < kNotDigitKinds; ++i) {
    TrainOptions without = base;
    const std::string kind(NotDigitKindName(static_cast<NotDigitKind>(i)));
    without.recipe.left_out = kind;
    without.recipe.start = "digits alone, " + std::to_string(base.recipe.epochs) + " epochs";
    without.recipe.batches_per_epoch =
        std::max(1, base.recipe.batches_per_epoch * base.recipe.epochs / kShareOfBase);
    without.recipe.epochs = 1;
    without.start_path = base.checkpoint_path;
    without.checkpoint_path = (place / ("without-" + kind + ".pt")).string();
    report("without " + kind);
    const Result<TrainEnd> end = Train(without, tiles, stop, report, progress);
    if (!end.ok() || end.value() == TrainEnd::kStopped) return end;
    ExportOptions exported;
    exported.recipe = without.recipe;
    exported.checkpoint_path = without.checkpoint_path;
    exported.model_path = (place / ("without-" + kind + ".safetensors")).string();
    exported.name = "without-" + kind;
    const Result<std::size_t> written = Export(exported, tiles, report);
    if (!written.ok()) return written.error();
  }
  return TrainEnd::kFinished;
}

}  // namespace inkdigit::training
