// Result<T>: a value or the reason why there is none. The library throws nothing across its public
// API.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>

namespace inkdigit {

// What a caller may branch on. A new code goes to the end: the numbers are part of the ABI.
enum class Errc : std::uint8_t {
  kUnsupportedFormat,  // the bytes are no picture format that we read
  kBadImage,           // the format is known, but the picture can't be decoded
  kTooLarge,           // more bytes or pixels than the limit allows
  kBadModel,           // the weights are missing, damaged or of another shape
  kUnsupported,        // the request is understood, but this version can't do it
  kInvalidArgument,    // a value outside the range that the function documents
  kIo,                 // a file or stream could not be read or written
  kUnavailable,        // what is needed can't be had now; trying again later may help
};

struct Error {
  Errc code;
  std::string
      message;  // one plain sentence without a full stop: what was wrong and what would be right
};

// Holds T on success, Error otherwise. Access to the wrong side is a programming error (checked in
// debug builds).
template <typename T>
class [[nodiscard]] Result {
 public:
  // Implicit on purpose: `return value;` and `return Error{...};` read as what they mean.
  Result(T value) : state_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : state_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

  [[nodiscard]] bool ok() const noexcept { return std::holds_alternative<T>(state_); }
  explicit operator bool() const noexcept { return ok(); }

  [[nodiscard]] const T& value() const& noexcept {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] T& value() & noexcept {
    assert(ok());
    return *std::get_if<T>(&state_);
  }
  [[nodiscard]] T&& value() && noexcept {
    assert(ok());
    return std::move(*std::get_if<T>(&state_));
  }
  [[nodiscard]] const Error& error() const noexcept {
    assert(!ok());
    return *std::get_if<Error>(&state_);
  }

 private:
  std::variant<T, Error> state_;
};

}  // namespace inkdigit
