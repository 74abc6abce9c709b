// What an endpoint reads pictures with.
#pragma once

#include <optional>

#include "inkdigit/model.h"
#include "inkdigit/pixel_budget.h"
#include "inkdigit/recognizer.h"
#include "server/admin_token.h"
#include "server/helpers.h"
#include "server/lessons.h"
#include "server/metrics.h"
#include "server/model_slot.h"
#include "store/kept_reading.h"

namespace inkdigit {

struct Reader {
  const Recognizer& recognizer;  // shared by all threads
  PixelBudget& pixels;           // likewise
  Workspace& workspace;          // of the thread that calls
  // Where an endpoint leaves what is to be kept, all but its owner; null where nothing may be kept.
  std::optional<KeptReading>* draft = nullptr;
  const Lessons* lessons = nullptr;  // of the owner who asks; null where there are none
  ModelSlot* models = nullptr;       // where the recognizer came from; only model_admin.h needs it
  const std::optional<AdminToken>* admin = nullptr;  // likewise; empty: there is no admin
  Helpers* helpers = nullptr;  // who may share the work; null where there is nobody
  Metrics* metrics = nullptr;  // counts what was read; null where nobody asks
};

}  // namespace inkdigit
