// The set that runs everywhere and says what the others must compute.
#pragma once

#include "kernels/kernels.h"

namespace inkdigit::kernels {

extern const KernelSet kScalarKernels;

}  // namespace inkdigit::kernels
