#include "inkdigit/pixel_budget.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace inkdigit {
namespace {

std::string Pgm(int width, int height) {
  return "P5\n" + std::to_string(width) + " " + std::to_string(height) + "\n255\n" +
         std::string(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), '\xff');
}

std::span<const std::byte> Bytes(const std::string& file) {
  return std::as_bytes(std::span<const char>(file));
}

TEST(PixelBudget, LetsAPictureBeLargerThanItAlone) {
  PixelBudget budget(10);
  EXPECT_TRUE(DecodeImage(Bytes(Pgm(50, 50)), budget).ok());
}

TEST(PixelBudget, IsNotWaitedForByAPictureThatIsRefused) {
  PixelBudget budget(10);
  budget.Take(10);
  const auto refused = DecodeImage(Bytes(Pgm(50, 50)), budget, {.max_pixels = 100});
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, Errc::kTooLarge);
}

TEST(PixelBudget, HasItsRoomBackAfterADamagedPicture) {
  PixelBudget budget(100);
  EXPECT_FALSE(DecodeImage(Bytes("P5\n10 10\n255\ntoo short"), budget).ok());
  EXPECT_TRUE(DecodeImage(Bytes(Pgm(10, 10)), budget).ok());
}

TEST(PixelBudget, BoundsWhatIsDecodedAtOnceOverAllThreads) {
  constexpr std::int64_t kPixels = 100;
  constexpr std::int64_t kRoom = 3 * kPixels;
  PixelBudget budget(kRoom);
  const std::string file = Pgm(10, 10);
  std::atomic<std::int64_t> most{0};
  std::atomic<std::int64_t> inside{0};
  DecodeOptions options;
  options.before_pixels = [&](std::int64_t pixels) {
    const std::int64_t now = inside += pixels;
    std::int64_t seen = most.load();
    while (now > seen && !most.compare_exchange_weak(seen, now)) {
    }
    std::this_thread::sleep_for(std::chrono::microseconds(200));
    inside -= pixels;  // a little before the room is free again
  };
  std::vector<std::thread> threads;
  constexpr int kThreads = 8;
  threads.reserve(kThreads);
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int round = 0; round < 20; ++round) {
        EXPECT_TRUE(DecodeImage(Bytes(file), budget, options).ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(most.load(), kRoom);
  EXPECT_GE(most.load(), 2 * kPixels);
}

}  // namespace
}  // namespace inkdigit
