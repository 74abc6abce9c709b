#include "store/test_store.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "store/postgres_connection.h"

namespace inkdigit {
namespace {

int Shell(const std::string& command) { return std::system(command.c_str()); }

constexpr const char* kScript = INKDIGIT_POSTGRES_SCRIPT;

}  // namespace

TestPostgres* TestPostgres::Get() {
  static const std::unique_ptr<TestPostgres> postgres = [] {
    std::unique_ptr<TestPostgres> made(new TestPostgres);
    if (made->url_.empty()) made.reset();
    return made;
  }();
  return postgres.get();
}

TestPostgres::TestPostgres() {
  std::string name = (std::filesystem::temp_directory_path() / "inkdigit-postgres-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) return;
  // For the user postgres, who must come through to the folder in it.
  std::filesystem::permissions(name, std::filesystem::perms(0755));
  folder_ = name;
  FILE* output = ::popen((std::string(kScript) + " start " + folder_ + "/db").c_str(), "r");
  if (output == nullptr) return;
  std::array<char, 256> line{};
  if (std::fgets(line.data(), line.size(), output) != nullptr) url_ = line.data();
  ::pclose(output);
  while (url_.ends_with('\n')) url_.pop_back();
}

TestPostgres::~TestPostgres() {
  if (!url_.empty()) Shell(std::string(kScript) + " remove " + folder_ + "/db");
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string TestPostgres::NewDatabase() {
  SqlFailure failure{{Errc::kIo, ""}, ""};
  const auto connection = ConnectPostgres(url_, failure);
  if (!connection) {
    ADD_FAILURE() << failure.words;
    return url_;
  }
  const std::string name = "test" + std::to_string(databases_++);
  const auto made = connection->Run("CREATE DATABASE " + name);
  if (!made.ok()) ADD_FAILURE() << connection->last_words();
  return url_.substr(0, url_.rfind('/') + 1) + name;
}

void TestPostgres::Stop() {
  EXPECT_EQ(Shell(std::string(kScript) + " stop " + folder_ + "/db"), 0);
}

void TestPostgres::StartAgain() {
  EXPECT_EQ(Shell(std::string(kScript) + " again " + folder_ + "/db"), 0);
}

KeptReading TestReading(const Owner& owner, const std::string& text, const std::string& picture) {
  KeptReading kept;
  kept.id = NewReadingId(NowMs());
  kept.owner = owner;
  kept.picture = picture;
  kept.media_type = "image/png";
  kept.width = 280;
  kept.height = 200;
  kept.model = "digits-test";
  kept.model_sha256 = std::string(64, 'a');
  kept.reading.text = text;
  kept.reading.confidence = 0.75;
  kept.unsure = true;
  for (const char c : text) {
    if (c < '0' || c > '9') continue;
    GlyphReading glyph;
    glyph.digit = c - '0';
    glyph.scores.probabilities[static_cast<std::size_t>(glyph.digit)] = 0.75F;
    glyph.scores.probabilities[kNotADigit] = 0.25F;
    glyph.box = {1, -2, 30, 40};
    glyph.tile.pixels.fill(static_cast<std::uint8_t>(c));
    kept.reading.digits.push_back(glyph);
  }
  return kept;
}

Owner TestOwner(int number) {
  Owner owner{};
  owner.back() = static_cast<std::uint8_t>(number);
  return owner;
}

Result<ReadingId> WaitingStore::Put(const KeptReading& reading) {
  return Await<ReadingId>([&](auto done) { store_.Put(reading, std::move(done)); });
}

Result<bool> WaitingStore::Correct(const Scope& scope, const ReadingId& id,
                                   const std::optional<Correction>& correction) {
  return Await<bool>([&](auto done) { store_.Correct(scope, id, correction, std::move(done)); });
}

Result<bool> WaitingStore::Delete(const Scope& scope, const ReadingId& id) {
  return Await<bool>([&](auto done) { store_.Delete(scope, id, std::move(done)); });
}

Result<std::int64_t> WaitingStore::DeleteAll(const Scope& scope) {
  return Await<std::int64_t>([&](auto done) { store_.DeleteAll(scope, std::move(done)); });
}

Result<std::int64_t> WaitingStore::DeleteOlderThan(std::int64_t time_ms) {
  return Await<std::int64_t>([&](auto done) { store_.DeleteOlderThan(time_ms, std::move(done)); });
}

Result<bool> WaitingStore::EndLessons(const Owner& owner, std::int64_t time_ms) {
  return Await<bool>([&](auto done) { store_.EndLessons(owner, time_ms, std::move(done)); });
}

Result<std::vector<KeptReading>> WaitingStore::List(const Listing& listing) {
  return Await<std::vector<KeptReading>>([&](auto done) { store_.List(listing, std::move(done)); });
}

Result<std::optional<KeptReading>> WaitingStore::Get(const Scope& scope, const ReadingId& id) {
  return Await<std::optional<KeptReading>>(
      [&](auto done) { store_.Get(scope, id, std::move(done)); });
}

}  // namespace inkdigit
