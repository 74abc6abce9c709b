// What an endpoint reads pictures with.
#pragma once

#include <optional>

#include "inkdigit/model.h"
#include "inkdigit/pixel_budget.h"
#include "inkdigit/recognizer.h"
#include "server/lessons.h"
#include "server/metrics.h"
#include "store/kept_reading.h"

namespace inkdigit {

struct Reader {
  const Recognizer& recognizer;  // shared by all threads
  PixelBudget& pixels;           // likewise
  Workspace& workspace;          // of the thread that calls
  // Where an endpoint leaves what is to be kept, all but its owner; null where nothing may be kept.
  std::optional<KeptReading>* draft = nullptr;
  const Lessons* lessons = nullptr;  // of the owner who asks; null where there are none
  Metrics* metrics = nullptr;        // counts what was read; null where nobody asks
};

}  // namespace inkdigit
