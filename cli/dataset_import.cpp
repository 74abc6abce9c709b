#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/kept_store.h"
#include "cli/labelled_set.h"
#include "cli/load_recognizer.h"
#include "cli/terminal.h"
#include "server/draft.h"
#include "store/store.h"

namespace inkdigit::cli {
namespace {

// Whose imported readings are: nobody's, as no cookie has this hash. Only the admin sees them.
Owner ImportedOwner() {
  constexpr std::string_view kName = "imported with inkdigit dataset";
  Owner owner{};
  std::copy(kName.begin(), kName.end(), owner.begin());
  return owner;
}

// Puts many readings, some hundred of which wait at a time, so that they are committed together.
class ManyPuts {
 public:
  explicit ManyPuts(Store& store) : store_(store) {}

  // Waits where too many wait already. `name`: what to say of it where it fails.
  void Put(KeptReading kept, std::string name) {
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [this] { return waiting_ < kMostWaiting; });
      ++waiting_;
    }
    store_.Put(std::move(kept), [this, name = std::move(name)](const Result<ReadingId>& id) {
      if (!id.ok()) PrintError(name, id.error().message);
      const std::lock_guard lock(mutex_);
      --waiting_;
      (id.ok() ? put_ : failed_) += 1;
      room_.notify_all();
    });
  }

  struct Counts {
    std::size_t put = 0;
    std::size_t failed = 0;
  };
  Counts Finish() {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [this] { return waiting_ == 0; });
    return {put_, failed_};
  }

 private:
  static constexpr std::size_t kMostWaiting = 256;

  Store& store_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::size_t waiting_ = 0;
  std::size_t put_ = 0;
  std::size_t failed_ = 0;
};

// The id in the name of an export's picture, "pictures/ID.png": imported where it came from, it is
// there already and stays as it is.
std::optional<ReadingId> IdIn(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  return ParseReadingId(name.substr(0, name.find('.')));
}

Result<KeptReading> ReadPicture(const LabelledSet& set, std::size_t i, const Recognizer& recognizer,
                                Workspace& workspace) {
  const auto file = set.file(i);
  if (!file.ok()) return file.error();
  const auto decoded = DecodeImage(file.value());
  if (!decoded.ok()) return decoded.error();
  const auto reading = recognizer.Read(decoded.value().gray.view(),
                                       {.mode = Mode::kAuto,
                                        .shown_width = decoded.value().shown_width,
                                        .shown_height = decoded.value().shown_height},
                                       workspace);
  if (!reading.ok()) return reading.error();
  KeptReading kept =
      DraftOf({reinterpret_cast<const char*>(file.value().data()), file.value().size()},
              decoded.value(), reading.value(), recognizer.model().info());
  if (const auto id = IdIn(set.name(i))) kept.id = *id;
  kept.owner = ImportedOwner();
  // What nobody corrected is in an export with the answer of its time, which is no news.
  if (set.note(i) != "read") kept.correction = Correction{set.label(i), NowMs()};
  return kept;
}

}  // namespace

int RunDatasetImport(const DatasetImportOptions& options) {
  const auto set = LabelledSet::Open(options.paths);
  if (!set.ok()) {
    PrintError(set.error().message);
    return 1;
  }
  const auto recognizer = LoadRecognizer(options.model_file);
  if (!recognizer.ok()) {
    PrintError(recognizer.error().message);
    return 1;
  }
  const auto store = OpenOrMakeStore(options.database);
  if (!store.ok()) {
    PrintError(store.error().message);
    return 1;
  }
  Workspace workspace;
  ManyPuts puts(*store.value());
  std::size_t unreadable = 0;
  for (std::size_t i = 0; i < set.value().size(); ++i) {
    auto kept = ReadPicture(set.value(), i, recognizer.value(), workspace);
    if (kept.ok()) {
      puts.Put(std::move(kept).value(), set.value().name(i));
    } else {
      PrintError(set.value().name(i), kept.error().message);
      ++unreadable;
    }
  }
  const ManyPuts::Counts counts = puts.Finish();
  std::printf("%zu pictures imported, %zu left out\n", counts.put, counts.failed + unreadable);
  return counts.failed + unreadable == 0 ? 0 : 1;
}

}  // namespace inkdigit::cli
