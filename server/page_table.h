// The list of embedded files; page_table.cpp is written by page_table.cmake at build time.
#pragma once

#include <span>

#include "server/pages.h"

namespace inkdigit {

[[nodiscard]] std::span<const PageFile> AllPages() noexcept;

}  // namespace inkdigit
