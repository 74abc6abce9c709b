// Lessons from a real SQLite store.
#include "server/learning.h"

#include <gtest/gtest.h>

#include <future>
#include <memory>
#include <string>

#include "store/test_store.h"

namespace inkdigit {
namespace {

class LearningTest : public testing::Test {
 protected:
  LearningTest() {
    store_ =
        OpenStore({.database = "sqlite:" + (folder_.path() / "readings.db").string(), .log = {}})
            .value();
  }

  ReadingId Put(int owner, const std::string& correction) {
    KeptReading kept = TestReading(TestOwner(owner));
    const ReadingId id = kept.id;
    if (!correction.empty()) kept.correction = Correction{correction, 1};
    EXPECT_TRUE(Await<ReadingId>([&](auto done) { store_->Put(kept, done); }).ok());
    return id;
  }

  std::shared_ptr<const Lessons> Find(Learning& learning, int owner) {
    std::promise<std::shared_ptr<const Lessons>> found;
    learning.Find(TestOwner(owner), [&](auto lessons) { found.set_value(std::move(lessons)); });
    return found.get_future().get();
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
};

TEST_F(LearningTest, FindsAnOwnersCorrectionsAndNobodyElses) {
  Put(1, "1");
  Put(2, "");
  Learning learning(store_.get());
  EXPECT_NE(Find(learning, 1), nullptr);
  EXPECT_EQ(Find(learning, 2), nullptr);
  EXPECT_EQ(Find(learning, 3), nullptr);
}

TEST_F(LearningTest, HoldsWhatItFoundUntilItIsToldOfAChange) {
  const ReadingId id = Put(1, "1");
  Learning learning(store_.get());
  const auto first = Find(learning, 1);
  EXPECT_EQ(Find(learning, 1), first);
  ASSERT_TRUE(
      Await<bool>([&](auto done) { store_->Correct(TestOwner(1), id, std::nullopt, done); }).ok());
  EXPECT_EQ(Find(learning, 1), first);
  learning.Forget(TestOwner(1));
  EXPECT_EQ(Find(learning, 1), nullptr);
}

TEST_F(LearningTest, ForgetsEverybodyWhereNoOwnerIsNamed) {
  Put(1, "1");
  Learning learning(store_.get());
  const auto first = Find(learning, 1);
  learning.Forget(std::nullopt);
  EXPECT_NE(Find(learning, 1), first);
}

TEST_F(LearningTest, KeepsTheOwnersWhoAskedLast) {
  for (int owner = 1; owner <= 2; ++owner) Put(owner, "1");
  Learning learning(store_.get());
  const auto first = Find(learning, 1);
  const auto second = Find(learning, 2);
  for (int owner = 3; owner <= static_cast<int>(Learning::kMostOwners); ++owner) {
    Find(learning, owner);
  }
  EXPECT_EQ(Find(learning, 1), first);
  Find(learning, 1000);  // takes the place of 2, who was not asked for since
  EXPECT_EQ(Find(learning, 1), first);
  EXPECT_NE(Find(learning, 2), second);
}

TEST(Learning, FindsNothingWithoutAStore) {
  Learning learning(nullptr);
  bool called = false;
  learning.Find(TestOwner(1), [&](const auto& lessons) {
    called = true;
    EXPECT_EQ(lessons, nullptr);
  });
  EXPECT_TRUE(called);
}

}  // namespace
}  // namespace inkdigit
