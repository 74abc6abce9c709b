#include "store/postgres_library.h"

#include <dlfcn.h>

#include <string>

namespace inkdigit {
namespace {

// Keeps the first name that is missing.
struct Loader {
  void* handle = nullptr;
  std::string missing;

  template <typename Function>
  void Find(Function& function, const char* name) {
    function = reinterpret_cast<Function>(::dlsym(handle, name));
    if (function == nullptr && missing.empty()) missing = name;
  }
};

Result<PostgresLibrary> Load() {
  Loader loader;
  loader.handle = ::dlopen("libpq.so.5", RTLD_NOW | RTLD_LOCAL);
  if (loader.handle == nullptr) {
    return Error{Errc::kInvalidArgument,
                 "a PostgreSQL database needs libpq.so.5, which can't be loaded: install the "
                 "package libpq5"};
  }
  PostgresLibrary pq{};
  loader.Find(pq.connectdbParams, "PQconnectdbParams");
  loader.Find(pq.finish, "PQfinish");
  loader.Find(pq.status, "PQstatus");
  loader.Find(pq.errorMessage, "PQerrorMessage");
  loader.Find(pq.setNoticeProcessor, "PQsetNoticeProcessor");
  loader.Find(pq.setnonblocking, "PQsetnonblocking");
  loader.Find(pq.socket, "PQsocket");
  loader.Find(pq.sendPrepare, "PQsendPrepare");
  loader.Find(pq.sendQueryPrepared, "PQsendQueryPrepared");
  loader.Find(pq.flush, "PQflush");
  loader.Find(pq.consumeInput, "PQconsumeInput");
  loader.Find(pq.isBusy, "PQisBusy");
  loader.Find(pq.getResult, "PQgetResult");
  loader.Find(pq.resultStatus, "PQresultStatus");
  loader.Find(pq.resultErrorMessage, "PQresultErrorMessage");
  loader.Find(pq.resultErrorField, "PQresultErrorField");
  loader.Find(pq.ntuples, "PQntuples");
  loader.Find(pq.nfields, "PQnfields");
  loader.Find(pq.ftype, "PQftype");
  loader.Find(pq.getisnull, "PQgetisnull");
  loader.Find(pq.getvalue, "PQgetvalue");
  loader.Find(pq.getlength, "PQgetlength");
  loader.Find(pq.cmdStatus, "PQcmdStatus");
  loader.Find(pq.cmdTuples, "PQcmdTuples");
  loader.Find(pq.clear, "PQclear");
  loader.Find(pq.conninfoParse, "PQconninfoParse");
  loader.Find(pq.conninfoFree, "PQconninfoFree");
  loader.Find(pq.freemem, "PQfreemem");
  if (!loader.missing.empty()) {
    return Error{Errc::kInvalidArgument, "this system's libpq.so.5 has no " + loader.missing +
                                             ": install the package libpq5 of PostgreSQL 12 or "
                                             "later"};
  }
  return pq;
}

}  // namespace

Result<const PostgresLibrary*> LoadPostgresLibrary() {
  static const Result<PostgresLibrary> library = Load();
  if (!library.ok()) return library.error();
  return &library.value();
}

}  // namespace inkdigit
