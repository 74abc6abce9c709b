// A response's body that is made while it is sent.
#pragma once

#include <functional>
#include <string>

#include "inkdigit/result.h"

namespace inkdigit {

class BodySource {
 public:
  // Called once, on any thread; an empty piece is the end.
  using Done = std::function<void(Result<std::string>)>;

  virtual ~BodySource() = default;
  BodySource() = default;
  BodySource(const BodySource&) = delete;  // one reader of what comes next
  BodySource& operator=(const BodySource&) = delete;

  // Makes the next piece, without blocking. Never called before the last piece is there, so what
  // is made waits for what was sent. `done` keeps the source alive.
  virtual void Next(Done done) = 0;
};

}  // namespace inkdigit
