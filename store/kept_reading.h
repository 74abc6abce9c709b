// A reading as it is kept.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "inkdigit/recognizer.h"
#include "store/reading_id.h"

namespace inkdigit {

// Who a reading belongs to: a hash of the secret that the owner holds, never the secret.
using Owner = std::array<std::uint8_t, 32>;

// Whose readings an operation may see: one owner's, or everybody's where it is empty.
using Scope = std::optional<Owner>;

struct Correction {
  std::string text;  // digits, with spaces and newlines between; empty: there is nothing to read
  std::int64_t time_ms = 0;
};

struct KeptReading {
  ReadingId id;  // tells when it was made, too
  Owner owner{};
  std::string picture;     // the bytes as they were sent; empty in a list without pictures
  std::string media_type;  // of the picture: "image/png"
  int width = 0;           // the picture as shown, in pixels
  int height = 0;
  Reading reading;
  bool unsure = false;  // whether the program itself would ask a person
  std::string model;    // ModelInfo::name and ::sha256 of the network that read it
  std::string model_sha256;
  std::optional<Correction> correction;

  // What a person said, or else what was read.
  [[nodiscard]] const std::string& label() const noexcept {
    return correction ? correction->text : reading.text;
  }
};

}  // namespace inkdigit
