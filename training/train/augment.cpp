#include "training/train/augment.h"

#include <ATen/CPUGeneratorImpl.h>
#include <torch/torch.h>

#include <cmath>
#include <numbers>

namespace inkdigit::training {
namespace {

namespace functional = torch::nn::functional;

constexpr int kSide = 28;
constexpr double kPixel = 2.0 / kSide;  // in the -1..1 coordinates of grid_sample

constexpr double kTurn = 12.0 * std::numbers::pi / 180.0;
constexpr double kFarTurn = 2.5;     // times kTurn, for a few
constexpr double kLean = 0.22;       // shear
constexpr double kSize = 0.16;       // log of the scale
constexpr double kAspect = 0.10;     // log of width to height
constexpr double kShift = 2.0;       // pixels
constexpr double kCoarseBend = 1.1;  // pixels, over about 6 pixels
constexpr double kFineBend = 0.45;   // pixels, over about 3 pixels
constexpr double kThicken = 0.75;    // of the way to the 3x3 maximum
constexpr double kThin = 0.5;        // of the way to the 3x3 minimum
constexpr double kGamma = 0.45;      // log of the exponent
constexpr double kFade = 0.2;
constexpr double kNoise = 0.08;

// How often a tile gets the rarer faults.
constexpr double kFarTurnChance = 0.15;
constexpr double kThicknessChance = 0.5;
constexpr double kBlurChance = 0.2;
constexpr double kCoarseChance = 0.06;
constexpr double kNoiseChance = 0.12;
constexpr double kGapChance = 0.05;
constexpr double kLineChance = 0.05;
constexpr double kSpeckChance = 0.05;  // of a tile; then of a pixel:
constexpr double kSpeckPixels = 0.02;

// What one batch draws, from a generator of its own: batches can be changed side by side.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : generator_(at::detail::createCPUGenerator(seed)) {}

  // 0 to 1.
  torch::Tensor Uniform(at::IntArrayRef sizes) { return torch::rand(sizes, generator_); }
  // Mean 0, deviation 1.
  torch::Tensor Normal(at::IntArrayRef sizes) { return torch::randn(sizes, generator_); }
  // [count] numbers in -1..1, more of them near 0.
  torch::Tensor Around(std::int64_t count) {
    const torch::Tensor side = 2.0 * Uniform({count}) - 1.0;
    return side * Uniform({count}).sqrt();
  }
  // [count][1][1][1] numbers, 0 to 1: one for each tile.
  torch::Tensor PerTile(std::int64_t count) { return Uniform({count, 1, 1, 1}); }
  // [count][1][1][1]: 1 with the given probability, else 0.
  torch::Tensor Chosen(std::int64_t count, double probability) {
    return (PerTile(count) < probability).to(torch::kFloat);
  }

 private:
  at::Generator generator_;
};

torch::Tensor Bend(Draws& draws, std::int64_t count, int cells, double pixels) {
  const torch::Tensor coarse =
      draws.Normal({count, 2, cells, cells}) * draws.PerTile(count) * (pixels * kPixel);
  return functional::interpolate(coarse, functional::InterpolateFuncOptions()
                                             .size(std::vector<std::int64_t>{kSide, kSide})
                                             .mode(torch::kBilinear)
                                             .align_corners(true));
}

torch::Tensor Warp(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor far = draws.Chosen(count, kFarTurnChance).view({count});
  const torch::Tensor turn =
      draws.Around(count) * (1.0 + (kFarTurn - 1.0) * far) * (kTurn * strength);
  const torch::Tensor lean = draws.Around(count) * (kLean * strength);
  const torch::Tensor size = draws.Around(count) * (kSize * strength);
  const torch::Tensor aspect = draws.Around(count) * (kAspect * strength);
  const torch::Tensor cosine = torch::cos(turn);
  const torch::Tensor sine = torch::sin(turn);
  const torch::Tensor across = torch::exp(size + aspect);
  const torch::Tensor down = torch::exp(size - aspect);
  // Rows of [output -> input] matrices: turn x lean x stretch.
  const torch::Tensor row_x = torch::stack({cosine * across, (cosine * lean - sine) * down,
                                            draws.Around(count) * (kShift * kPixel * strength)},
                                           1);
  const torch::Tensor row_y = torch::stack({sine * across, (sine * lean + cosine) * down,
                                            draws.Around(count) * (kShift * kPixel * strength)},
                                           1);
  torch::Tensor grid = functional::affine_grid(torch::stack({row_x, row_y}, 1),
                                               {count, 1, kSide, kSide}, /*align_corners=*/false);
  const torch::Tensor bend =
      Bend(draws, count, 5, kCoarseBend * strength) + Bend(draws, count, 10, kFineBend * strength);
  grid = grid + bend.permute({0, 2, 3, 1});
  return functional::grid_sample(tiles, grid,
                                 functional::GridSampleFuncOptions()
                                     .mode(torch::kBilinear)
                                     .padding_mode(torch::kZeros)
                                     .align_corners(false));
}

torch::Tensor ChangeThickness(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor amount =
      (2.0 * draws.PerTile(count) - 1.0) * draws.Chosen(count, kThicknessChance) * strength;
  const torch::Tensor thick = torch::max_pool2d(tiles, 3, 1, 1);
  const torch::Tensor thin = -torch::max_pool2d(-tiles, 3, 1, 1);
  return tiles + torch::relu(amount) * kThicken * (thick - tiles) +
         torch::relu(-amount) * kThin * (thin - tiles);
}

torch::Tensor Blur(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor amount = draws.PerTile(count) * draws.Chosen(count, kBlurChance) * strength;
  const torch::Tensor blurred = torch::avg_pool2d(tiles, 3, 1, 1);
  return tiles + amount * (blurred - tiles);
}

// Pixels twice as large: a digit that was sent so small, enlarged with or without smoothing.
torch::Tensor Coarsen(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor small = torch::avg_pool2d(tiles, 2);
  const torch::Tensor squares = small.repeat_interleave(2, 2).repeat_interleave(2, 3);
  const torch::Tensor amount = draws.PerTile(count) * draws.Chosen(count, kCoarseChance * strength);
  return tiles + amount * (squares - tiles);
}

torch::Tensor ChangeContrast(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor exponent =
      torch::exp(draws.Around(count) * (kGamma * strength)).view({-1, 1, 1, 1});
  const torch::Tensor level = 1.0 - draws.PerTile(count) * (kFade * strength);
  return torch::pow(tiles.clamp(0.0, 1.0), exponent) * level;
}

// Pixel coordinates [1][1][28][28] of columns or rows.
torch::Tensor Coordinates(bool columns) {
  const torch::Tensor line = torch::arange(kSide, torch::kFloat);
  return columns ? line.view({1, 1, 1, kSide}).expand({1, 1, kSide, kSide})
                 : line.view({1, 1, kSide, 1}).expand({1, 1, kSide, kSide});
}

// A rectangle of 2 to 5 pixels without ink: a broken stroke.
torch::Tensor TearGaps(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const auto inside = [count, &draws](bool columns) {
    const torch::Tensor middle = 5.0 + 18.0 * draws.PerTile(count);
    const torch::Tensor half = 1.0 + 1.5 * draws.PerTile(count);
    return ((Coordinates(columns) - middle).abs() <= half).to(torch::kFloat);
  };
  const torch::Tensor gap =
      inside(true) * inside(false) * draws.Chosen(count, kGapChance * strength);
  return tiles * (1.0 - gap);
}

// A thin straight piece near the edge, as ruled paper or a neighbour's stroke leaves it.
torch::Tensor AddLines(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor angle = draws.PerTile(count) * (2.0 * std::numbers::pi);
  const torch::Tensor x = Coordinates(true) - 0.5 * (kSide - 1);
  const torch::Tensor y = Coordinates(false) - 0.5 * (kSide - 1);
  const torch::Tensor across = x * torch::cos(angle) + y * torch::sin(angle);
  const torch::Tensor along = y * torch::cos(angle) - x * torch::sin(angle);
  const torch::Tensor distance = 10.0 + 3.0 * draws.PerTile(count);
  const torch::Tensor middle = 8.0 * (2.0 * draws.PerTile(count) - 1.0);
  const torch::Tensor half_length = 2.0 + 6.0 * draws.PerTile(count);
  const torch::Tensor ink = (1.2 - (across - distance).abs()).clamp(0.0, 1.0) *
                            ((along - middle).abs() <= half_length).to(torch::kFloat) *
                            draws.PerTile(count) * draws.Chosen(count, kLineChance * strength);
  return torch::maximum(tiles, ink);
}

// Single pixels of ink, and single pixels without.
torch::Tensor AddSpecks(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor where = (draws.Uniform(tiles.sizes()) < kSpeckPixels).to(torch::kFloat) *
                              draws.Chosen(count, kSpeckChance * strength);
  return tiles + where * (draws.Uniform(tiles.sizes()) - tiles);
}

torch::Tensor AddNoise(const torch::Tensor& tiles, double strength, Draws& draws) {
  const std::int64_t count = tiles.size(0);
  const torch::Tensor amount =
      draws.PerTile(count) * draws.Chosen(count, kNoiseChance) * (kNoise * strength);
  return (tiles + amount * draws.Normal(tiles.sizes())).clamp(0.0, 1.0);
}

}  // namespace

torch::Tensor Augment(const torch::Tensor& tiles, double strength, std::uint64_t seed) {
  const torch::NoGradGuard no_gradients;
  if (strength <= 0.0) return tiles;
  Draws draws(seed);
  torch::Tensor changed = Warp(tiles, strength, draws);
  changed = ChangeThickness(changed, strength, draws);
  changed = Blur(changed, strength, draws);
  changed = Coarsen(changed, strength, draws);
  changed = ChangeContrast(changed, strength, draws);
  changed = TearGaps(changed, strength, draws);
  changed = AddLines(changed, strength, draws);
  changed = AddSpecks(changed, strength, draws);
  return AddNoise(changed, strength, draws);
}

}  // namespace inkdigit::training
