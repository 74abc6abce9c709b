// The commands as plain functions: options in, exit status out (0 all went well, 1 something could
// not be read or done, which was said on standard error; kWrongUsage). Results go to standard
// output.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "inkdigit/segment.h"

namespace inkdigit::cli {

inline constexpr int kWrongUsage = 2;

struct RecognizeOptions {
  std::vector<std::string> paths;  // pictures, folders, or "-" for standard input
  Mode mode = Mode::kAuto;
  bool json = false;
  std::string allow_file;    // a list of allowed answers; empty: none
  std::string debug_folder;  // a picture per step goes there; empty: none
  std::string model_file;    // empty: the embedded model
  std::size_t threads = 0;   // pictures read at a time; 0: one a core
};
int RunRecognize(const RecognizeOptions& options);

struct EvaluateOptions {
  std::vector<std::string> paths;  // as LabelledSet::Open() takes them
  Mode mode = Mode::kAuto;
  bool json = false;
  bool tiles = false;       // IDX images straight to the network
  std::string report_file;  // an HTML page; empty: none
  std::string model_file;
  int threads = 0;  // 0: as many as the machine has
};
int RunEvaluate(const EvaluateOptions& options);

struct ServeOptions {
  std::string listen = "127.0.0.1:8000";  // HOST:PORT or [IPV6]:PORT
  std::string model_file;
  int threads = 0;       // recognition workers; 0: as many as the machine has
  bool quiet = false;    // no access log
  std::string database;  // sqlite:FILE or postgresql://...; empty: the default, where one is needed
  std::string keep;      // never, corrections or all; empty: by the address
  int retain_days = 0;   // 0: for ever
  std::string admin_token_file;  // empty: the environment's INKDIGIT_ADMIN_TOKEN, or no admin
  bool behind_tls = false;
  std::string log_format = "logfmt";         // or json
  int max_connections = 0;                   // 0: the server's default
  int connections_per_client = -1;           // 0: any number; -1: by the address, as the next two
  double rate = -1;                          // requests of one client a second; 0: any number
  double burst = -1;                         // and how many at once
  std::vector<std::string> trusted_proxies;  // addresses and networks
  std::string base_path;                     // "/digits"; empty: the root
  std::string api_keys_file;                 // empty: nobody needs a key
  bool page_without_key = false;
  bool no_sandbox = false;
  std::string config_file;  // where some of the above came from; empty: from no file
  bool check = false;       // RunServeCheck() is meant
};
int RunServe(const ServeOptions& options);
// Prints the settings as a file that --config takes, and what is wrong with them. Changes nothing.
int RunServeCheck(const ServeOptions& options);

struct DatasetStatsOptions {
  std::string database;  // as ServeOptions has it; it must be there
  bool json = false;
};
int RunDatasetStats(const DatasetStatsOptions& options);

struct DatasetExportOptions {
  std::string zip_file;  // replaced if it is there
  std::string database;
};
int RunDatasetExport(const DatasetExportOptions& options);

struct DatasetImportOptions {
  std::vector<std::string> paths;  // as EvaluateOptions has them
  std::string database;            // made where it is missing
  std::string model_file;          // what reads them; empty: the embedded model
};
int RunDatasetImport(const DatasetImportOptions& options);

struct DatasetBackupOptions {
  std::string file;  // must not be there yet
  std::string database;
};
int RunDatasetBackup(const DatasetBackupOptions& options);

struct ModelInfoOptions {
  std::string model_file;
  bool json = false;
};
int RunModelInfo(const ModelInfoOptions& options);

struct BenchOptions {
  std::string picture_file;  // empty: a drawing of the program's own
  std::size_t threads = 0;   // 0: one a core
  double seconds = 1.0;      // a stage
  bool json = false;
  std::string model_file;
};
int RunBench(const BenchOptions& options);

struct ExportOnnxOptions {
  std::string onnx_file;  // replaced if it is there; "-" for standard output
  std::string model_file;
};
int RunExportOnnx(const ExportOnnxOptions& options);

}  // namespace inkdigit::cli
