#include "core/ink/choose_ink.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/ink/aside.h"
#include "core/ink/spread_steps.h"

namespace inkdigit {
namespace {

// A component this large, against the largest, is a part of the writing wherever it lies: the bar
// of a 5 has a tenth of the ink, a dust speck hardly a hundredth.
constexpr double kPartMass = 0.06;
// A smaller one must lie nearer than this, in longer sides of the largest one's box, as broken
// strokes do.
constexpr double kPartGap = 0.06;
constexpr double kFragmentMass = 0.004;
// What touches the border and has less than this of the largest component's mass peeks in from
// outside.
constexpr double kPeekingMass = 0.1;

// The steps between pixels of neighbouring lines and columns, at most; 0 where any labelled as
// `from` lies.
Plane<int> DistanceFrom(const Plane<int>& labels, const std::vector<bool>& from) {
  Plane<int> distance(labels.width(), labels.height(), kManySteps);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] > 0 && from[static_cast<std::size_t>(labels[i] - 1)]) distance[i] = 0;
  }
  SpreadSteps(distance);
  return distance;
}

}  // namespace

InkChoice ChooseInk(const Components& components, Shown shown) {
  const std::vector<Component>& list = components.list;
  const double shortest = ShortestInk(components.window);
  Margins margins = FindMargins(components, shown);
  InkChoice choice;
  choice.is_ink.assign(list.size(), false);
  choice.is_margin = std::move(margins.is_margin);
  choice.is_aside.assign(list.size(), false);
  choice.only_margin = margins.only_margin;
  if (shown == Shown::kTile) {
    bool any = false;
    for (std::size_t i = 0; i < list.size(); ++i) {
      any |= !choice.is_margin[i] && list[i].side() >= shortest;
    }
    for (std::size_t i = 0; any && i < list.size(); ++i) choice.is_ink[i] = !choice.is_margin[i];
    return choice;
  }
  if (!choice.only_margin) choice.is_aside = FindAside(components, choice.is_margin);
  const auto may_be_ink = [&choice](std::size_t i) {
    return !choice.is_margin[i] && !choice.is_aside[i];
  };

  std::size_t main = list.size();
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (!may_be_ink(i) || list[i].side() < shortest) continue;
    if (main == list.size() || list[i].mass > list[main].mass) main = i;
  }
  if (main == list.size()) return choice;
  const double main_mass = list[main].mass;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const bool peeks = list[i].contact() > 0 && list[i].mass < kPeekingMass * main_mass;
    choice.is_ink[i] = may_be_ink(i) && !peeks && list[i].mass >= kPartMass * main_mass;
  }
  choice.is_ink[main] = true;
  std::vector<bool> is_fragment(list.size(), false);
  bool any_fragment = false;
  for (std::size_t i = 0; i < list.size(); ++i) {
    is_fragment[i] = !choice.is_ink[i] && !choice.is_margin[i] && list[i].contact() == 0 &&
                     list[i].mass >= kFragmentMass * main_mass;
    any_fragment |= is_fragment[i];
  }
  if (!any_fragment) return choice;
  const double reach = std::max(2.0, kPartGap * list[main].side());
  const Plane<int> distance = DistanceFrom(components.labels, choice.is_ink);
  for (std::size_t i = 0; i < distance.size(); ++i) {
    if (components.labels[i] == 0 || distance[i] > reach) continue;
    const auto index = static_cast<std::size_t>(components.labels[i] - 1);
    if (is_fragment[index]) {
      choice.is_ink[index] = true;
      choice.is_aside[index] = false;
    }
  }
  return choice;
}

}  // namespace inkdigit
