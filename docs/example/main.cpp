// Reads the digit on a picture: example FILE
#include <inkdigit/decode.h>
#include <inkdigit/recognizer.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <vector>

int main(int argc, char** argv) {
  std::ifstream file(argc == 2 ? argv[1] : "", std::ios::binary);
  const std::vector<char> bytes((std::istreambuf_iterator<char>(file)), {});

  const auto image = inkdigit::DecodeImage(std::as_bytes(std::span(bytes)));
  if (!image) return std::fprintf(stderr, "%s\n", image.error().message.c_str()), 1;
  auto model = inkdigit::Model::LoadEmbedded();
  if (!model) return std::fprintf(stderr, "%s\n", model.error().message.c_str()), 1;

  const inkdigit::Recognizer recognizer(std::move(model).value());
  inkdigit::Workspace workspace;  // one for each thread
  const auto reading = recognizer.Read(image.value().gray.view(), {}, workspace);
  if (!reading) return std::fprintf(stderr, "%s\n", reading.error().message.c_str()), 1;
  std::printf("%s %.3f\n", reading.value().text.c_str(), reading.value().confidence);
}
