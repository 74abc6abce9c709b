// A plain client for the tests of the server: a socket that sends exactly the bytes it is told to.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace inkdigit {

struct Answer {
  int status = 0;
  std::string version;                        // "HTTP/1.1"
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;                           // put together where it came in chunks
};

class TestClient {
 public:
  // Connects to 127.0.0.1. Every wait ends after a minute, as a failure.
  explicit TestClient(std::uint16_t port);
  ~TestClient();
  TestClient(const TestClient&) = delete;  // one owner of the socket
  TestClient& operator=(const TestClient&) = delete;

  // False when the server has closed the connection.
  bool Send(std::string_view bytes);
  // "I have sent all"; the other direction stays open.
  void FinishSending();
  // The next answer; empty when the connection ends before a whole one. `without_body`: to HEAD.
  std::optional<Answer> Receive(bool without_body = false);
  // Whether the server closes the connection within `time` and without sending anything more.
  bool IsClosedWithin(std::chrono::milliseconds time);

 private:
  // Appends what comes next to received_; false at the end of the connection.
  bool ReceiveMore();
  // Takes all chunks off received_ and appends them to `body`; false as above.
  bool ReceiveChunks(std::string& body);

  int socket_;
  std::string received_;  // and not yet used
};

// "POST /api/v1/recognize" with Host, Content-Length and the body.
[[nodiscard]] std::string PostRequest(std::string_view body, std::string_view more_fields = "");
[[nodiscard]] std::string GetRequest(std::string_view path, std::string_view more_fields = "");

}  // namespace inkdigit
