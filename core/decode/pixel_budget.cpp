#include "inkdigit/pixel_budget.h"

#include <utility>

namespace inkdigit {
namespace {

// Gives back what was taken, however the decoding ends.
class Lease {
 public:
  explicit Lease(PixelBudget& budget) : budget_(budget) {}
  ~Lease() {
    if (taken_ > 0) budget_.Return(taken_);
  }
  Lease(const Lease&) = delete;  // it is given back once
  Lease& operator=(const Lease&) = delete;

  void Take(std::int64_t pixels) {
    budget_.Take(pixels);
    taken_ += pixels;
  }

 private:
  PixelBudget& budget_;
  std::int64_t taken_ = 0;
};

}  // namespace

void PixelBudget::Take(std::int64_t pixels) {
  std::unique_lock lock(mutex_);
  returned_.wait(lock, [&] { return taken_ == 0 || taken_ + pixels <= limit_; });
  taken_ += pixels;
}

void PixelBudget::Return(std::int64_t pixels) {
  {
    const std::lock_guard lock(mutex_);
    taken_ -= pixels;
  }
  returned_.notify_all();
}

Result<DecodedImage> DecodeImage(std::span<const std::byte> bytes, PixelBudget& budget,
                                 DecodeOptions options) {
  Lease lease(budget);
  options.before_pixels = [&lease, then = std::move(options.before_pixels)](std::int64_t pixels) {
    lease.Take(pixels);
    if (then) then(pixels);
  };
  return DecodeImage(bytes, options);
}

}  // namespace inkdigit
