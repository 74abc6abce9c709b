#include "training/train/trainer.h"

#include <ATen/autocast_mode.h>
#include <torch/torch.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iomanip>
#include <optional>
#include <sstream>
#include <utility>

#include "core/layer_list.h"
#include "inkdigit/model.h"
#include "training/render/random.h"
#include "training/tiles/sampler.h"
#include "training/train/augment.h"
#include "training/train/averaged.h"
#include "training/train/checkpoint.h"
#include "training/train/network.h"
#include "training/train/replicas.h"
#include "training/train/teachers.h"
#include "training/train/turned.h"

namespace inkdigit::training {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kProgressSeconds = 1.0;

double SecondsSince(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Lets libtorch use bfloat16 where it is safe, for as long as the object lives.
class Bfloat16Scope {
 public:
  explicit Bfloat16Scope(bool enabled) : enabled_(enabled) {
    if (enabled_) at::autocast::set_cpu_enabled(true);
  }
  ~Bfloat16Scope() {
    if (!enabled_) return;
    at::autocast::clear_cache();
    at::autocast::set_cpu_enabled(false);
  }
  Bfloat16Scope(const Bfloat16Scope&) = delete;  // one scope is entered and left once
  Bfloat16Scope& operator=(const Bfloat16Scope&) = delete;

 private:
  bool enabled_;
};

// Stochastic gradient descent with Nesterov's momentum, and a moving average of the weights.
class Optimizer {
 public:
  explicit Optimizer(std::vector<torch::Tensor> parameters) : parameters_(std::move(parameters)) {
    for (const torch::Tensor& parameter : parameters_) {
      velocities.push_back(torch::zeros_like(parameter));
      averages.push_back(parameter.detach().clone());
    }
  }

  void Step(const Recipe& recipe, std::int64_t step) {
    const torch::NoGradGuard no_gradients;
    const double rate = LearningRate(recipe, step);
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      torch::Tensor gradient = parameters_[i].grad();
      // Vectors are biases and scales.
      if (parameters_[i].dim() > 1) gradient = gradient.add(parameters_[i], recipe.weight_decay);
      velocities[i].mul_(recipe.momentum).add_(gradient);
      parameters_[i].add_(gradient.add(velocities[i], recipe.momentum), -rate);
    }
  }

  void Average(const Recipe& recipe, std::int64_t step) {
    const torch::NoGradGuard no_gradients;
    // Shorter at first, so that the random beginning is soon forgotten.
    const double seen = static_cast<double>(step);
    const double decay = std::min(recipe.average_decay, (1.0 + seen) / (10.0 + seen));
    for (std::size_t i = 0; i < parameters_.size(); ++i) {
      averages[i].lerp_(parameters_[i], 1.0 - decay);
    }
  }

  std::vector<torch::Tensor> velocities;
  std::vector<torch::Tensor> averages;

 private:
  std::vector<torch::Tensor> parameters_;
};

void CopyInto(const std::vector<torch::Tensor>& from, const std::vector<torch::Tensor>& to) {
  const torch::NoGradGuard no_gradients;
  for (std::size_t i = 0; i < to.size(); ++i) to[i].copy_(from[i]);
}

class Trainer {
 public:
  Trainer(const TrainOptions& options, const TileSet& tiles, std::vector<Layer> layers,
          const LeftOutKinds& left_out, Teachers teachers)
      : options_(options),
        recipe_(options.recipe),
        tiles_(tiles),
        layers_(std::move(layers)),
        left_out_(left_out),
        teachers_(std::move(teachers)),
        sampler_(tiles, Shares(recipe_), recipe_.seed, left_out),
        network_(MakeNetwork()),
        replicas_(network_, layers_, recipe_.threads),
        optimizer_(network_->parameters()) {}

  std::optional<Error> Resume() {
    if (!std::filesystem::exists(options_.checkpoint_path)) return Start();
    const Result<Checkpoint> loaded = LoadCheckpoint(options_.checkpoint_path);
    if (!loaded.ok()) return loaded.error();
    const Checkpoint& checkpoint = loaded.value();
    if (checkpoint.recipe != Describe(recipe_)) {
      return Error{Errc::kInvalidArgument, options_.checkpoint_path +
                                               ": belongs to another recipe (" + checkpoint.recipe +
                                               "); remove it or name another with --checkpoint"};
    }
    CopyInto(checkpoint.weights, State());
    CopyInto(checkpoint.velocities, optimizer_.velocities);
    CopyInto(checkpoint.averages, optimizer_.averages);
    step_ = checkpoint.step;
    return std::nullopt;
  }

  std::optional<Error> Save() {
    const Result<std::size_t> saved = SaveCheckpoint(
        {Describe(recipe_), step_, State(), optimizer_.velocities, optimizer_.averages},
        options_.checkpoint_path);
    if (!saved.ok()) return saved.error();
    return std::nullopt;
  }

  // One batch; returns its loss.
  double Step() {
    const std::vector<std::size_t> batch = sampler_.Batch(step_, recipe_.batch_size);
    const double loss = replicas_.Learn([this, &batch](Network& network, int replica) {
      return LossOf(network, PartOf(batch, replica), replica);
    });
    if (!std::isfinite(loss)) return loss;
    optimizer_.Step(recipe_, step_);
    network_->KeepScalesPositive();
    optimizer_.Average(recipe_, step_);
    ++step_;
    return loss;
  }

  Validation Measure() {
    Network averaged =
        AveragedNetwork(layers_, optimizer_.averages, recipe_, tiles_, sampler_, step_);
    const std::vector<std::size_t> indices = ValidationIndices(tiles_, left_out_);
    if (indices.empty()) return {};
    return Validate(LogitsOf(averaged, tiles_, indices), tiles_, indices);
  }

  [[nodiscard]] std::int64_t step() const { return step_; }
  [[nodiscard]] std::int64_t last_step() const {
    return static_cast<std::int64_t>(recipe_.epochs) * recipe_.batches_per_epoch;
  }

 private:
  Network MakeNetwork() {
    torch::manual_seed(recipe_.seed);
    return Network(layers_);
  }

  // Every so manieth tile: the sources come one after the other in a batch, and each part gets of
  // all.
  [[nodiscard]] std::vector<std::size_t> PartOf(const std::vector<std::size_t>& batch,
                                                int replica) const {
    std::vector<std::size_t> part;
    const auto step = static_cast<std::size_t>(replicas_.count());
    for (auto i = static_cast<std::size_t>(replica); i < batch.size(); i += step) {
      part.push_back(batch[i]);
    }
    return part;
  }

  torch::Tensor LossOf(Network& network, const std::vector<std::size_t>& part, int replica) {
    const std::uint64_t seed = Random::For({recipe_.seed, static_cast<std::uint64_t>(step_),
                                            static_cast<std::uint64_t>(replica)})
                                   .Next();
    torch::Tensor tiles = StackTiles(tiles_, part);
    const torch::Tensor drawn = StackLabels(tiles_, part);
    torch::Tensor labels = drawn.clone();
    TurnSome(tiles, labels, TurnedShare(recipe_), seed);
    tiles = Augment(tiles, AugmentationStrength(recipe_, step_), seed);
    torch::Tensor truth =
        torch::one_hot(labels, static_cast<std::int64_t>(kClasses)).to(torch::kFloat);
    if (!teachers_.empty()) {
      // Teachers may never have seen a digit turned.
      const torch::Tensor share =
          labels.eq(drawn).to(torch::kFloat).unsqueeze(1) * recipe_.teachers_share;
      truth = truth + share * (teachers_.Probabilities(tiles, tiles_, part) - truth);
    }
    torch::Tensor logits;
    {
      const Bfloat16Scope bfloat16(recipe_.bfloat16);
      logits = network->forward(tiles);
    }
    return torch::nn::functional::cross_entropy(
        logits.to(torch::kFloat), truth,
        torch::nn::functional::CrossEntropyFuncOptions().label_smoothing(recipe_.label_smoothing));
  }

  // The weights of another training's end, without its momentum.
  std::optional<Error> Start() {
    if (options_.start_path.empty()) return std::nullopt;
    const Result<Checkpoint> loaded = LoadCheckpoint(options_.start_path);
    if (!loaded.ok()) return loaded.error();
    const std::vector<torch::Tensor> state = State();
    const std::vector<torch::Tensor>& weights = loaded.value().weights;
    const bool fits = weights.size() == state.size() &&
                      std::equal(weights.begin(), weights.end(), state.begin(),
                                 [](const torch::Tensor& a, const torch::Tensor& b) {
                                   return a.sizes() == b.sizes();
                                 });
    if (!fits) {
      return Error{Errc::kInvalidArgument,
                   options_.start_path + ": its network has other layers than this recipe"};
    }
    CopyInto(weights, state);
    CopyInto(network_->parameters(), optimizer_.averages);
    return std::nullopt;
  }

  // Parameters, then buffers.
  std::vector<torch::Tensor> State() {
    std::vector<torch::Tensor> state = network_->parameters();
    for (const torch::Tensor& buffer : network_->buffers()) state.push_back(buffer);
    return state;
  }

  const TrainOptions& options_;
  const Recipe& recipe_;
  const TileSet& tiles_;
  std::vector<Layer> layers_;
  LeftOutKinds left_out_;
  Teachers teachers_;
  Sampler sampler_;
  Network network_;
  Replicas replicas_;
  Optimizer optimizer_;
  std::int64_t step_ = 0;
};

std::string Minutes(double seconds) {
  std::ostringstream text;
  const auto whole = static_cast<std::int64_t>(seconds);
  text << whole / 60 << ':' << std::setw(2) << std::setfill('0') << whole % 60;
  return text.str();
}

// What has been measured since the epoch, or this process, began.
struct Pace {
  Clock::time_point start = Clock::now();
  std::int64_t steps = 0;
  double loss_sum = 0.0;

  [[nodiscard]] double loss() const {
    return steps > 0 ? loss_sum / static_cast<double>(steps) : 0.0;
  }
  [[nodiscard]] double SecondsPerStep() const {
    return steps > 0 ? SecondsSince(start) / static_cast<double>(steps) : 0.0;
  }
};

std::string PaceLine(const Pace& pace, const Recipe& recipe, std::int64_t step,
                     std::int64_t last_step) {
  std::ostringstream text;
  const double seconds_per_step = pace.SecondsPerStep();
  text << "epoch " << (step + recipe.batches_per_epoch - 1) / recipe.batches_per_epoch << '/'
       << recipe.epochs << "  loss " << std::fixed << std::setprecision(4) << pace.loss() << "  "
       << std::setprecision(0) << recipe.batch_size / std::max(seconds_per_step, 1e-9)
       << " images/s  " << Minutes(seconds_per_step * static_cast<double>(last_step - step))
       << " left";
  return text.str();
}

bool IsMeasured(std::int64_t epoch, const TrainOptions& options) {
  constexpr int kLastOnes = 8;
  return epoch % options.measure_every == 0 || epoch > options.recipe.epochs - kLastOnes;
}

void AppendToLog(const std::string& path, const Recipe& recipe, const Pace& pace, std::int64_t step,
                 const Validation& validation) {
  if (path.empty()) return;
  const bool is_new = !std::filesystem::exists(path);
  std::ofstream log(path, std::ios::app);
  if (is_new) {
    log << "epoch\tstep\tloss\timages_per_s\trate\taugmentation";
    for (std::size_t i = 0; i < kSources; ++i) log << '\t' << SourceName(static_cast<Source>(i));
    log << '\n';
  }
  log << step / recipe.batches_per_epoch << '\t' << step << '\t' << pace.loss() << '\t'
      << recipe.batch_size / pace.SecondsPerStep() << '\t' << LearningRate(recipe, step) << '\t'
      << AugmentationStrength(recipe, step);
  for (std::size_t i = 0; i < kSources; ++i) {
    log << '\t' << validation.errors[i] << '/' << validation.counts[i];
  }
  log << '\n';
}

}  // namespace

std::string Describe(const Validation& validation) {
  std::string text;
  for (std::size_t i = 0; i < kSources; ++i) {
    if (validation.counts[i] == 0) continue;
    if (!text.empty()) text += ", ";
    text += std::string(SourceName(static_cast<Source>(i))) + ' ' +
            std::to_string(validation.errors[i]) + '/' + std::to_string(validation.counts[i]);
  }
  return text;
}

Result<TrainEnd> Train(const TrainOptions& options, const TileSet& tiles,
                       const std::atomic<bool>& stop,
                       const std::function<void(const std::string&)>& report,
                       const std::function<void(const std::string&)>& progress) {
  const Recipe& recipe = options.recipe;
  Result<std::vector<Layer>> layers = ParseLayerList(recipe.layers);
  if (!layers.ok()) return Error{Errc::kInvalidArgument, "--layers: " + layers.error().message};
  if (std::find(tiles.splits.begin(), tiles.splits.end(), Split::kTraining) == tiles.splits.end()) {
    return Error{Errc::kInvalidArgument, "there is no tile to train with"};
  }
  const std::optional<LeftOutKinds> left_out = ParseLeftOut(recipe.left_out);
  if (!left_out) return Error{Errc::kInvalidArgument, UnknownKind(recipe.left_out)};
  Result<Teachers> teachers = Teachers::Load(options.teacher_paths, tiles);
  if (!teachers.ok()) return teachers.error();
  Trainer trainer(options, tiles, std::move(layers).value(), *left_out,
                  std::move(teachers).value());
  if (std::optional<Error> error = trainer.Resume()) return *error;
  if (trainer.step() > 0) report("going on after batch " + std::to_string(trainer.step()));

  const std::int64_t last_step = trainer.last_step();
  const std::int64_t end =
      options.stop_after_steps > 0 ? std::min(options.stop_after_steps, last_step) : last_step;
  Pace pace;
  Clock::time_point last_progress = Clock::now();
  while (trainer.step() < end) {
    const double loss = trainer.Step();
    if (!std::isfinite(loss)) {
      return Error{Errc::kBadModel, "the loss became " + std::to_string(loss) + " in batch " +
                                        std::to_string(trainer.step() + 1) +
                                        "; the last checkpoint is kept, a smaller --rate may help"};
    }
    ++pace.steps;
    pace.loss_sum += loss;
    if (SecondsSince(last_progress) > kProgressSeconds) {
      progress(PaceLine(pace, recipe, trainer.step(), last_step));
      last_progress = Clock::now();
    }
    if (stop.load()) break;
    if (trainer.step() % recipe.batches_per_epoch != 0) continue;
    if (std::optional<Error> error = trainer.Save()) return *error;
    const std::string line = PaceLine(pace, recipe, trainer.step(), last_step);
    if (IsMeasured(trainer.step() / recipe.batches_per_epoch, options)) {
      const Validation validation = trainer.Measure();
      report(line + "  errors: " + Describe(validation));
      AppendToLog(options.log_path, recipe, pace, trainer.step(), validation);
    } else {
      report(line);
    }
    pace = {};
  }
  if (std::optional<Error> error = trainer.Save()) return *error;
  return trainer.step() == last_step ? TrainEnd::kFinished : TrainEnd::kStopped;
}

}  // namespace inkdigit::training
