#include <memory>
#include <opencv2/dnn.hpp>

#include "bench/peer.h"

namespace inkdigit::bench {
namespace {

// A view: OpenCV only reads it.
cv::Mat Blob(std::span<const float> pixels, int tiles) {
  return {std::vector<int>{tiles, 1, 28, 28}, CV_32F, const_cast<float*>(pixels.data())};
}

}  // namespace

Peer OpenCv(const std::string& onnx_file, const std::string& identity_file) {
  cv::setNumThreads(1);
  const auto network = std::make_shared<cv::dnn::Net>(cv::dnn::readNetFromONNX(onnx_file));
  const auto identity = std::make_shared<cv::dnn::Net>(cv::dnn::readNetFromONNX(identity_file));
  Peer peer;
  peer.name = "OpenCV " CV_VERSION;
  peer.logits = [network](std::span<const float> pixels, int tiles) {
    network->setInput(Blob(pixels, tiles));
    const cv::Mat logits = network->forward("logits");
    const auto* first = logits.ptr<float>();
    return std::vector<float>(first, first + logits.total());
  };
  peer.identity = [identity](std::span<const float> pixels, int tiles) {
    identity->setInput(Blob(pixels, tiles));
    static_cast<void>(identity->forward());
  };
  return peer;
}

}  // namespace inkdigit::bench
