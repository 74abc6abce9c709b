#include "kernels/kernels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <new>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "kernels/scalar.h"
#include "kernels/winograd_weights.h"

namespace inkdigit::kernels {
namespace {

// Allocates as kernels.h demands it.
template <typename T>
struct AlignedAllocator {
  using value_type = T;
  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{kAlignment}));
  }
  void deallocate(T* data, std::size_t) { ::operator delete (data, std::align_val_t{kAlignment}); }
  friend bool operator==(const AlignedAllocator&, const AlignedAllocator&) { return true; }
};
using Floats = std::vector<float, AlignedAllocator<float>>;

Floats RandomFloats(std::size_t count, std::mt19937& random) {
  std::uniform_real_distribution<float> uniform(-1.0F, 1.0F);
  Floats values(count);
  std::generate(values.begin(), values.end(), [&] { return uniform(random); });
  return values;
}

std::size_t MapSize(int height, int width, int channels) {
  return static_cast<std::size_t>(height + 2) * static_cast<std::size_t>(width + 2) *
         static_cast<std::size_t>(channels);
}

std::size_t MapIndex(int y, int x, int channel, int width, int channels) {
  return (static_cast<std::size_t>(y + 1) * static_cast<std::size_t>(width + 2) +
          static_cast<std::size_t>(x + 1)) *
             static_cast<std::size_t>(channels) +
         static_cast<std::size_t>(channel);
}

// Random numbers inside, zero on the border.
Floats RandomMap(int height, int width, int channels, std::mt19937& random) {
  const Floats inside = RandomFloats(MapSize(height, width, channels), random);
  Floats map(inside.size(), 0.0F);
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (int c = 0; c < channels; ++c) {
        const std::size_t i = MapIndex(y, x, c, width, channels);
        map[i] = inside[i];
      }
    }
  }
  return map;
}

Floats Magnitudes(Floats values) {
  std::transform(values.begin(), values.end(), values.begin(),
                 [](float value) { return std::fabs(value); });
  return values;
}

// Two ways to sum the same `terms` products, fused or not, in any order, are each within terms *
// eps * sum|product| of the exact sum (Higham, Accuracy and Stability of Numerical Algorithms, 3.1;
// eps is half of epsilon(), and the second half of it absorbs the terms of higher order).
// `magnitude` is that sum, itself computed by the scalar set.
float ReorderingBound(int terms, float magnitude) {
  return static_cast<float>(terms) * std::numeric_limits<float>::epsilon() * magnitude;
}

// What the scalar set makes of a convolution, and the sum of the magnitudes of its terms. Its
// border holds a value that no kernel would write.
struct Specified {
  Floats values;
  Floats magnitudes;
};

Specified ConvolveAsSpecified(const Conv3x3Shape& shape, const Floats& input, const Floats& weights,
                              const Floats& bias) {
  const Floats untouched(MapSize(shape.height, shape.width, shape.out_channels), -7.0F);
  Specified specified{untouched, untouched};
  kScalarKernels.conv3x3_relu(shape, input.data(), weights.data(), bias.data(),
                              specified.values.data());
  kScalarKernels.conv3x3_relu(shape, Magnitudes(input).data(), Magnitudes(weights).data(),
                              Magnitudes(bias).data(), specified.magnitudes.data());
  return specified;
}

class EveryKernelSet : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    kernels_ = FindKernels(GetParam());
    if (kernels_ == nullptr) GTEST_SKIP() << "this CPU does not run " << GetParam();
  }
  const KernelSet* kernels_ = nullptr;
};

TEST_P(EveryKernelSet, ConvolvesAsTheSpecificationDoes) {
  struct Size {
    int height;
    int width;
  };
  std::mt19937 random(1);
  for (const Size size :
       {Size{1, 1}, {1, 2}, {2, 3}, {3, 3}, {5, 9}, {7, 7}, {14, 14}, {13, 4}, {28, 28}}) {
    for (const int in : {1, 16, 32, 48, 96}) {
      for (const int out : {16, 32, 48, 96}) {
        if (size.height == 28 && in > 16) continue;  // the scalar set would take seconds
        const Conv3x3Shape shape{size.height, size.width, in, out};
        const Floats input = RandomMap(size.height, size.width, in, random);
        const Floats weights = RandomFloats(
            std::size_t{9} * static_cast<std::size_t>(in) * static_cast<std::size_t>(out), random);
        const Floats bias = RandomFloats(static_cast<std::size_t>(out), random);

        const auto [expected, magnitude] = ConvolveAsSpecified(shape, input, weights, bias);
        Floats actual(expected.size(), -7.0F);
        kernels_->conv3x3_relu(shape, input.data(), weights.data(), bias.data(), actual.data());

        for (std::size_t i = 0; i < expected.size(); ++i) {
          if (magnitude[i] < 0.0F) {
            ASSERT_EQ(actual[i], -7.0F) << "the border was written";
          } else {
            ASSERT_NEAR(actual[i], expected[i], ReorderingBound(9 * in + 1, magnitude[i]))
                << size.height << 'x' << size.width << 'x' << in << " -> " << out << ", at " << i;
          }
        }
      }
    }
  }
}

// Winograd's matrices without their signs, to bound what rounding can do, made from the points: of
// a segment of r outputs the first r + 2 of 0, infinity, 1, -1, 2, -2.
constexpr double kPoints[] = {0.0, 1.0, -1.0, 2.0, -2.0};  // the finite ones
using Matrix = std::array<std::array<float, 6>, 6>;

// Coefficients of the product of (x - point) over the first `count` points without the one at
// `skip`.
std::vector<double> Product(int count, int skip) {
  std::vector<double> product{1.0};
  for (int i = 0; i < count; ++i) {
    if (i == skip) continue;
    product.push_back(0.0);
    for (std::size_t j = product.size() - 1; j > 0; --j) {
      product[j] = product[j - 1] - kPoints[i] * product[j];
    }
    product[0] *= -kPoints[i];
  }
  return product;
}

double ValueAt(const std::vector<double>& polynomial, double x) {
  double value = 0.0;
  for (std::size_t j = polynomial.size(); j-- > 0;) value = value * x + polynomial[j];
  return value;
}

// The row of the finite point `i`: 0 is first, then comes infinity.
std::size_t RowOf(int i) { return static_cast<std::size_t>(i == 0 ? 0 : i + 1); }

Matrix InputMagnitudes(int outputs) {
  Matrix magnitudes{};
  const int finite = outputs + 1;
  for (int i = 0; i < finite; ++i) {
    const std::vector<double> row = Product(finite, i);
    const double scale = ValueAt(Product(5, i), kPoints[i]) / ValueAt(row, kPoints[i]);
    for (std::size_t j = 0; j < row.size(); ++j) {
      magnitudes[RowOf(i)][j] = static_cast<float>(std::fabs(row[j] * scale));
    }
  }
  const std::vector<double> infinite = Product(finite, -1);
  for (std::size_t j = 0; j < infinite.size(); ++j) {
    magnitudes[1][j] = static_cast<float>(std::fabs(infinite[j]));
  }
  return magnitudes;
}

Matrix FilterMagnitudes() {
  Matrix magnitudes{};
  magnitudes[1][2] = 1.0F;
  for (int i = 0; i < 5; ++i) {
    for (int j = 0; j < 3; ++j) {
      magnitudes[RowOf(i)][static_cast<std::size_t>(j)] = static_cast<float>(
          std::fabs(std::pow(kPoints[i], j) / ValueAt(Product(5, i), kPoints[i])));
    }
  }
  return magnitudes;
}

Matrix OutputMagnitudes(int outputs) {
  Matrix magnitudes{};
  const int finite = outputs + 1;
  magnitudes[static_cast<std::size_t>(outputs - 1)][1] = 1.0F;
  for (int i = 0; i < finite; ++i) {
    for (int j = 0; j < outputs; ++j) {
      magnitudes[static_cast<std::size_t>(j)][RowOf(i)] =
          static_cast<float>(std::fabs(std::pow(kPoints[i], j)));
    }
  }
  return magnitudes;
}

// |down| * values * |across|^T.
Matrix Transform(const Matrix& down, const Matrix& values, const Matrix& across) {
  Matrix half{};
  Matrix whole{};
  for (std::size_t p = 0; p < 6; ++p) {
    for (std::size_t y = 0; y < 6; ++y) {
      for (std::size_t x = 0; x < 6; ++x) half[p][x] += down[p][y] * values[y][x];
    }
  }
  for (std::size_t p = 0; p < 6; ++p) {
    for (std::size_t q = 0; q < 6; ++q) {
      for (std::size_t x = 0; x < 6; ++x) whole[p][q] += half[p][x] * across[q][x];
    }
  }
  return whole;
}

// A convolution with what Winograd's way makes of it.
struct WinogradCase {
  Conv3x3Shape shape;
  Floats input;
  Floats weights;
  Floats bias;
  Floats transformed;

  WinogradCase(const Conv3x3Shape& s, std::mt19937& random)
      : shape(s),
        input(RandomMap(s.height, s.width, s.in_channels, random)),
        weights(RandomFloats(std::size_t{9} * static_cast<std::size_t>(s.in_channels) *
                                 static_cast<std::size_t>(s.out_channels),
                             random)),
        bias(RandomFloats(static_cast<std::size_t>(s.out_channels), random)),
        transformed(weights.size() * 4) {
    WinogradWeights(s.in_channels, s.out_channels, weights.data(), transformed.data());
  }

  [[nodiscard]] Floats Expected() const {
    Floats output(MapSize(shape.height, shape.width, shape.out_channels), -7.0F);
    kScalarKernels.conv3x3_relu(shape, input.data(), weights.data(), bias.data(), output.data());
    return output;
  }

  [[nodiscard]] Floats ByWinograd(const KernelSet& kernels, int largest_block,
                                  bool max_pool) const {
    const int shrink = max_pool ? 2 : 1;
    Floats output(MapSize(shape.height / shrink, shape.width / shrink, shape.out_channels), -7.0F);
    Floats scratch(WinogradScratch(shape.in_channels));
    kernels.winograd_conv3x3_relu({shape, max_pool}, {1, input.data(), 0, output.data(), 0},
                                  largest_block, transformed.data(), bias.data(), scratch.data());
    return output;
  }

  // |G| |g| |G^T| of every filter.
  [[nodiscard]] std::vector<Matrix> Filters() const {
    const Matrix g = FilterMagnitudes();
    const auto pairs =
        static_cast<std::size_t>(shape.in_channels) * static_cast<std::size_t>(shape.out_channels);
    std::vector<Matrix> filters;
    for (std::size_t pair = 0; pair < pairs; ++pair) {
      Matrix filter{};
      for (std::size_t tap = 0; tap < 9; ++tap) {
        filter[tap / 3][tap % 3] = std::fabs(weights[tap * pairs + pair]);
      }
      filters.push_back(Transform(g, filter, g));
    }
    return filters;
  }

  // The numbers that are added up for the outputs of the block at (top, left), as large as they can
  // be: |A^T| (sum over channels of |G| |g| |G^T| * |B^T| |d| |B|) |A|.
  [[nodiscard]] Matrix Magnitude(const std::vector<Matrix>& filters, int top, int left, int height,
                                 int width, int out) const {
    Matrix products{};
    for (int in = 0; in < shape.in_channels; ++in) {
      Matrix patch{};
      for (int i = 0; i < height + 2; ++i) {
        for (int j = 0; j < width + 2; ++j) {
          patch[static_cast<std::size_t>(i)][static_cast<std::size_t>(j)] = std::fabs(
              input[MapIndex(top + i - 1, left + j - 1, in, shape.width, shape.in_channels)]);
        }
      }
      const Matrix points = Transform(InputMagnitudes(height), patch, InputMagnitudes(width));
      const Matrix& filter =
          filters[static_cast<std::size_t>(in) * static_cast<std::size_t>(shape.out_channels) +
                  static_cast<std::size_t>(out)];
      for (std::size_t p = 0; p < 6; ++p) {
        for (std::size_t q = 0; q < 6; ++q) products[p][q] += points[p][q] * filter[p][q];
      }
    }
    return Transform(OutputMagnitudes(height), products, OutputMagnitudes(width));
  }
};

void ExpectWithinRounding(const WinogradCase& c, int largest_block, const Floats& actual) {
  const Conv3x3Shape& shape = c.shape;
  const Floats expected = c.Expected();
  const std::vector<Matrix> filters = c.Filters();
  for (int top = 0; top < shape.height; top += largest_block) {
    for (int left = 0; left < shape.width; left += largest_block) {
      const int height = std::min(largest_block, shape.height - top);
      const int width = std::min(largest_block, shape.width - left);
      for (int o = 0; o < shape.out_channels; ++o) {
        const Matrix magnitude = c.Magnitude(filters, top, left, height, width, o);
        for (int y = 0; y < height; ++y) {
          for (int x = 0; x < width; ++x) {
            const std::size_t i = MapIndex(top + y, left + x, o, shape.width, shape.out_channels);
            // Beside the sums over channels, each number passes through at most 8 roundings in each
            // of the three transforms.
            const float sum = magnitude[static_cast<std::size_t>(y)][static_cast<std::size_t>(x)] +
                              std::fabs(c.bias[static_cast<std::size_t>(o)]);
            ASSERT_NEAR(actual[i], expected[i], ReorderingBound(shape.in_channels + 24, sum))
                << shape.height << 'x' << shape.width << 'x' << shape.in_channels << " -> "
                << shape.out_channels << " in blocks of " << largest_block << " at " << top + y
                << ' ' << left + x;
          }
        }
      }
    }
  }
}

void ExpectBorderUnwritten(const Floats& map, int height, int width, int channels) {
  for (int y = -1; y <= height; ++y) {
    for (int x = -1; x <= width; ++x) {
      if (y >= 0 && x >= 0 && y < height && x < width) continue;
      for (int c = 0; c < channels; ++c) {
        ASSERT_EQ(map[MapIndex(y, x, c, width, channels)], -7.0F) << "the border was written";
      }
    }
  }
}

TEST_P(EveryKernelSet, ConvolvesByWinogradAsTheSpecificationDoes) {
  if (kernels_->winograd_conv3x3_relu == nullptr) GTEST_SKIP() << "has only the direct way";
  std::mt19937 random(5);
  for (const auto& [height, width] : {std::pair{1, 1}, {3, 5}, {4, 4}, {7, 7}, {9, 6}, {14, 14}}) {
    for (const int in : {16, 48}) {
      for (const int out : {16, 48}) {
        const WinogradCase c({height, width, in, out}, random);
        for (const int largest_block : {2, 3, 4}) {
          const Floats actual = c.ByWinograd(*kernels_, largest_block, false);
          ExpectBorderUnwritten(actual, height, width, out);
          ExpectWithinRounding(c, largest_block, actual);
        }
      }
    }
  }
}

TEST_P(EveryKernelSet, PoolsWhatWinogradConvolvedAsASecondStepWould) {
  if (kernels_->winograd_conv3x3_relu == nullptr) GTEST_SKIP() << "has only the direct way";
  std::mt19937 random(7);
  for (const auto& [height, width] : {std::pair{2, 2}, {4, 6}, {14, 14}, {28, 28}}) {
    const WinogradCase c({height, width, 16, 48}, random);
    for (const int largest_block : {2, 4}) {
      const Floats whole = c.ByWinograd(*kernels_, largest_block, false);
      Floats expected(MapSize(height / 2, width / 2, 48), -7.0F);
      kScalarKernels.max_pool_2x2(height, width, 48, whole.data(), expected.data());
      ASSERT_EQ(c.ByWinograd(*kernels_, largest_block, true), expected) << height << 'x' << width;
    }
  }
}

TEST_P(EveryKernelSet, ConvolvesTheFirstLayerAsTheSpecificationDoes) {
  if (kernels_->first_conv3x3_relu == nullptr) GTEST_SKIP() << "has only the direct way";
  std::mt19937 random(8);
  for (const auto& [height, width] : {std::pair{2, 4}, {3, 5}, {7, 7}, {8, 6}, {28, 28}}) {
    for (const int out : {16, 48}) {
      const Conv3x3Shape shape{height, width, 1, out};
      const Floats input = RandomMap(height, width, 1, random);
      const Floats weights = RandomFloats(std::size_t{9} * static_cast<std::size_t>(out), random);
      const Floats bias = RandomFloats(static_cast<std::size_t>(out), random);
      const auto [expected, magnitude] = ConvolveAsSpecified(shape, input, weights, bias);
      Floats actual(expected.size(), -7.0F);
      kernels_->first_conv3x3_relu(shape, false, input.data(), weights.data(), bias.data(),
                                   actual.data());
      ExpectBorderUnwritten(actual, height, width, out);
      for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i] < 0.0F) continue;  // the border
        ASSERT_NEAR(actual[i], expected[i], ReorderingBound(10, magnitude[i]))
            << height << 'x' << width << " -> " << out << ", at " << i;
      }
      if (height % 2 != 0 || width % 2 != 0) continue;
      Floats pooled(MapSize(height / 2, width / 2, out), -7.0F);
      Floats together = pooled;
      kScalarKernels.max_pool_2x2(height, width, out, actual.data(), pooled.data());
      kernels_->first_conv3x3_relu(shape, true, input.data(), weights.data(), bias.data(),
                                   together.data());
      ASSERT_EQ(together, pooled) << height << 'x' << width << " -> " << out;
    }
  }
}

TEST_P(EveryKernelSet, ConvolvesSeveralMapsByWinogradAsEachAlone) {
  if (kernels_->winograd_conv3x3_relu == nullptr) GTEST_SKIP() << "has only the direct way";
  std::mt19937 random(6);
  constexpr int kMaps = 13;  // more than two chunks of blocks, and no whole number of chunks
  const Conv3x3Shape shape{7, 7, 32, 48};
  const WinogradCase c(shape, random);
  const std::size_t in_step = MapSize(7, 7, 32) + 16;
  const std::size_t out_step = MapSize(7, 7, 48) + 32;
  Floats input(in_step * kMaps);
  for (std::size_t m = 0; m < kMaps; ++m) {
    const Floats map = RandomMap(7, 7, 32, random);
    std::copy(map.begin(), map.end(), input.begin() + static_cast<std::ptrdiff_t>(m * in_step));
  }
  Floats scratch(WinogradScratch(32));
  for (const int largest_block : {3, 4}) {
    Floats together(out_step * kMaps, -7.0F);
    kernels_->winograd_conv3x3_relu(
        {shape, false}, {kMaps, input.data(), in_step, together.data(), out_step}, largest_block,
        c.transformed.data(), c.bias.data(), scratch.data());
    Floats alone(out_step * kMaps, -7.0F);
    for (std::size_t m = 0; m < kMaps; ++m) {
      kernels_->winograd_conv3x3_relu(
          {shape, false}, {1, input.data() + m * in_step, 0, alone.data() + m * out_step, 0},
          largest_block, c.transformed.data(), c.bias.data(), scratch.data());
    }
    EXPECT_EQ(together, alone);
  }
}

TEST(WinogradWeights, AreTheFilterSeenFromTheSixPoints) {
  // A filter of one 1 in its first tap: G g G^T is the outer product of G's first column.
  Floats weights(std::size_t{9} * 16 * 16, 0.0F);
  weights[0] = 1.0F;
  Floats transformed(weights.size() * 4);
  WinogradWeights(16, 16, weights.data(), transformed.data());
  constexpr float kColumn[6] = {1.0F / 4, 0.0F, -1.0F / 6, -1.0F / 6, 1.0F / 24, 1.0F / 24};
  for (int y = 0; y < 6; ++y) {
    for (int x = 0; x < 6; ++x) {
      EXPECT_FLOAT_EQ(transformed[WinogradPosition(y, x) * 16 * 16], kColumn[y] * kColumn[x]);
    }
  }
  EXPECT_EQ(transformed[1], 0.0F);
}

TEST_P(EveryKernelSet, PoolsMaximaExactly) {
  std::mt19937 random(2);
  for (const int height : {2, 4, 7, 14, 28}) {
    for (const int width : {2, 3, 6, 7, 14, 28}) {
      for (const int channels : {16, 48, 96}) {
        const Floats input = RandomMap(height, width, channels, random);
        Floats expected(MapSize(height / 2, width / 2, channels), -7.0F);
        Floats actual = expected;
        kScalarKernels.max_pool_2x2(height, width, channels, input.data(), expected.data());
        kernels_->max_pool_2x2(height, width, channels, input.data(), actual.data());
        ASSERT_EQ(actual, expected) << height << 'x' << width << 'x' << channels;
      }
    }
  }
}

TEST_P(EveryKernelSet, PoolsAveragesAndMaximaOfAMap) {
  std::mt19937 random(3);
  for (const int height : {1, 3, 7, 14}) {
    for (const int width : {1, 5, 7, 14}) {
      for (const int channels : {16, 48, 96}) {
        const Floats input = RandomMap(height, width, channels, random);
        const std::size_t count = std::size_t{2} * static_cast<std::size_t>(channels);
        Floats expected(count);
        Floats actual(count);
        Floats magnitude(count);
        kScalarKernels.average_max_pool(height, width, channels, input.data(), expected.data());
        kernels_->average_max_pool(height, width, channels, input.data(), actual.data());
        kScalarKernels.average_max_pool(height, width, channels, Magnitudes(input).data(),
                                        magnitude.data());
        for (std::size_t i = 0; i < count; ++i) {
          const bool is_average = i < static_cast<std::size_t>(channels);
          ASSERT_NEAR(actual[i], expected[i],
                      is_average ? ReorderingBound(height * width + 1, magnitude[i]) : 0.0F)
              << height << 'x' << width << 'x' << channels << ", at " << i;
        }
      }
    }
  }
}

TEST_P(EveryKernelSet, MultipliesMatricesOfAnySize) {
  std::mt19937 random(4);
  for (const int in : {1, 2, 3, 7, 15, 16, 17, 33, 192, 193}) {
    for (const int out : {1, 2, 11, 16, 33}) {
      const Floats input = RandomFloats(static_cast<std::size_t>(in), random);
      const Floats weights =
          RandomFloats(static_cast<std::size_t>(in) * static_cast<std::size_t>(out), random);
      const Floats bias = RandomFloats(static_cast<std::size_t>(out), random);
      const auto count = static_cast<std::size_t>(out);
      Floats expected(count);
      Floats actual(count);
      Floats magnitude(count);
      kScalarKernels.dense(in, out, input.data(), weights.data(), bias.data(), expected.data());
      kernels_->dense(in, out, input.data(), weights.data(), bias.data(), actual.data());
      kScalarKernels.dense(in, out, Magnitudes(input).data(), Magnitudes(weights).data(),
                           Magnitudes(bias).data(), magnitude.data());
      for (std::size_t i = 0; i < count; ++i) {
        ASSERT_NEAR(actual[i], expected[i], ReorderingBound(in + 1, magnitude[i]))
            << in << " -> " << out << ", at " << i;
      }
    }
  }
}

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const KernelSet& set : AllKernels()) names.emplace_back(set.name);
  return names;
}

INSTANTIATE_TEST_SUITE_P(Kernels, EveryKernelSet, testing::ValuesIn(Names()),
                         [](const auto& set) { return set.param; });

TEST(ScalarKernels, ConvolveAnExampleDoneByHand) {
  // One input channel, a single 1 in the middle of 3x3: the output is the filter turned by half.
  Floats input(MapSize(3, 3, 1), 0.0F);
  input[MapIndex(1, 1, 0, 3, 1)] = 1.0F;
  Floats weights(std::size_t{9} * 16, 0.0F);
  for (std::size_t tap = 0; tap < 9; ++tap) weights[tap * 16] = static_cast<float>(tap) - 2.0F;
  const Floats bias(16, 0.5F);
  Floats output(MapSize(3, 3, 16), 0.0F);
  kScalarKernels.conv3x3_relu({3, 3, 1, 16}, input.data(), weights.data(), bias.data(),
                              output.data());
  EXPECT_EQ(output[MapIndex(0, 0, 0, 3, 16)], 6.5F);  // tap 8 is 6
  EXPECT_EQ(output[MapIndex(1, 1, 0, 3, 16)], 2.5F);  // tap 4 is 2
  EXPECT_EQ(output[MapIndex(2, 2, 0, 3, 16)], 0.0F);  // tap 0 is -2: below zero after the bias
  EXPECT_EQ(output[MapIndex(2, 1, 0, 3, 16)], 0.0F);  // tap 1 is -1: likewise
  EXPECT_EQ(output[MapIndex(1, 1, 1, 3, 16)], 0.5F);
  EXPECT_EQ(output[0], 0.0F);  // the border
}

TEST(FindKernels, PrefersTheFirstSetThatThisCpuRuns) {
  const KernelSet* best = FindKernels("");
  ASSERT_NE(best, nullptr);
  for (const KernelSet& set : AllKernels()) {
    if (set.supported()) {
      EXPECT_EQ(best->name, set.name);
      break;
    }
  }
}

TEST(FindKernels, KnowsScalarEverywhereAndNoUnknownName) {
  ASSERT_NE(FindKernels("scalar"), nullptr);
  EXPECT_EQ(AllKernels().back().name, "scalar");
  EXPECT_EQ(FindKernels("avx9000"), nullptr);
  EXPECT_EQ(FindKernels("AVX2"), nullptr);
}

}  // namespace
}  // namespace inkdigit::kernels
