// Names of kept readings: unguessable, and in the order of time.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace inkdigit {

// A UUID of version 7 (RFC 9562): 48 bits of time, 74 random bits. Its order is the order of time,
// to the millisecond.
struct ReadingId {
  std::array<std::uint8_t, 16> bytes{};

  // Milliseconds since 1970, UTC.
  [[nodiscard]] std::int64_t time_ms() const noexcept;
  // "0193640d-7f3a-7cc1-9a55-0d5e9f5c1b2e", which is also a safe name for a file.
  [[nodiscard]] std::string text() const;

  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 sees a 0 in what the compiler writes
  friend std::strong_ordering operator<=>(const ReadingId&, const ReadingId&) = default;
};

// A new one, made at `time_ms` with random bits from libsodium. Thread-safe.
[[nodiscard]] ReadingId NewReadingId(std::int64_t time_ms);

// No reading that was made at `time_ms` or later comes before it.
[[nodiscard]] ReadingId FirstReadingIdAt(std::int64_t time_ms) noexcept;

// After every id.
[[nodiscard]] ReadingId LastReadingId() noexcept;

// Reads what text() gives, in lower case; empty for anything else.
[[nodiscard]] std::optional<ReadingId> ParseReadingId(std::string_view text) noexcept;

// The clock that all times in the store are of: milliseconds since 1970, UTC.
[[nodiscard]] std::int64_t NowMs() noexcept;

}  // namespace inkdigit
