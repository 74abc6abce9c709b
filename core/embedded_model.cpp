#include "core/embedded_model.h"

extern "C" {
extern const std::byte inkdigit_embedded_digits[];
extern const std::byte inkdigit_embedded_digits_end[];
}

namespace inkdigit {

std::span<const std::byte> EmbeddedModelFile() noexcept {
  return {inkdigit_embedded_digits, inkdigit_embedded_digits_end};
}

}  // namespace inkdigit
