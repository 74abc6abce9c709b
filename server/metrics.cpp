#include "server/metrics.h"

#include <algorithm>
#include <cstdio>
#include <utility>

#include "server/process_figures.h"

namespace inkdigit {
namespace {

// A path, or with a '*' at its end all that begin so; the first that fits names the route.
struct Pattern {
  std::string_view path;
  std::string_view label;
};
constexpr std::array<Pattern, 17> kPatterns{{
    {"/api/v1/recognize", "/api/v1/recognize"},
    {"/api/v1/explain", "/api/v1/explain"},
    {"/api/v1/readings", "/api/v1/readings"},
    {"/api/v1/readings/export", "/api/v1/readings/export"},
    {"/api/v1/readings/*", "/api/v1/readings/{id}"},
    {"/api/v1/settings", "/api/v1/settings"},
    {"/api/v1/learning", "/api/v1/learning"},
    {"/api/v1/model*", "/api/v1/model"},
    {"/api/*", "/api"},
    {"/v2/models/*", "/v2/models"},
    {"/v2*", "/v2"},
    {"/healthz", "/healthz"},
    {"/readyz", "/readyz"},
    {"/metrics", "/metrics"},
    {"/docs*", "/docs"},
    {"/", "/"},
    {"/*", "other"},
}};
// What is no path at all, as in a request that could not be read.
constexpr std::string_view kNoRoute = "none";

constexpr std::array<std::string_view, 6> kMethodLabels = {"GET", "HEAD",   "POST",
                                                           "PUT", "DELETE", "other"};
constexpr std::array<std::string_view, 5> kClassLabels = {"1xx", "2xx", "3xx", "4xx", "5xx"};
constexpr std::array<std::string_view, 5> kStageLabels = {"queue", "decode", "ink", "read",
                                                          "store"};

bool Fits(std::string_view path, std::string_view pattern) noexcept {
  if (!pattern.ends_with('*')) return path == pattern;
  return path.starts_with(pattern.substr(0, pattern.size() - 1));
}

std::size_t RouteIndex(std::string_view target) noexcept {
  const std::string_view path = target.substr(0, target.find('?'));
  for (std::size_t i = 0; i < kPatterns.size(); ++i) {
    if (Fits(path, kPatterns[i].path)) return i;
  }
  return kPatterns.size();
}

std::string_view LabelOf(std::size_t route) noexcept {
  return route < kPatterns.size() ? kPatterns[route].label : kNoRoute;
}

// No more digits than tell numbers apart.
std::string Number(double value) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.12g", value);
  return text.data();
}

void AppendHead(std::string& text, std::string_view name, std::string_view type,
                std::string_view help) {
  text.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ");
  text.append(name).append(" ").append(type).append("\n");
}

void AppendSample(std::string& text, std::string_view name, std::string_view labels,
                  const std::string& value) {
  text.append(name);
  if (!labels.empty()) text.append("{").append(labels).append("}");
  text.append(" ").append(value).append("\n");
}

void AppendOne(std::string& text, std::string_view name, std::string_view type,
               std::string_view help, double value) {
  AppendHead(text, name, type, help);
  AppendSample(text, name, "", Number(value));
}

// A label's value, escaped.
std::string Quoted(std::string_view value) {
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '\\' || c == '"') quoted += '\\';
    quoted += c == '\n' ? ' ' : c;
  }
  return quoted + '"';
}

void AppendProcess(std::string& text) {
  const ProcessFigures process = ReadProcessFigures();
  AppendOne(text, "process_cpu_seconds_total", "counter", "User and system time spent.",
            process.cpu_seconds);
  AppendOne(text, "process_resident_memory_bytes", "gauge", "Memory held in RAM.",
            process.resident_bytes);
  AppendOne(text, "process_virtual_memory_bytes", "gauge", "Address space in use.",
            process.virtual_bytes);
  AppendOne(text, "process_start_time_seconds", "gauge", "When it started, since 1970.",
            process.start_seconds);
  AppendOne(text, "process_open_fds", "gauge", "Open file descriptors.", process.open_files);
  AppendOne(text, "process_max_fds", "gauge", "How many may be open.", process.most_files);
}

}  // namespace

void LatencyHistogram::Observe(std::chrono::steady_clock::duration took) noexcept {
  const double seconds = std::chrono::duration<double>(took).count();
  const auto* const bucket = std::lower_bound(kBounds.begin(), kBounds.end(), seconds);
  ++buckets_[static_cast<std::size_t>(bucket - kBounds.begin())];
  nanoseconds_ += std::chrono::duration_cast<std::chrono::nanoseconds>(took).count();
}

void LatencyHistogram::AppendTo(std::string& text, std::string_view name,
                                std::string_view labels) const {
  // Read once, so that the sums below fit together while others count on.
  std::array<std::uint64_t, kBounds.size() + 1> counts{};
  std::uint64_t all = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) all += counts[i] = buckets_[i];
  if (all == 0) return;
  const std::string prefix = labels.empty() ? "" : std::string(labels) + ",";
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    below += counts[i];
    std::string bucket = prefix;
    bucket.append("le=\"").append(i < kBounds.size() ? Number(kBounds[i]) : "+Inf").append("\"");
    AppendSample(text, std::string(name) + "_bucket", bucket, std::to_string(below));
  }
  constexpr double kInSecond = 1e9;
  AppendSample(text, std::string(name) + "_sum", labels,
               Number(static_cast<double>(nanoseconds_) / kInSecond));
  AppendSample(text, std::string(name) + "_count", labels, std::to_string(all));
}

void Metrics::CountRequest(std::string_view method, std::string_view target, int status,
                           std::chrono::steady_clock::duration took) noexcept {
  static_assert(kRoutes == kPatterns.size() + 1 && kMethods == kMethodLabels.size());
  const std::size_t route = RouteIndex(target);
  const auto* const known = std::find(kMethodLabels.begin(), kMethodLabels.end(), method);
  const auto row = std::min(static_cast<std::size_t>(known - kMethodLabels.begin()), kMethods - 1);
  const auto column = static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
  ++requests_[route][row][column];
  durations_[route].Observe(took);
}

void Metrics::Observe(Stage stage, std::chrono::steady_clock::duration took) noexcept {
  static_assert(kStages == kStageLabels.size());
  stages_[static_cast<std::size_t>(stage)].Observe(took);
}

void Metrics::CountReading(std::size_t digits, std::size_t rejected, bool low_confidence) noexcept {
  ++readings_;
  digits_ += digits;
  rejected_ += rejected;
  if (low_confidence) ++low_confidence_;
}

void Metrics::CountCorrection(bool agrees) noexcept {
  ++corrections_;
  if (agrees) ++agreeing_;
}

std::string Metrics::Text(const Gauges& gauges) const {
  std::string text;
  AppendHead(text, "http_requests_total", "counter", "Requests that were answered.");
  for (std::size_t route = 0; route < kRoutes; ++route) {
    for (std::size_t method = 0; method < kMethods; ++method) {
      for (std::size_t status = 0; status < kClasses; ++status) {
        const std::uint64_t count = requests_[route][method][status];
        if (count == 0) continue;
        AppendSample(text, "http_requests_total",
                     "route=" + Quoted(LabelOf(route)) + ",method=" +
                         Quoted(kMethodLabels[method]) + ",status=" + Quoted(kClassLabels[status]),
                     std::to_string(count));
      }
    }
  }
  AppendHead(text, "http_request_duration_seconds", "histogram",
             "From a request's first byte to the last of its answer.");
  for (std::size_t route = 0; route < kRoutes; ++route) {
    durations_[route].AppendTo(text, "http_request_duration_seconds",
                               "route=" + Quoted(LabelOf(route)));
  }
  AppendHead(text, "inkdigit_stage_duration_seconds", "histogram",
             "Time of one stage of a request: queue, decode, ink, read, store.");
  for (std::size_t stage = 0; stage < kStages; ++stage) {
    stages_[stage].AppendTo(text, "inkdigit_stage_duration_seconds",
                            "stage=" + Quoted(kStageLabels[stage]));
  }
  const auto counter = [&text](std::string_view name, std::string_view help, const Counter& value) {
    AppendHead(text, name, "counter", help);
    AppendSample(text, name, "", std::to_string(value.load()));
  };
  counter("inkdigit_readings_total", "Pictures that were read.", readings_);
  counter("inkdigit_digits_total", "Digits that were read.", digits_);
  counter("inkdigit_rejected_total", "Ink that was found and is no digit.", rejected_);
  counter("inkdigit_low_confidence_total", "Pictures whose answer is not sure.", low_confidence_);
  counter("inkdigit_corrections_total", "What people said that pictures show.", corrections_);
  counter("inkdigit_corrections_agreeing_total", "Of these, as the server had read it.", agreeing_);
  counter("inkdigit_overloaded_total", "Requests for which no worker had time: 503.", overloaded_);
  counter("inkdigit_rate_limited_total", "Requests that came too fast: 429.", limited_);
  counter("inkdigit_refused_connections_total", "Connections for which there was no room.",
          refused_connections_);
  AppendOne(text, "inkdigit_connections", "gauge", "Open connections.",
            static_cast<double>(gauges.connections));
  AppendOne(text, "inkdigit_queue_depth", "gauge", "Requests that wait for a worker.",
            static_cast<double>(gauges.waiting));
  AppendOne(text, "inkdigit_body_bytes", "gauge", "Bytes of requests' bodies, held now.",
            static_cast<double>(gauges.body_bytes));
  AppendOne(text, "inkdigit_ready", "gauge", "1 while /readyz says yes.", gauges.ready ? 1 : 0);
  AppendHead(text, "inkdigit_build_info", "gauge", "What is running.");
  AppendSample(text, "inkdigit_build_info",
               "version=" + Quoted(INKDIGIT_VERSION) + ",model=" + Quoted(gauges.model) +
                   ",kernels=" + Quoted(gauges.kernels),
               "1");
  AppendProcess(text);
  return text;
}

std::string_view RouteLabel(std::string_view target) noexcept {
  return LabelOf(RouteIndex(target));
}

}  // namespace inkdigit
