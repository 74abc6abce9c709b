#include "server/load_soak.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <random>
#include <thread>
#include <vector>

#include "server/bad_requests_for_test.h"
#include "server/load_requests.h"
#include "server/test_client.h"

namespace inkdigit {
namespace {

using Clock = std::chrono::steady_clock;

std::string Json(std::string_view target, std::string_view body) {
  return PostTo(target, "Content-Type: application/json\r\n", body);
}

std::vector<TestRequest> GoodRequests(std::string_view picture) {
  const After serves = After::kServes;
  std::vector<TestRequest> good = {
      {"a tile", InferRequest(1, false), 200, serves},
      {"the readings", GetRequest("/api/v1/readings?limit=5"), 200, serves},
      {"the page", GetRequest("/"), 200, serves},
      {"the metrics", GetRequest("/metrics"), 200, serves},
      {"a picture to keep", PictureRequest(picture, "keep=1"), 200, serves},
  };
  for (int i = 0; i < 18; ++i)
    good.push_back({"a picture", PictureRequest(picture, "keep=0&explain=" + std::to_string(i % 2)),
                    200, serves});
  return good;
}

// Those of which a client learns something at once, and some more.
std::vector<TestRequest> WrongRequests(std::string_view picture) {
  const After serves = After::kServes;
  std::vector<TestRequest> wrong;
  for (TestRequest& request : BadRequests()) {
    // Nor what a server that keeps readings answers otherwise.
    const bool is_other = request.what == "NoUtf8InTheQuery";
    if (request.status != 408 && !is_other) wrong.push_back(std::move(request));
  }
  wrong.push_back({"half a picture",
                   PictureRequest(picture.substr(0, picture.size() / 2), "keep=0"), 422, serves});
  wrong.push_back({"no tensor", Json("/v2/models/digits/infer", R"({"inputs":[]})"), 400, serves});
  wrong.push_back({"an unknown reading",
                   GetRequest("/api/v1/readings/0193640d-7f3a-7cc1-9a55-0d5e9f5c1b2e"), 404,
                   serves});
  wrong.push_back({"another method", Json("/healthz", "{}"), 405, After::kEnds});
  return wrong;
}

class Client {
 public:
  Client(std::uint16_t port, unsigned number, std::string_view picture)
      : port_(port),
        random_(number),
        good_(GoodRequests(picture)),
        wrong_(WrongRequests(picture)) {}

  SoakResult Run(Clock::time_point end) {
    while (Clock::now() < end) {
      switch (random_() % 8) {
        case 0:
        case 1:
          ++result_.bad;
          Ask(wrong_[random_() % wrong_.size()]);
          break;
        case 2:
          ++result_.bad;
          GoAway();
          break;
        default:
          ++result_.good;
          Ask(good_[random_() % good_.size()]);
      }
    }
    return std::move(result_);
  }

 private:
  void Ask(const TestRequest& request) {
    if (connection_ == nullptr) connection_ = std::make_unique<TestClient>(port_);
    connection_->Send(request.request);
    const auto answer = connection_->Receive();
    if (!answer || answer->status != request.status) {
      ++result_.undeserved;
      ++result_.surprises[request.what + ": " +
                          (answer ? std::to_string(answer->status) : "no answer") + " instead of " +
                          std::to_string(request.status)];
    }
    if (!answer || request.after == After::kEnds) connection_.reset();
  }

  // In the middle of a good request.
  void GoAway() {
    if (connection_ == nullptr) connection_ = std::make_unique<TestClient>(port_);
    const std::string& whole = good_[random_() % good_.size()].request;
    connection_->Send(std::string_view(whole).substr(0, random_() % whole.size()));
    connection_.reset();
  }

  std::uint16_t port_;
  std::mt19937 random_;
  std::vector<TestRequest> good_;
  std::vector<TestRequest> wrong_;
  std::unique_ptr<TestClient> connection_;
  SoakResult result_;
};

}  // namespace

SoakResult RunSoak(std::uint16_t port, double seconds, int clients, std::string_view picture) {
  const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                      std::chrono::duration<double>(seconds));
  SoakResult all;
  std::mutex mutex;
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(clients));
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&, i] {
      const SoakResult one = Client(port, static_cast<unsigned>(i), picture).Run(end);
      const std::lock_guard lock(mutex);
      all.good += one.good;
      all.bad += one.bad;
      all.undeserved += one.undeserved;
      for (const auto& [what, count] : one.surprises) all.surprises[what] += count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  return all;
}

}  // namespace inkdigit
