// The program `inkdigit`: the arguments, and nothing else. What the commands do is in commands.h.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <map>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/heap.h"
#include "cli/serve_arguments.h"
#include "cli/shared_arguments.h"
#include "cli/terminal.h"

namespace inkdigit::cli {
namespace {

void AddMode(CLI::App* command, Mode& mode) {
  static const std::map<std::string, Mode> kModes = {
      {"auto", Mode::kAuto}, {"digit", Mode::kDigit}, {"number", Mode::kNumber}};
  command
      ->add_option_function<std::string>(
          "--mode", [&mode](const std::string& name) { mode = kModes.at(name); },
          "digit: all ink is one digit; number: one line of digits; auto decides, and reads "
          "several lines")
      ->check(CLI::IsMember({"auto", "digit", "number"}))
      ->option_text("auto|digit|number [auto]");
}

int Run(int argc, char** argv) {
  CLI::App app("Inkdigit reads handwritten digits.", "inkdigit");
  app.set_version_flag("--version", "inkdigit " INKDIGIT_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Example:\n  inkdigit recognize photo.jpg\n\nINKDIGIT_KERNELS=NAME forces a kernel set; "
      "`inkdigit model info` lists them.");

  RecognizeOptions recognize;
  CLI::App* recognize_command = app.add_subcommand(
      "recognize", "Read the digits in pictures; prints PATH<TAB>TEXT<TAB>CONFIDENCE");
  recognize_command
      ->add_option("PATH", recognize.paths, "A picture, a folder, or - for standard input")
      ->required()
      ->option_text("...");
  recognize_command->add_flag("--json", recognize.json, "One JSON object a line");
  AddMode(recognize_command, recognize.mode);
  recognize_command
      ->add_option("--allow", recognize.allow_file,
                   "A list of allowed answers, one a line: which of them was written, and how "
                   "probably")
      ->option_text("FILE");
  recognize_command
      ->add_option(
          "--debug-dir", recognize.debug_folder,
          "Write what each step made of each picture: background removed, ink, components, "
          "cuts, tiles")
      ->option_text("DIR");
  recognize_command
      ->add_option("--threads", recognize.threads, "Pictures read at a time (0: one a core)")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  AddModel(recognize_command, recognize.model_file);
  recognize_command->footer("Example:\n  inkdigit recognize --json seven.png scans/");

  EvaluateOptions evaluate;
  CLI::App* evaluate_command =
      app.add_subcommand("evaluate", "Measure accuracy on pictures whose digits are known");
  evaluate_command
      ->add_option(
          "DATA", evaluate.paths,
          "IMAGES.idx LABELS.idx (.gz is read as it is), or a folder with a manifest.tsv of lines "
          "FILE<TAB>LABEL[<TAB>anything], or such a folder as a zip file: an export of readings")
      ->required()
      ->expected(1, 2)
      ->option_text("IMAGES.idx LABELS.idx | DIR | FILE.zip");
  evaluate_command->add_flag("--json", evaluate.json, "The result as one JSON object");
  evaluate_command->add_flag(
      "--tiles", evaluate.tiles,
      "28x28 IDX images straight to the network, past ink extraction and normaliser");
  evaluate_command
      ->add_option("--report", evaluate.report_file, "Write a page with every mistake as a picture")
      ->option_text("FILE.html");
  AddMode(evaluate_command, evaluate.mode);
  AddModel(evaluate_command, evaluate.model_file);
  AddThreads(evaluate_command, evaluate.threads);
  evaluate_command->footer(
      "Example:\n  inkdigit evaluate t10k-images-idx3-ubyte.gz t10k-labels-idx1-ubyte.gz");

  ServeOptions serve;
  CLI::App* serve_command = AddServe(app, serve);

  BenchOptions bench;
  CLI::App* bench_command = app.add_subcommand("bench", "Time every stage on this machine");
  bench_command
      ->add_option("FILE", bench.picture_file, "A picture with digits (a drawing of its own)")
      ->option_text(" ");
  bench_command
      ->add_option("--threads", bench.threads, "Threads of the last network row (0: one a core)")
      ->check(CLI::Range(0, 1024))
      ->capture_default_str();
  bench_command->add_option("--seconds", bench.seconds, "How long to time each stage")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str();
  bench_command->add_flag("--json", bench.json, "As one JSON object");
  AddModel(bench_command, bench.model_file);
  bench_command->footer("Example:\n  inkdigit bench --threads 1");

  CLI::App* dataset_command =
      app.add_subcommand("dataset", "Look at all kept readings, or take them out; serve may run");
  dataset_command->require_subcommand(1);
  dataset_command->footer("Example:\n  inkdigit dataset stats");
  DatasetStatsOptions stats;
  CLI::App* stats_command =
      dataset_command->add_subcommand("stats", "Count readings, corrections and corrected digits");
  AddDatabase(stats_command, stats.database);
  stats_command->add_flag("--json", stats.json, "As one JSON object");
  stats_command->footer("Example:\n  inkdigit dataset stats --json");
  DatasetExportOptions dataset_export;
  CLI::App* export_command = dataset_command->add_subcommand(
      "export", "Write all owners' readings as a zip: pictures, manifest.tsv, IDX files of tiles");
  export_command->add_option("FILE", dataset_export.zip_file, "The zip file to write")
      ->required()
      ->option_text(" ");
  AddDatabase(export_command, dataset_export.database);
  export_command->footer("Example:\n  inkdigit dataset export readings.zip");

  DatasetImportOptions dataset_import;
  CLI::App* import_command = dataset_command->add_subcommand(
      "import", "Keep labelled pictures: an export, a folder with manifest.tsv, or IDX files");
  import_command->add_option("DATA", dataset_import.paths, "What `inkdigit evaluate` takes")
      ->required()
      ->expected(1, 2)
      ->option_text("FILE.zip | DIR | IMAGES.idx LABELS.idx");
  AddDatabase(import_command, dataset_import.database);
  AddModel(import_command, dataset_import.model_file);
  import_command->footer("Example:\n  inkdigit dataset import readings.zip");
  DatasetBackupOptions backup;
  CLI::App* backup_command = dataset_command->add_subcommand(
      "backup", "Copy the SQLite database as it stands, while servers use it");
  backup_command->add_option("FILE", backup.file, "The copy to make")->required()->option_text(" ");
  AddDatabase(backup_command, backup.database);
  backup_command->footer("Example:\n  inkdigit dataset backup readings-today.db");

  CLI::App* model_command = app.add_subcommand("model", "Look at the network, or write it as ONNX");
  model_command->require_subcommand(1);
  model_command->footer("Example:\n  inkdigit model info");
  ModelInfoOptions info;
  CLI::App* info_command =
      model_command->add_subcommand("info", "Print its name, layers, size and hash");
  info_command->add_flag("--json", info.json, "As one JSON object");
  AddModel(info_command, info.model_file);
  info_command->footer("Example:\n  inkdigit model info");
  ExportOnnxOptions onnx;
  CLI::App* onnx_command =
      model_command->add_subcommand("export-onnx", "Write the network as ONNX, for other programs");
  onnx_command->add_option("FILE", onnx.onnx_file, "The file to write, or - for standard output")
      ->required()
      ->option_text(" ");
  AddModel(onnx_command, onnx.model_file);
  onnx_command->footer("Example:\n  inkdigit model export-onnx digits.onnx");

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& wanted) {  // --help, --version
    return app.exit(wanted);
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> unknown = app.remaining(/*recurse=*/true);
    // CLI11 asks for the missing command before it looks at the unknown word in its place.
    const std::string reason = unknown.empty()
                                   ? error.what()
                                   : "there is no command or option " + unknown.front() + " here";
    PrintError(reason + "; `inkdigit --help` shows how");
    return kWrongUsage;
  }
  if (recognize_command->parsed()) {
    UseLargePages();
    return RunRecognize(recognize);
  }
  if (evaluate_command->parsed()) return RunEvaluate(evaluate);
  if (serve_command->parsed()) return serve.check ? RunServeCheck(serve) : RunServe(serve);
  if (bench_command->parsed()) return RunBench(bench);
  if (stats_command->parsed()) return RunDatasetStats(stats);
  if (export_command->parsed()) return RunDatasetExport(dataset_export);
  if (import_command->parsed()) return RunDatasetImport(dataset_import);
  if (backup_command->parsed()) return RunDatasetBackup(backup);
  if (onnx_command->parsed()) return RunExportOnnx(onnx);
  return RunModelInfo(info);
}

}  // namespace
}  // namespace inkdigit::cli

int main(int argc, char** argv) {
  try {
    inkdigit::cli::KeepFreedMemory();
    const int status = inkdigit::cli::Run(argc, argv);
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return status;
    inkdigit::cli::PrintError("standard output can't be written");
    return status == 0 ? 1 : status;
  } catch (const std::exception&
               error) {  // out of memory, or a broken locale: nothing that a command handles
    inkdigit::cli::PrintError(error.what());
    return 1;
  }
}
