#include "server/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "server/test_exposition.h"

namespace inkdigit {
namespace {

using namespace std::chrono_literals;

std::map<std::string, double> SamplesOf(const Metrics& metrics, const Gauges& gauges = {}) {
  const auto parsed = ParseExposition(metrics.Text(gauges));
  EXPECT_EQ(parsed.error, "");
  return parsed.samples;
}

TEST(Metrics, AreInPrometheusTextFormatFromTheStart) {
  const Metrics metrics;
  const auto samples = SamplesOf(metrics, {.connections = 3,
                                           .waiting = 2,
                                           .body_bytes = 10,
                                           .ready = true,
                                           .model = "a\"b\\",
                                           .kernels = "avx2"});
  EXPECT_EQ(samples.at("inkdigit_connections"), 3);
  EXPECT_EQ(samples.at("inkdigit_queue_depth"), 2);
  EXPECT_EQ(samples.at("inkdigit_ready"), 1);
  EXPECT_EQ(samples.at("inkdigit_readings_total"), 0);
  EXPECT_GT(samples.at("process_resident_memory_bytes"), 1e6);
  EXPECT_GT(samples.at("process_start_time_seconds"), 1.6e9);
  EXPECT_GT(samples.at("process_open_fds"), 2);
  EXPECT_GT(samples.at("process_max_fds"), 2);
}

TEST(Metrics, CountRequestsByRouteMethodAndClassOfStatus) {
  Metrics metrics;
  metrics.CountRequest("POST", "/api/v1/recognize?mode=digit", 200, 3ms);
  metrics.CountRequest("POST", "/api/v1/recognize", 200, 30ms);
  metrics.CountRequest("POST", "/api/v1/recognize", 422, 1ms);
  metrics.CountRequest("BREW", "/coffee", 404, 1ms);
  metrics.CountRequest("", "", 400, 1ms);
  const auto samples = SamplesOf(metrics);
  const auto requests = [&](const std::string& labels) {
    return samples.at("http_requests_total{" + labels + "}");
  };
  EXPECT_EQ(requests(R"(route="/api/v1/recognize",method="POST",status="2xx")"), 2);
  EXPECT_EQ(requests(R"(route="/api/v1/recognize",method="POST",status="4xx")"), 1);
  EXPECT_EQ(requests(R"(route="other",method="other",status="4xx")"), 1);
  EXPECT_EQ(requests(R"(route="none",method="other",status="4xx")"), 1);
  const std::string recognize = R"({route="/api/v1/recognize")";
  EXPECT_EQ(samples.at("http_request_duration_seconds_count" + recognize + "}"), 3);
  EXPECT_EQ(samples.at("http_request_duration_seconds_bucket" + recognize + R"(,le="0.005"})"), 2);
  EXPECT_NEAR(samples.at("http_request_duration_seconds_sum" + recognize + "}"), 0.034, 1e-9);
}

TEST(Metrics, TimeStagesAndCountWhatWasRead) {
  Metrics metrics;
  metrics.Observe(Stage::kDecode, 200us);
  metrics.Observe(Stage::kDecode, 1h);
  metrics.CountReading(3, 1, true);
  metrics.CountReading(1, 0, false);
  metrics.CountCorrection(true);
  metrics.CountCorrection(false);
  metrics.CountOverload();
  metrics.CountLimited();
  metrics.CountRefusedConnection();
  const auto samples = SamplesOf(metrics);
  const std::string decode = "inkdigit_stage_duration_seconds_bucket{stage=\"decode\",le=";
  EXPECT_EQ(samples.at(decode + "\"0.00025\"}"), 1);
  EXPECT_EQ(samples.at(decode + "\"10\"}"), 1);
  EXPECT_EQ(samples.at(decode + "\"+Inf\"}"), 2);
  EXPECT_EQ(samples.at("inkdigit_readings_total"), 2);
  EXPECT_EQ(samples.at("inkdigit_digits_total"), 4);
  EXPECT_EQ(samples.at("inkdigit_rejected_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_low_confidence_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_corrections_total"), 2);
  EXPECT_EQ(samples.at("inkdigit_corrections_agreeing_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_overloaded_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_rate_limited_total"), 1);
  EXPECT_EQ(samples.at("inkdigit_refused_connections_total"), 1);
}

TEST(Metrics, LoseNothingThatThreadsCountTogether) {
  Metrics metrics;
  std::vector<std::thread> threads;
  threads.reserve(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int k = 0; k < 5000; ++k) {
        metrics.CountRequest("GET", "/", 200, 1ms);
        metrics.Observe(Stage::kRead, 1ms);
        if (k % 1000 == 0) (void)metrics.Text({});
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto samples = SamplesOf(metrics);
  EXPECT_EQ(samples.at(R"(http_requests_total{route="/",method="GET",status="2xx"})"), 20000);
  EXPECT_NEAR(samples.at(R"(inkdigit_stage_duration_seconds_sum{stage="read"})"), 20, 1e-6);
}

TEST(RouteLabel, NeverHoldsWhatAClientWrote) {
  EXPECT_EQ(RouteLabel("/api/v1/readings/0193640d-7f3a-7cc1-9a55-0d5e9f5c1b2e/text"),
            "/api/v1/readings/{id}");
  EXPECT_EQ(RouteLabel("/api/v1/readings/export"), "/api/v1/readings/export");
  EXPECT_EQ(RouteLabel("/api/v1/readings?limit=3"), "/api/v1/readings");
  EXPECT_EQ(RouteLabel("/v2/models/digits/infer"), "/v2/models");
  EXPECT_EQ(RouteLabel("/v2"), "/v2");
  EXPECT_EQ(RouteLabel("/api/v1/model/reload"), "/api/v1/model");
  EXPECT_EQ(RouteLabel("/api/v1/learning"), "/api/v1/learning");
  EXPECT_EQ(RouteLabel("/app.js"), "other");
  EXPECT_EQ(RouteLabel("/\n\"evil\"} 1"), "other");
  EXPECT_EQ(RouteLabel("*"), "none");
}

}  // namespace
}  // namespace inkdigit
