#include "server/test_client.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>

namespace inkdigit {
namespace {

constexpr timeval kPatience{.tv_sec = 60, .tv_usec = 0};

}  // namespace

TestClient::TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ADD_FAILURE() << "can't connect to port " << port;
  }
}

TestClient::~TestClient() { ::close(socket_); }

bool TestClient::Send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void TestClient::FinishSending() { ::shutdown(socket_, SHUT_WR); }

bool TestClient::ReceiveMore() {
  std::array<char, 65536> block;
  const ssize_t got = ::recv(socket_, block.data(), block.size(), 0);
  if (got < 0)
    ADD_FAILURE() << "the server neither answers nor closes, or has reset the connection";
  if (got <= 0) return false;
  received_.append(block.data(), static_cast<std::size_t>(got));
  return true;
}

std::optional<Answer> TestClient::Receive(bool without_body) {
  std::size_t header_end = std::string::npos;
  while ((header_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!ReceiveMore()) return std::nullopt;
  }
  Answer answer;
  std::string_view header = std::string_view(received_).substr(0, header_end + 2);
  const std::string_view first = header.substr(0, header.find("\r\n"));
  answer.version = first.substr(0, first.find(' '));
  answer.status = std::atoi(std::string(first.substr(first.find(' ') + 1, 3)).c_str());
  header.remove_prefix(first.size() + 2);
  while (!header.empty()) {
    const std::string_view line = header.substr(0, header.find("\r\n"));
    header.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(':');
    std::string name(line.substr(0, colon));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.fields[name] = line.substr(std::min(line.size(), colon + 2));
  }
  received_.erase(0, header_end + 4);
  if (!without_body && answer.fields.count("transfer-encoding") > 0) {
    if (!ReceiveChunks(answer.body)) return std::nullopt;
    return answer;
  }
  const auto length = answer.fields.find("content-length");
  if (without_body || length == answer.fields.end()) return answer;
  const std::size_t bytes = std::strtoul(length->second.c_str(), nullptr, 10);
  while (received_.size() < bytes) {
    if (!ReceiveMore()) return std::nullopt;
  }
  answer.body = received_.substr(0, bytes);
  received_.erase(0, bytes);
  return answer;
}

bool TestClient::ReceiveChunks(std::string& body) {
  while (true) {
    std::size_t line_end = std::string::npos;
    while ((line_end = received_.find("\r\n")) == std::string::npos) {
      if (!ReceiveMore()) return false;
    }
    const std::size_t size = std::strtoul(received_.c_str(), nullptr, 16);
    while (received_.size() < line_end + 2 + size + 2) {
      if (!ReceiveMore()) return false;
    }
    body += received_.substr(line_end + 2, size);
    received_.erase(0, line_end + 2 + size + 2);
    if (size == 0) return true;
  }
}

bool TestClient::IsClosedWithin(std::chrono::milliseconds time) {
  if (!received_.empty()) return false;
  pollfd waiting{.fd = socket_, .events = POLLIN, .revents = 0};
  if (::poll(&waiting, 1, static_cast<int>(time.count())) <= 0) return false;
  char byte = 0;
  return ::recv(socket_, &byte, 1, 0) <= 0;
}

std::string PostRequest(std::string_view body, std::string_view more_fields) {
  return "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\nContent-Length: " +
         std::to_string(body.size()) + "\r\n" + std::string(more_fields) + "\r\n" +
         std::string(body);
}

std::string GetRequest(std::string_view path, std::string_view more_fields) {
  return "GET " + std::string(path) + " HTTP/1.1\r\nHost: test\r\n" + std::string(more_fields) +
         "\r\n";
}

}  // namespace inkdigit
