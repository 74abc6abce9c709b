// What the server counts for Prometheus, in its text format. Counters without locks: a request adds
// to a dozen of them.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace inkdigit {

// Where a request spends its time.
enum class Stage : std::uint8_t {
  kQueue,   // waiting for a worker
  kDecode,  // from the file's bytes to grey pixels
  kInk,     // finding the strokes
  kRead,    // cutting them into digits, normalising, and asking the network
  kStore,   // waiting for the database
};

// How often durations fell into which range. Thread-safe.
class LatencyHistogram {
 public:
  // Upper bounds in seconds; what is longer falls into +Inf.
  static constexpr std::array<double, 15> kBounds = {0.00025, 0.0005, 0.001, 0.0025, 0.005,
                                                     0.01,    0.025,  0.05,  0.1,    0.25,
                                                     0.5,     1.0,    2.5,   5.0,    10.0};

  void Observe(std::chrono::steady_clock::duration took) noexcept;
  // Lines NAME_bucket{LABELS,le="..."}, NAME_sum and NAME_count; nothing before the first
  // observation. `labels`: as `stage="decode"`, or empty.
  void AppendTo(std::string& text, std::string_view name, std::string_view labels) const;

 private:
  std::array<std::atomic<std::uint64_t>, kBounds.size() + 1> buckets_{};
  std::atomic<std::int64_t> nanoseconds_ = 0;
};

// What stands for itself at the moment of asking.
struct Gauges {
  std::size_t connections = 0;
  std::size_t waiting = 0;     // requests before the workers
  std::size_t body_bytes = 0;  // of requests, held now
  bool ready = false;
  std::string_view model;
  std::string_view kernels;
};

// Thread-safe.
class Metrics {
 public:
  // An answered request; `target` as it came, less the base path.
  void CountRequest(std::string_view method, std::string_view target, int status,
                    std::chrono::steady_clock::duration took) noexcept;
  void Observe(Stage stage, std::chrono::steady_clock::duration took) noexcept;
  // A picture, or a tile, that was read.
  void CountReading(std::size_t digits, std::size_t rejected, bool low_confidence) noexcept;
  // What somebody says that a picture shows. `agrees`: the server had read the same.
  void CountCorrection(bool agrees) noexcept;
  // Requests that the queue or the rate had no room for.
  void CountOverload() noexcept { ++overloaded_; }
  void CountLimited() noexcept { ++limited_; }
  void CountRefusedConnection() noexcept { ++refused_connections_; }

  // Content type "text/plain; version=0.0.4; charset=utf-8".
  [[nodiscard]] std::string Text(const Gauges& gauges) const;

 private:
  using Counter = std::atomic<std::uint64_t>;
  static constexpr std::size_t kRoutes = 18;
  static constexpr std::size_t kMethods = 6;
  static constexpr std::size_t kClasses = 5;  // 1xx to 5xx
  static constexpr std::size_t kStages = 5;

  std::array<std::array<std::array<Counter, kClasses>, kMethods>, kRoutes> requests_{};
  std::array<LatencyHistogram, kRoutes> durations_;
  std::array<LatencyHistogram, kStages> stages_;
  Counter readings_ = 0;
  Counter digits_ = 0;
  Counter rejected_ = 0;
  Counter low_confidence_ = 0;
  Counter corrections_ = 0;
  Counter agreeing_ = 0;
  Counter overloaded_ = 0;
  Counter limited_ = 0;
  Counter refused_connections_ = 0;
};

// The route that a target belongs to, of a fixed list: no path of a client's own ever becomes a
// label.
[[nodiscard]] std::string_view RouteLabel(std::string_view target) noexcept;

}  // namespace inkdigit
