// Google Benchmark of each kernel at the shapes of the shipped network, for every kernel set that
// this CPU runs. Counters: GFLOP/s counted as direct convolution, and its share of the FMA peak, in
// per cent, that was measured in this process. Winograd's way multiplies less, so its share may
// exceed 100.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/fma_peak.h"
#include "bench/int8_conv.h"
#include "core/aligned_floats.h"
#include "kernels/kernels.h"
#include "kernels/winograd_weights.h"

namespace inkdigit::bench {
namespace {

using kernels::Conv3x3Shape;
using kernels::KernelSet;

AlignedFloats Numbers(std::size_t count) {
  AlignedFloats numbers(count);
  for (std::size_t i = 0; i < count; ++i) numbers[i] = static_cast<float>(i % 97) / 97.0F - 0.5F;
  return numbers;
}

std::size_t MapSize(int height, int width, int channels) {
  return static_cast<std::size_t>(height + 2) * static_cast<std::size_t>(width + 2) *
         static_cast<std::size_t>(channels);
}

double Operations(const Conv3x3Shape& shape) {
  return 2.0 * 9 * shape.height * shape.width * shape.in_channels * shape.out_channels;
}

void Count(benchmark::State& state, double operations, double peak) {
  const auto iterations = static_cast<double>(state.iterations());
  state.counters["GFLOP/s"] =
      benchmark::Counter(operations * iterations / 1e9, benchmark::Counter::kIsRate);
  if (peak > 0.0) {
    state.counters["% of peak"] =
        benchmark::Counter(operations * iterations / 1e7 / peak, benchmark::Counter::kIsRate);
  }
}

void Direct(benchmark::State& state, const KernelSet& set, Conv3x3Shape shape, double peak) {
  const AlignedFloats input = Numbers(MapSize(shape.height, shape.width, shape.in_channels));
  const AlignedFloats weights =
      Numbers(std::size_t{9} * static_cast<std::size_t>(shape.in_channels) *
              static_cast<std::size_t>(shape.out_channels));
  const AlignedFloats bias = Numbers(static_cast<std::size_t>(shape.out_channels));
  AlignedFloats output(MapSize(shape.height, shape.width, shape.out_channels));
  while (state.KeepRunning()) {
    set.conv3x3_relu(shape, input.data(), weights.data(), bias.data(), output.data());
  }
  Count(state, Operations(shape), peak);
}

void First(benchmark::State& state, const KernelSet& set, bool max_pool, double peak) {
  const Conv3x3Shape shape{28, 28, 1, 16};
  const AlignedFloats input = Numbers(MapSize(28, 28, 1));
  const AlignedFloats weights = Numbers(std::size_t{9} * 16);
  const AlignedFloats bias = Numbers(16);
  AlignedFloats output(MapSize(28, 28, 16));
  while (state.KeepRunning()) {
    set.first_conv3x3_relu(shape, max_pool, input.data(), weights.data(), bias.data(),
                           output.data());
  }
  Count(state, Operations(shape), peak);
}

struct WinogradRun {
  Conv3x3Shape shape;
  bool max_pool;
  int maps;
  int largest_block;
};

void Winograd(benchmark::State& state, const KernelSet& set, WinogradRun run, double peak) {
  const auto maps = static_cast<std::size_t>(run.maps);
  const Conv3x3Shape& shape = run.shape;
  const std::size_t in_step = MapSize(shape.height, shape.width, shape.in_channels);
  const std::size_t out_step = MapSize(shape.height, shape.width, shape.out_channels);
  const AlignedFloats input = Numbers(in_step * maps);
  const auto pairs =
      static_cast<std::size_t>(shape.in_channels) * static_cast<std::size_t>(shape.out_channels);
  AlignedFloats transformed(pairs * kernels::kWinogradPositions);
  kernels::WinogradWeights(shape.in_channels, shape.out_channels, Numbers(9 * pairs).data(),
                           transformed.data());
  const AlignedFloats bias = Numbers(static_cast<std::size_t>(shape.out_channels));
  AlignedFloats output(out_step * maps);
  AlignedFloats scratch(kernels::WinogradScratch(shape.in_channels));
  while (state.KeepRunning()) {
    set.winograd_conv3x3_relu({shape, run.max_pool},
                              {run.maps, input.data(), in_step, output.data(), out_step},
                              run.largest_block, transformed.data(), bias.data(), scratch.data());
  }
  Count(state, Operations(shape) * run.maps, peak);
}

// What eight bits would give: the direct way, for one map.
void Int8(benchmark::State& state, const Conv3x3Shape& shape, double peak) {
  const std::vector<std::uint8_t> input(MapSize(shape.height, shape.width, shape.in_channels),
                                        std::uint8_t{100});
  std::vector<std::uint8_t> output(MapSize(shape.height, shape.width, shape.out_channels));
  const std::vector<std::int8_t> weights(std::size_t{9} *
                                             static_cast<std::size_t>(shape.in_channels) *
                                             static_cast<std::size_t>(shape.out_channels),
                                         std::int8_t{3});
  const std::vector<float> scale(static_cast<std::size_t>(shape.out_channels), 0.001F);
  const std::vector<float> bias(static_cast<std::size_t>(shape.out_channels), 1.0F);
  while (state.KeepRunning()) {
    Int8Conv3x3Relu(shape, input.data(), weights.data(), scale.data(), bias.data(), output.data());
    benchmark::DoNotOptimize(output.data());
    benchmark::ClobberMemory();
  }
  Count(state, Operations(shape), peak);
}

void MaxPool(benchmark::State& state, const KernelSet& set) {
  const AlignedFloats input = Numbers(MapSize(28, 28, 16));
  AlignedFloats output(MapSize(14, 14, 16));
  while (state.KeepRunning()) set.max_pool_2x2(28, 28, 16, input.data(), output.data());
}

void AverageMaxPool(benchmark::State& state, const KernelSet& set) {
  const AlignedFloats input = Numbers(MapSize(7, 7, 80));
  AlignedFloats output(160);
  while (state.KeepRunning()) set.average_max_pool(7, 7, 80, input.data(), output.data());
}

void Dense(benchmark::State& state, const KernelSet& set, double peak) {
  const AlignedFloats input = Numbers(160);
  const AlignedFloats weights = Numbers(std::size_t{160} * 11);
  const AlignedFloats bias = Numbers(11);
  AlignedFloats output(11);
  while (state.KeepRunning()) {
    set.dense(160, 11, input.data(), weights.data(), bias.data(), output.data());
  }
  Count(state, 2.0 * 160 * 11, peak);
}

std::string ShapeName(const Conv3x3Shape& shape) {
  return std::to_string(shape.height) + "x" + std::to_string(shape.width) + "x" +
         std::to_string(shape.in_channels) + "-" + std::to_string(shape.out_channels);
}

void Register(const KernelSet& set) {
  const std::string name(set.name);
  const double peak = FmaPeakGflops(set.name);
  const auto add = [](const std::string& title, auto run) {
    benchmark::RegisterBenchmark(title.c_str(), run)->Unit(benchmark::kMicrosecond);
  };
  add(name + "/direct/7x7x80-80", [&set, peak](benchmark::State& state) {
    Direct(state, set, {7, 7, 80, 80}, peak);
  });
  if (set.first_conv3x3_relu != nullptr) {
    for (const bool max_pool : {false, true}) {
      add(name + "/first/28x28x1-16" + (max_pool ? "+pool" : ""),
          [&set, max_pool, peak](benchmark::State& state) { First(state, set, max_pool, peak); });
    }
  }
  if (set.winograd_conv3x3_relu != nullptr) {
    for (const int maps : {1, 6}) {
      for (const WinogradRun& run : {WinogradRun{{14, 14, 16, 32}, false, maps, 4},
                                     WinogradRun{{14, 14, 32, 32}, true, maps, 4},
                                     WinogradRun{{7, 7, 32, 80}, false, maps, 4},
                                     WinogradRun{{7, 7, 80, 80}, false, maps, 3},
                                     WinogradRun{{7, 7, 80, 80}, false, maps, 4}}) {
        add(name + "/winograd/" + ShapeName(run.shape) + (run.max_pool ? "+pool" : "") +
                "/blocks:" + std::to_string(run.largest_block) + "/maps:" + std::to_string(maps),
            [&set, run, peak](benchmark::State& state) { Winograd(state, set, run, peak); });
      }
    }
  }
  add(name + "/max_pool/28x28x16", [&set](benchmark::State& state) { MaxPool(state, set); });
  add(name + "/average_max_pool/7x7x80",
      [&set](benchmark::State& state) { AverageMaxPool(state, set); });
  add(name + "/dense/160-11", [&set, peak](benchmark::State& state) { Dense(state, set, peak); });
  benchmark::AddCustomContext("FMA peak " + name,
                              peak > 0.0 ? std::to_string(peak) + " GFLOP/s" : "no vectors");
}

void RegisterInt8() {
  const double peak = FmaPeakGflops("avx512");
  for (const Conv3x3Shape& shape : {Conv3x3Shape{14, 14, 16, 32}, Conv3x3Shape{14, 14, 32, 32},
                                    Conv3x3Shape{7, 7, 32, 80}, Conv3x3Shape{7, 7, 80, 80}}) {
    const std::string title = "int8/direct/" + ShapeName(shape);
    benchmark::RegisterBenchmark(title.c_str(), [shape, peak](benchmark::State& state) {
      Int8(state, shape, peak);
    })->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace
}  // namespace inkdigit::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  for (const inkdigit::kernels::KernelSet& set : inkdigit::kernels::AllKernels()) {
    if (set.supported()) inkdigit::bench::Register(set);
  }
  if (inkdigit::bench::HasInt8()) inkdigit::bench::RegisterInt8();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
