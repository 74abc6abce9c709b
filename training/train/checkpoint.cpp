#include "training/train/checkpoint.h"

#include <torch/serialize.h>

#include <exception>
#include <sstream>

#include "inkdigit/idx.h"
#include "training/tiles/files.h"

namespace inkdigit::training {
namespace {

void WriteList(torch::serialize::OutputArchive& archive, const std::string& name,
               const std::vector<torch::Tensor>& tensors) {
  archive.write(name + ".count", static_cast<std::int64_t>(tensors.size()));
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    archive.write(name + "." + std::to_string(i), tensors[i].detach().contiguous());
  }
}

std::vector<torch::Tensor> ReadList(torch::serialize::InputArchive& archive,
                                    const std::string& name) {
  c10::IValue count;
  archive.read(name + ".count", count);
  std::vector<torch::Tensor> tensors(static_cast<std::size_t>(count.toInt()));
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    archive.read(name + "." + std::to_string(i), tensors[i]);
  }
  return tensors;
}

}  // namespace

Result<std::size_t> SaveCheckpoint(const Checkpoint& checkpoint, const std::string& path) {
  torch::serialize::OutputArchive archive;
  archive.write("recipe", checkpoint.recipe);
  archive.write("step", checkpoint.step);
  WriteList(archive, "weights", checkpoint.weights);
  WriteList(archive, "velocities", checkpoint.velocities);
  WriteList(archive, "averages", checkpoint.averages);
  std::ostringstream stream;
  archive.save_to(stream);
  const std::string bytes = stream.str();
  return WriteFileWhole(path, std::as_bytes(std::span(bytes)));
}

Result<Checkpoint> LoadCheckpoint(const std::string& path) {
  const Result<std::vector<std::byte>> bytes = ReadFileMaybeGzip(path);
  if (!bytes.ok()) return bytes.error();
  try {
    torch::serialize::InputArchive archive;
    archive.load_from(reinterpret_cast<const char*>(bytes.value().data()), bytes.value().size());
    Checkpoint checkpoint;
    c10::IValue value;
    archive.read("recipe", value);
    checkpoint.recipe = value.toStringRef();
    archive.read("step", value);
    checkpoint.step = value.toInt();
    checkpoint.weights = ReadList(archive, "weights");
    checkpoint.velocities = ReadList(archive, "velocities");
    checkpoint.averages = ReadList(archive, "averages");
    return checkpoint;
  } catch (const std::exception&) {  // libtorch's messages are pages long and tell nothing more
    return Error{Errc::kBadImage,
                 path + ": no checkpoint of inkdigit-train, or damaged; remove it"};
  }
}

}  // namespace inkdigit::training
