// What an endpoint reads pictures with.
#pragma once

#include "inkdigit/model.h"
#include "inkdigit/pixel_budget.h"
#include "inkdigit/recognizer.h"

namespace inkdigit {

struct Reader {
  const Recognizer& recognizer;  // shared by all threads
  PixelBudget& pixels;           // likewise
  Workspace& workspace;          // of the thread that calls
};

}  // namespace inkdigit
