#include "server/deadline.h"

#include <gtest/gtest.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <functional>
#include <memory>

namespace inkdigit {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A connection over which nothing comes, and what reads from it.
class DeadlineTest : public ::testing::Test {
 protected:
  DeadlineTest() {
    tcp::acceptor acceptor(context_, {asio::ip::address_v4::loopback(), 0});
    client_.connect(acceptor.local_endpoint());
    acceptor.accept(*socket_);
    deadline_.BelongTo(socket_);
  }

  // How long a read lasted that the deadline cancels; `then` runs after `wait`.
  milliseconds Read(milliseconds wait, const std::function<void()>& then) {
    const auto start = steady_clock::now();
    auto end = start;
    std::array<char, 1> byte{};
    socket_->async_read_some(asio::buffer(byte),
                             [&](const boost::system::error_code& error, std::size_t) {
                               EXPECT_EQ(error, asio::error::operation_aborted);
                               end = steady_clock::now();
                               late_ = deadline_.Disarm();
                             });
    asio::steady_timer timer(context_, wait);
    timer.async_wait([&then](const boost::system::error_code&) { then(); });
    context_.run();
    return std::chrono::duration_cast<milliseconds>(end - start);
  }

  asio::io_context context_{1};
  tcp::socket client_{context_};
  std::shared_ptr<tcp::socket> socket_ = std::make_shared<tcp::socket>(context_);
  Deadline deadline_{*socket_};
  bool late_ = false;
};

TEST_F(DeadlineTest, CancelsWhatLastsTooLong) {
  deadline_.Arm(milliseconds(30));
  EXPECT_GE(Read(milliseconds(1), [] {}).count(), 29);
  EXPECT_TRUE(late_);
}

TEST_F(DeadlineTest, MovedBackItRingsNoEarlier) {
  deadline_.Arm(milliseconds(30));
  EXPECT_GE(Read(milliseconds(5), [this] { deadline_.Arm(milliseconds(100)); }).count(), 99);
  EXPECT_TRUE(late_);
}

TEST_F(DeadlineTest, MovedForwardItRingsEarlier) {
  deadline_.Arm(std::chrono::minutes(10));
  EXPECT_LT(Read(milliseconds(5), [this] { deadline_.Arm(milliseconds(30)); }).count(), 60'000);
  EXPECT_TRUE(late_);
}

TEST_F(DeadlineTest, ShorteningOnlyShortens) {
  deadline_.Arm(milliseconds(30));
  EXPECT_LT(Read(milliseconds(5), [this] { deadline_.Shorten(std::chrono::minutes(10)); }).count(),
            60'000);
  EXPECT_TRUE(late_);
}

TEST_F(DeadlineTest, DisarmedItLeavesAReadAlone) {
  deadline_.Arm(milliseconds(10));
  deadline_.Disarm();
  deadline_.Shorten(milliseconds(10));
  Read(milliseconds(60), [this] {
    EXPECT_FALSE(late_);
    socket_->cancel();
  });
  EXPECT_FALSE(late_);
}

TEST_F(DeadlineTest, CancelsAgainUntilItIsDisarmed) {
  deadline_.Arm(milliseconds(10));
  std::array<char, 1> byte{};
  int cancelled = 0;
  const std::function<void()> read = [&] {
    socket_->async_read_some(asio::buffer(byte),
                             [&](const boost::system::error_code&, std::size_t) {
                               if (++cancelled < 2) return read();
                               deadline_.Disarm();
                             });
  };
  read();
  context_.run();
  EXPECT_EQ(cancelled, 2);
}

TEST_F(DeadlineTest, OfAConnectionThatIsGoneDoesNothing) {
  deadline_.BelongTo(std::weak_ptr<const void>());
  deadline_.Arm(milliseconds(5));
  context_.run();
  EXPECT_FALSE(deadline_.Disarm());
}

}  // namespace
}  // namespace inkdigit
