#include "training/figures/bench.h"

namespace inkdigit::training {

const Result<ReadSet>& Bench::Read(Slot& slot, const Result<Pictures>& pictures) {
  if (slot) return *slot;
  if (!pictures.ok()) {
    slot = pictures.error();
    return *slot;
  }
  ReadSet set;
  set.pictures = pictures.value();
  set.answers = ReadAll(recognizer_, set.pictures, options_.threads);
  set.outcomes = Outcomes(set.pictures, set.answers);
  set.evaluation = cli::Evaluate(set.outcomes);
  slot = std::move(set);
  return *slot;
}

std::vector<const ReadSet*> Bench::read_sets() const {
  std::vector<const ReadSet*> sets;
  for (const Slot* slot : {&mnist_, &pendigits_, &optdigits_, &prints_, &samples_}) {
    if (*slot && (*slot)->ok()) sets.push_back(&(*slot)->value());
  }
  return sets;
}

}  // namespace inkdigit::training
