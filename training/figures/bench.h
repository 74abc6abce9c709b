// A model under measurement: what it is measured on and what it has read so far.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/evaluation.h"
#include "inkdigit/recognizer.h"
#include "training/figures/figure.h"
#include "training/figures/pictures.h"
#include "training/figures/sources.h"

namespace inkdigit::training {

// What a picture is refused by, where the rejection is measured.
enum class RefusalScore : std::uint8_t {
  kRejection,  // how much likelier "not a digit" is than the likeliest digit: Recognizer's own
  kDoubt,      // 1 - the probability of the likeliest digit
};

struct BenchOptions {
  int threads = 0;     // 0: as many as the machine runs
  bool quick = false;  // fewer pictures where there are many
  std::uint64_t seed = 1;
  // Holds without-letters.safetensors and so on, each of a model that never saw that kind; empty:
  // none.
  std::string left_out_folder;
  // Holds the models that never saw half of pendigits' writers (writer_folds.h); empty: none.
  std::string writers_out_folder;
  RefusalScore refuse_by = RefusalScore::kRejection;
};

// A set with the model's answers to it.
struct ReadSet {
  Pictures pictures;
  std::vector<Answer> answers;
  std::vector<cli::Outcome> outcomes;
  cli::Evaluation evaluation;
};

// Reads each set once, when it is first asked for. Not for two threads at a time.
class Bench {
 public:
  // All must outlive the bench.
  Bench(const Recognizer& recognizer, Sources& sources, BenchOptions options)
      : recognizer_(recognizer), sources_(sources), options_(std::move(options)) {}

  [[nodiscard]] const Recognizer& recognizer() const noexcept { return recognizer_; }
  [[nodiscard]] Sources& sources() const noexcept { return sources_; }
  [[nodiscard]] const BenchOptions& options() const noexcept { return options_; }

  // Errors: the source's.
  const Result<ReadSet>& mnist() { return Read(mnist_, sources_.MnistPictures()); }
  const Result<ReadSet>& pendigits() { return Read(pendigits_, sources_.PendigitsPictures()); }
  const Result<ReadSet>& optdigits() { return Read(optdigits_, sources_.OptdigitsPictures()); }
  const Result<ReadSet>& prints() { return Read(prints_, sources_.PrintPictures()); }
  const Result<ReadSet>& samples() { return Read(samples_, sources_.SamplePictures()); }

  // The sets that were read, in this order.
  [[nodiscard]] std::vector<const ReadSet*> read_sets() const;

 private:
  using Slot = std::optional<Result<ReadSet>>;
  const Result<ReadSet>& Read(Slot& slot, const Result<Pictures>& pictures);

  const Recognizer& recognizer_;
  Sources& sources_;
  BenchOptions options_;
  Slot mnist_;
  Slot pendigits_;
  Slot optdigits_;
  Slot prints_;
  Slot samples_;
};

}  // namespace inkdigit::training
