// What the scripts in tests/ and bench/ ask a server with. One line of counts on standard output.
//
//   inkdigit-load recognize PORT SECONDS CLIENTS PICTURE keep=0|1 [IDS]
//     IDS: a file to which each id is appended when its answer is here
//
//   inkdigit-load infer PORT SECONDS CLIENTS TILES bytes|json
//     so many blank tiles in each call
//
//   inkdigit-load check PORT IDS
//     which of them the server still has
//
//   inkdigit-load rate PORT SECONDS RATE CONNECTIONS PICTURE
//     so many requests a second, whatever is answered; 0: as many as the connections can
//
//   inkdigit-load soak PORT SECONDS CLIENTS PICTURE
//     good and bad requests, and what was answered otherwise than it should be
//
//   inkdigit-load idle PORT SECONDS CONNECTIONS
//     keep-alive connections that say nothing, so long after a line says that all are open
#include <fcntl.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "server/load_engine.h"
#include "server/load_requests.h"
#include "server/load_soak.h"
#include "server/test_client.h"

namespace inkdigit {
namespace {

struct Counts {
  std::atomic<long> answers = 0;   // with status 200
  std::atomic<long> kept = 0;      // of these, with an id
  std::atomic<long> not_kept = 0;  // of these, with a reason why not
  std::atomic<long> refused = 0;   // another status
};

// The value of a member at the end of an object.
std::string Member(const std::string& body, const std::string& name) {
  const std::size_t start = body.rfind("\"" + name + "\":\"");
  if (start == std::string::npos) return "";
  const std::size_t value = start + name.size() + 4;
  return body.substr(value, body.find('"', value) - value);
}

// Until the time is up or the server is gone.
void AskOften(std::uint16_t port, const std::string& request,
              std::chrono::steady_clock::time_point end, int ids, Counts& counts) {
  TestClient client(port);
  while (std::chrono::steady_clock::now() < end) {
    if (!client.Send(request)) return;
    const auto answer = client.Receive();
    if (!answer) return;
    if (answer->status != 200) {
      ++counts.refused;
      continue;
    }
    ++counts.answers;
    const std::string id = Member(answer->body, "id");
    if (!Member(answer->body, "not_kept").empty()) ++counts.not_kept;
    if (id.empty()) continue;
    ++counts.kept;
    const std::string line = id + "\n";
    if (ids >= 0 && ::write(ids, line.data(), line.size()) < 0) std::abort();
  }
}

// So many clients, each on a connection of its own; tells how long they took, in seconds.
double AskOftenAtOnce(std::uint16_t port, const std::string& request, double seconds, int clients,
                      int ids, Counts& counts) {
  const auto start = std::chrono::steady_clock::now();
  const auto end = start + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                               std::chrono::duration<double>(seconds));
  std::vector<std::thread> threads;
  threads.reserve(static_cast<std::size_t>(clients));
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] { AskOften(port, request, end, ids, counts); });
  }
  for (std::thread& thread : threads) thread.join();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string ReadPictureFile(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

int Recognize(const std::vector<std::string>& arguments) {
  const std::string request = PictureRequest(ReadPictureFile(arguments[4]), arguments[5]);
  constexpr int kOwnerOnly = 0600;
  const int ids = arguments.size() > 6
                      ? ::open(arguments[6].c_str(), O_WRONLY | O_CREAT | O_APPEND, kOwnerOnly)
                      : -1;
  Counts counts;
  const double took = AskOftenAtOnce(static_cast<std::uint16_t>(std::stoi(arguments[1])), request,
                                     std::stod(arguments[2]), std::stoi(arguments[3]), ids, counts);
  std::printf("answers %ld kept %ld not_kept %ld refused %ld per_second %.0f\n",
              counts.answers.load(), counts.kept.load(), counts.not_kept.load(),
              counts.refused.load(), static_cast<double>(counts.answers) / took);
  return 0;
}

int Infer(const std::vector<std::string>& arguments) {
  const int tiles = std::stoi(arguments[4]);
  Counts counts;
  const double took = AskOftenAtOnce(static_cast<std::uint16_t>(std::stoi(arguments[1])),
                                     InferRequest(tiles, arguments[5] == "bytes"),
                                     std::stod(arguments[2]), std::stoi(arguments[3]), -1, counts);
  const double per_second = static_cast<double>(counts.answers) / took;
  std::printf("answers %ld refused %ld per_second %.0f tiles_per_second %.0f\n",
              counts.answers.load(), counts.refused.load(), per_second, per_second * tiles);
  return 0;
}

int Check(const std::vector<std::string>& arguments) {
  TestClient client(static_cast<std::uint16_t>(std::stoi(arguments[1])));
  std::ifstream ids(arguments[2]);
  long there = 0;
  long lost = 0;
  for (std::string id; std::getline(ids, id);) {
    client.Send(GetRequest("/api/v1/readings/" + id, kLoadOwner));
    const auto answer = client.Receive();
    (answer && answer->status == 200 ? there : lost) += 1;
  }
  std::printf("there %ld lost %ld\n", there, lost);
  return lost == 0 ? 0 : 1;
}

int Rate(const std::vector<std::string>& arguments) {
  const LoadPlan plan{.port = static_cast<std::uint16_t>(std::stoi(arguments[1])),
                      .request = PictureRequest(ReadPictureFile(arguments[5]), "keep=0"),
                      .seconds = std::stod(arguments[2]),
                      .connections = std::stoul(arguments[4]),
                      .rate = std::stod(arguments[3])};
  const LoadResult result = RunLoad(plan);
  std::printf(
      "answers %zu busy %zu limited %zu other %zu lost %zu per_second %.1f p50_ms %.2f p99_ms %.2f "
      "refused_p50_ms %.2f refused_p99_ms %.2f\n",
      result.answered, result.busy, result.limited, result.other, result.lost,
      static_cast<double>(result.answered) / result.seconds,
      LoadResult::Quantile(result.latencies_ms, 0.5),
      LoadResult::Quantile(result.latencies_ms, 0.99), LoadResult::Quantile(result.refused_ms, 0.5),
      LoadResult::Quantile(result.refused_ms, 0.99));
  return 0;
}

int Soak(const std::vector<std::string>& arguments) {
  const SoakResult result =
      RunSoak(static_cast<std::uint16_t>(std::stoi(arguments[1])), std::stod(arguments[2]),
              std::stoi(arguments[3]), ReadPictureFile(arguments[4]));
  std::printf("asked %ld good %ld bad %ld undeserved %ld\n", result.good + result.bad, result.good,
              result.bad, result.undeserved);
  for (const auto& [what, count] : result.surprises)
    std::printf("%ld times %s\n", count, what.c_str());
  return result.undeserved == 0 ? 0 : 1;
}

int Idle(const std::vector<std::string>& arguments) {
  const std::size_t open = HoldIdle(static_cast<std::uint16_t>(std::stoi(arguments[1])),
                                    std::stoul(arguments[3]), std::stod(arguments[2]), [] {
                                      std::puts("holding");
                                      std::fflush(stdout);
                                    });
  std::printf("open %zu\n", open);
  return 0;
}

}  // namespace
}  // namespace inkdigit

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.size() >= 6 && arguments[0] == "recognize") return inkdigit::Recognize(arguments);
  if (arguments.size() == 6 && arguments[0] == "infer") return inkdigit::Infer(arguments);
  if (arguments.size() == 3 && arguments[0] == "check") return inkdigit::Check(arguments);
  if (arguments.size() == 6 && arguments[0] == "rate") return inkdigit::Rate(arguments);
  if (arguments.size() == 5 && arguments[0] == "soak") return inkdigit::Soak(arguments);
  if (arguments.size() == 4 && arguments[0] == "idle") return inkdigit::Idle(arguments);
  std::fprintf(stderr, "usage: inkdigit-load recognize|infer|check|rate|soak|idle PORT ...\n");
  return 2;
}
