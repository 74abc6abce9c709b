// The same work for many things at once.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

#include "inkdigit/model.h"

namespace inkdigit::training {

// Calls work(i, workspace) once for each i below `count`, from `threads` threads (0: as many as the
// machine runs), each with its own workspace. `work` must not throw.
template <typename Work>
void ForEach(std::size_t count, int threads, const Work& work) {
  std::atomic<std::size_t> next{0};
  const auto run = [&] {
    Workspace workspace;
    for (std::size_t i = next++; i < count; i = next++) work(i, workspace);
  };
  const unsigned wanted = threads > 0 ? static_cast<unsigned>(threads)
                                      : std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < wanted; ++i) helpers.emplace_back(run);
  run();
}

}  // namespace inkdigit::training
