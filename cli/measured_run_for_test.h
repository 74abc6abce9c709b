// Starts the real program and says what it cost.
#pragma once

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace inkdigit::cli {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kMeasured = false;  // the sanitizer's shadow memory and checks are not the program's
#else
constexpr bool kMeasured = true;
#endif

struct MeasuredRun {
  int status = -1;  // its exit status; -1 where a signal ended it
  double seconds = 0.0;
  double megabytes = 0.0;  // the most that was resident
};

// `inkdigit ARGUMENTS...`, its standard output into a file.
[[nodiscard]] inline MeasuredRun RunMeasured(std::vector<std::string> arguments,
                                             const std::filesystem::path& output) {
  arguments.insert(arguments.begin(), INKDIGIT_PROGRAM);
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) words.push_back(argument.data());
  words.push_back(nullptr);
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    if (std::freopen(output.c_str(), "w", stdout) == nullptr) _exit(126);
    execv(INKDIGIT_PROGRAM, words.data());
    _exit(127);
  }
  MeasuredRun run;
  int raw = 0;
  rusage usage{};
  if (child < 0 || wait4(child, &raw, 0, &usage) != child) return run;
  run.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : -1;
  run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  run.megabytes = static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e6;
  return run;
}

}  // namespace inkdigit::cli
