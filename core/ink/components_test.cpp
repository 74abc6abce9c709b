#include "core/ink/components.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "core/ink/choose_ink.h"

namespace inkdigit {
namespace {

// The same by the plainest way: from each pixel to its eight neighbours, labels in reading order.
Plane<int> FloodFill(const Mask& mask) {
  Plane<int> labels(mask.width(), mask.height());
  int count = 0;
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (mask.at(x, y) == 0 || labels.at(x, y) != 0) continue;
      labels.at(x, y) = ++count;
      std::vector<std::pair<int, int>> pending{{x, y}};
      while (!pending.empty()) {
        const auto [u, v] = pending.back();
        pending.pop_back();
        for (int b = std::max(0, v - 1); b <= std::min(mask.height() - 1, v + 1); ++b) {
          for (int a = std::max(0, u - 1); a <= std::min(mask.width() - 1, u + 1); ++a) {
            if (mask.at(a, b) == 0 || labels.at(a, b) != 0) continue;
            labels.at(a, b) = count;
            pending.emplace_back(a, b);
          }
        }
      }
    }
  }
  return labels;
}

Mask RandomMask(int width, int height, int percent, unsigned seed) {
  Mask mask(width, height);
  std::mt19937 random(seed);
  for (unsigned char& pixel : mask.values()) {
    pixel = static_cast<int>(random() % 100) < percent ? 1 : 0;
  }
  return mask;
}

StrengthOfLevel Ones() {
  StrengthOfLevel ones{};
  ones.fill(1.0F);
  return ones;
}

RC_GTEST_PROP(FindComponents, LabelsAsAFloodFillDoes, ()) {
  const Mask mask = RandomMask(*rc::gen::inRange(1, 60), *rc::gen::inRange(1, 30),
                               *rc::gen::inRange(0, 101), *rc::gen::arbitrary<unsigned>());
  const Components found = FindComponents(mask, FloatPlane(mask.width(), mask.height(), 0.5F));
  const Plane<int> expected = FloodFill(mask);
  RC_ASSERT(found.labels.values() == expected.values());

  std::vector<Component> list(found.list.size());
  for (int y = 0; y < mask.height(); ++y) {
    for (int x = 0; x < mask.width(); ++x) {
      if (expected.at(x, y) == 0) continue;
      Component& component = list[static_cast<std::size_t>(expected.at(x, y) - 1)];
      ++component.area;
      component.mass += 0.5;
      const bool at_side = x == 0 || x == mask.width() - 1;
      const bool at_end = y == 0 || y == mask.height() - 1;
      component.contact_left += x == 0 ? 1 : 0;
      component.contact_right += x == mask.width() - 1 ? 1 : 0;
      component.contact_top += y == 0 ? 1 : 0;
      component.contact_bottom += y == mask.height() - 1 ? 1 : 0;
      component.in_corner |= at_side && at_end;
      const Component& other = found.list[static_cast<std::size_t>(expected.at(x, y) - 1)];
      RC_ASSERT(x >= other.box.x && x < other.box.x + other.box.width);
      RC_ASSERT(y >= other.box.y && y < other.box.y + other.box.height);
    }
  }
  for (std::size_t i = 0; i < list.size(); ++i) {
    RC_ASSERT(found.list[i].area == list[i].area);
    RC_ASSERT(found.list[i].mass == list[i].mass);
    RC_ASSERT(found.list[i].contact_left == list[i].contact_left);
    RC_ASSERT(found.list[i].contact_right == list[i].contact_right);
    RC_ASSERT(found.list[i].contact_top == list[i].contact_top);
    RC_ASSERT(found.list[i].contact_bottom == list[i].contact_bottom);
    RC_ASSERT(found.list[i].in_corner == list[i].in_corner);
  }
}

RC_GTEST_PROP(FindComponents, FindsTheSameInAWindowAsInTheWholePicture, ()) {
  const Mask part = RandomMask(*rc::gen::inRange(1, 40), *rc::gen::inRange(1, 20),
                               *rc::gen::inRange(1, 60), *rc::gen::arbitrary<unsigned>());
  const int left = *rc::gen::inRange(0, 3);
  const int top = *rc::gen::inRange(0, 3);
  Mask picture(left + part.width() + *rc::gen::inRange(0, 3),
               top + part.height() + *rc::gen::inRange(0, 3));
  for (int y = 0; y < part.height(); ++y) {
    for (int x = 0; x < part.width(); ++x) picture.at(left + x, top + y) = part.at(x, y);
  }
  const Components whole =
      FindComponents(picture, Ones(), {0, 0, picture.width(), picture.height()});
  const Components windowed =
      FindComponents(part, Ones(), {left, top, picture.width(), picture.height()});
  RC_ASSERT(whole.list.size() == windowed.list.size());
  for (std::size_t i = 0; i < whole.list.size(); ++i) {
    RC_ASSERT(whole.list[i].box == windowed.list[i].box);
    RC_ASSERT(whole.list[i].contact() == windowed.list[i].contact());
    RC_ASSERT(whole.list[i].in_corner == windowed.list[i].in_corner);
  }
  const InkChoice choice = ChooseInk(whole, Shown::kCanvas);
  const InkChoice windowed_choice = ChooseInk(windowed, Shown::kCanvas);
  RC_ASSERT(choice.is_ink == windowed_choice.is_ink);
  RC_ASSERT(choice.is_margin == windowed_choice.is_margin);
  for (int y = 0; y < part.height(); ++y) {
    for (int x = 0; x < part.width(); ++x) {
      RC_ASSERT(whole.label_at(left + x, top + y) == windowed.label_at(left + x, top + y));
    }
  }
}

TEST(FindComponents, FindsTheTightestBox) {
  Mask mask(40, 20);
  for (const auto& [x, y] : {std::pair{10, 4}, {9, 5}, {11, 5}, {8, 6}, {12, 6}}) mask.at(x, y) = 1;
  const Components found = FindComponents(mask, FloatPlane(40, 20));
  ASSERT_EQ(found.list.size(), 1U);
  EXPECT_EQ(found.list[0].box, (Box{8, 4, 5, 3}));
}

}  // namespace
}  // namespace inkdigit
