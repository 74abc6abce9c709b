#include "core/segment/lattice.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace inkdigit {
namespace {

constexpr double kNever = -std::numeric_limits<double>::infinity();
// Keeps the logarithm of a probability that rounds to 0 finite.
constexpr double kLeastProbability = 1e-7;

double LogAdd(double a, double b) {
  if (a < b) std::swap(a, b);
  if (b == kNever) return a;
  return a + std::log1p(std::exp(b - a));
}

double LogSum(const LogWeights& weights) {
  const double most = *std::max_element(weights.begin(), weights.end());
  double sum = 0.0;
  for (const double weight : weights) sum += std::exp(weight - most);
  return most + std::log(sum);
}

// Arcs that begin at each cut.
std::vector<std::vector<std::size_t>> ArcsFrom(int cuts, const std::vector<Arc>& arcs) {
  std::vector<std::vector<std::size_t>> from(static_cast<std::size_t>(cuts));
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    from[static_cast<std::size_t>(arcs[i].from)].push_back(i);
  }
  return from;
}

// Log of the summed weight of all readings.
double LogWeightOfAll(const std::vector<std::vector<std::size_t>>& from,
                      const std::vector<Arc>& arcs, const std::vector<LogWeights>& weights) {
  std::vector<double> sum(from.size(), kNever);
  sum[0] = 0.0;
  for (std::size_t cut = 0; cut < from.size(); ++cut) {
    if (sum[cut] == kNever) continue;
    for (const std::size_t i : from[cut]) {
      double& to = sum[static_cast<std::size_t>(arcs[i].to)];
      to = LogAdd(to, sum[cut] + LogSum(weights[i]));
    }
  }
  return sum.back();
}

// Log of the summed weight of all readings with this text.
double LogWeightOfText(const std::vector<std::vector<std::size_t>>& from,
                       const std::vector<Arc>& arcs, const std::vector<LogWeights>& weights,
                       const std::vector<int>& text) {
  const std::size_t states = text.size() + 1;  // digits read so far
  std::vector<std::vector<double>> sum(from.size(), std::vector<double>(states, kNever));
  sum[0][0] = 0.0;
  for (std::size_t cut = 0; cut < from.size(); ++cut) {
    for (const std::size_t i : from[cut]) {
      std::vector<double>& to = sum[static_cast<std::size_t>(arcs[i].to)];
      for (std::size_t read = 0; read < states; ++read) {
        if (sum[cut][read] == kNever) continue;
        to[read] = LogAdd(to[read], sum[cut][read] + weights[i][kNotADigit]);
        if (read + 1 == states) continue;
        to[read + 1] =
            LogAdd(to[read + 1], sum[cut][read] + weights[i][static_cast<std::size_t>(text[read])]);
      }
    }
  }
  return sum.back().back();
}

}  // namespace

LogWeights WeighArc(const Arc& arc, const ArcWeights& weights) {
  LogWeights log{};
  if (arc.is_speck) {
    log.fill(kNever);
    log[kNotADigit] = weights.speck;
    return log;
  }
  double shape = 0.0;
  for (std::size_t f = 0; f < arc.shape.size(); ++f) shape += weights.shape[f] * arc.shape[f];
  for (std::size_t label = 0; label < log.size(); ++label) {
    const double probability = std::max<double>(arc.scores.probabilities[label], kLeastProbability);
    log[label] = shape + weights.network * std::log(probability);
  }
  log[kNotADigit] += weights.not_a_digit;
  return log;
}

Path BestPath(int cuts, const std::vector<Arc>& arcs, const std::vector<LogWeights>& weights) {
  struct Best {
    double log_weight = kNever;
    Path::Step step;
  };
  const std::vector<std::vector<std::size_t>> from = ArcsFrom(cuts, arcs);
  std::vector<Best> best(from.size());
  best[0].log_weight = 0.0;
  for (std::size_t cut = 0; cut < from.size(); ++cut) {
    if (best[cut].log_weight == kNever) continue;
    for (const std::size_t i : from[cut]) {
      const auto likeliest = std::max_element(weights[i].begin(), weights[i].end());
      const double weight = best[cut].log_weight + *likeliest;
      Best& to = best[static_cast<std::size_t>(arcs[i].to)];
      if (weight > to.log_weight) {
        to = {weight, {i, static_cast<int>(likeliest - weights[i].begin())}};
      }
    }
  }
  Path path;
  if (best.back().log_weight == kNever) return path;
  std::vector<int> text;
  for (std::size_t cut = from.size() - 1; cut > 0;) {
    const Path::Step step = best[cut].step;
    path.steps.push_back(step);
    if (step.label != kNotADigit) text.push_back(step.label);
    cut = static_cast<std::size_t>(arcs[step.arc].from);
  }
  std::reverse(path.steps.begin(), path.steps.end());
  std::reverse(text.begin(), text.end());
  path.confidence = std::min(1.0, std::exp(LogShareOfText(cuts, arcs, weights, text)));
  return path;
}

double LogShareOfText(int cuts, const std::vector<Arc>& arcs,
                      const std::vector<LogWeights>& weights, const std::vector<int>& text) {
  const std::vector<std::vector<std::size_t>> from = ArcsFrom(cuts, arcs);
  return LogWeightOfText(from, arcs, weights, text) - LogWeightOfAll(from, arcs, weights);
}

}  // namespace inkdigit
