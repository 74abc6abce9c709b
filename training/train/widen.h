// Goes on with a network's weights in a wider one, in the way of Net2Net (Chen, Goodfellow, Shlens:
// "Net2Net: Accelerating Learning via Knowledge Transfer", 2016), with fresh channels where the
// paper copies old ones.
#pragma once

#include <optional>
#include <vector>

#include "core/layer_list.h"
#include "inkdigit/result.h"
#include "training/train/network.h"

namespace inkdigit::training {

// `to` computes what `from` computes: its first channels are `from`'s, the others start at random
// as `to` has them, and nothing listens to them yet. Equal widths are a plain copy. Errors:
// kInvalidArgument where the kinds of the layers differ or a layer of `to` is narrower.
[[nodiscard]] std::optional<Error> Widen(const Network& from, const std::vector<Layer>& from_layers,
                                         Network& to, const std::vector<Layer>& to_layers);

}  // namespace inkdigit::training
