// All readings of an owner as a zip file: docs/http.md says what is in it.
#pragma once

#include <memory>

#include "server/body_source.h"
#include "store/store.h"

namespace inkdigit {

// `store` must outlive it. Reads a megabyte of pictures at a time; holds some 40 bytes a reading
// and some megabytes besides, however many there are.
[[nodiscard]] std::shared_ptr<BodySource> ExportReadings(Store& store, const Scope& scope);

}  // namespace inkdigit
