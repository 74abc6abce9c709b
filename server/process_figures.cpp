#include "server/process_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>

namespace inkdigit {
namespace {

double SecondsOf(const timeval& time) {
  constexpr double kInSecond = 1e6;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / kInSecond;
}

// Seconds between the start of the machine and that of the process.
double StartAfterBoot() {
  std::ifstream file("/proc/self/stat");
  const std::string line(std::istreambuf_iterator<char>(file), {});
  // The program's name may hold spaces and ends with the last parenthesis; the start is the
  // twentieth field behind it.
  std::istringstream fields(line.substr(line.rfind(')') + 1));
  std::string field;
  for (int i = 0; i < 20; ++i) fields >> field;
  return std::strtod(field.c_str(), nullptr) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double Now(clockid_t clock) {
  timespec time{};
  ::clock_gettime(clock, &time);
  constexpr double kInSecond = 1e9;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / kInSecond;
}

}  // namespace

ProcessFigures ReadProcessFigures() {
  ProcessFigures figures;
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu_seconds = SecondsOf(usage.ru_utime) + SecondsOf(usage.ru_stime);
  }
  std::ifstream statm("/proc/self/statm");
  double pages = 0;
  double resident = 0;
  if (statm >> pages >> resident) {
    const auto page = static_cast<double>(::sysconf(_SC_PAGESIZE));
    figures.virtual_bytes = pages * page;
    figures.resident_bytes = resident * page;
  }
  figures.start_seconds = Now(CLOCK_REALTIME) - Now(CLOCK_BOOTTIME) + StartAfterBoot();
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0) {
    figures.most_files = static_cast<double>(files.rlim_cur);
  }
  std::error_code error;
  std::filesystem::directory_iterator open("/proc/self/fd", error);
  for (; !error && open != std::filesystem::directory_iterator(); open.increment(error)) {
    figures.open_files += 1;
  }
  return figures;
}

}  // namespace inkdigit
