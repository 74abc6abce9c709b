// One function for each of the corruptions; corruptions.h says what they are. All take and give
// 28x28 pixels from 0 to 1 (results may leave that range; they are clamped afterwards).
#pragma once

#include "training/figures/plane.h"
#include "training/render/random.h"

namespace inkdigit::training {

// corruption_noise.cpp: every pixel by itself, or with its neighbours.
Plane ShotNoise(const Plane& digit, Random& random);
Plane ImpulseNoise(const Plane& digit, Random& random);
Plane GlassBlur(const Plane& digit, Random& random);
Plane MotionBlur(const Plane& digit, Random& random);
Plane Spatter(const Plane& digit, Random& random);

// corruption_light.cpp
Plane Brighten(const Plane& digit);
Plane Stripe(const Plane& digit);
Plane Fog(const Plane& digit, Random& random);

// corruption_geometry.cpp: about the picture's middle.
Plane Shear(const Plane& digit, Random& random);
Plane Shrink(const Plane& digit);
Plane Rotate(const Plane& digit, Random& random);
Plane Translate(const Plane& digit, Random& random);

// corruption_lines.cpp
Plane DottedLine(const Plane& digit, Random& random);
Plane Zigzag(const Plane& digit, Random& random);

// canny.cpp: 1 on edges, 0 elsewhere. J. Canny, "A Computational Approach to Edge Detection", PAMI
// 8(6), 1986, with the settings of scikit-image's `canny`: sigma 1, thresholds 0.1 and 0.2.
Plane CannyEdges(const Plane& digit);

}  // namespace inkdigit::training
