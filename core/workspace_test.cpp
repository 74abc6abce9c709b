// What a workspace costs. A program of its own, because it counts every allocation of the process.
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "inkdigit/model.h"

namespace {
std::atomic<int> allocations = 0;
}

// Not inlined: GCC would see malloc here, delete there, and warn of a mismatch
// (-Wmismatched-new-delete).
[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
[[gnu::noinline]] void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}

namespace inkdigit {
namespace {

constexpr std::size_t kMostBytes = 2'000'000;  // as Workspace's comment says

TEST(Workspace, IsTheOnlyAllocationAndOnlyOfTheFirstCall) {
  for (const std::string_view kernels : Model::KernelNames()) {
    SCOPED_TRACE(kernels);
    const Result<Model> model = Model::LoadEmbedded(kernels);
    ASSERT_TRUE(model.ok());
    // Noise, of which a network is in doubt: more looks must not allocate either.
    std::mt19937 random(1);
    std::vector<Tile28> tiles(130);
    for (Tile28& tile : std::span(tiles).first(5)) {
      for (std::uint8_t& pixel : tile.pixels) pixel = static_cast<std::uint8_t>(random() % 256);
    }
    std::vector<Scores> scores(tiles.size());
    std::vector<float> logits(tiles.size() * kClasses);
    Workspace workspace;
    EXPECT_EQ(workspace.bytes(), 0U);
    const int before = allocations;
    model.value().Classify(std::span(tiles).first(1), std::span(scores).first(1), workspace);
    const int first = allocations;
    EXPECT_EQ(first - before, 1);
    const std::size_t bytes = workspace.bytes();
    EXPECT_GT(bytes, 0U);
    EXPECT_LE(bytes, kMostBytes);
    model.value().Classify(tiles, scores, workspace);
    model.value().Logits(tiles, logits, workspace);
    EXPECT_EQ(allocations, first) << "a later call allocated";
    EXPECT_EQ(workspace.bytes(), bytes);
    RecordProperty("bytes_" + std::string(kernels), std::to_string(bytes));
  }
}

}  // namespace
}  // namespace inkdigit
