// libpq, loaded when a PostgreSQL database is asked for: loading it costs 5 to 8 ms, which every
// start of the program would pay if it were linked.
#pragma once

#include <libpq-fe.h>

#include "inkdigit/result.h"

namespace inkdigit {

// The functions that are used, under their names less "PQ".
struct PostgresLibrary {
  decltype(&PQconnectdbParams) connectdbParams;
  decltype(&PQfinish) finish;
  decltype(&PQstatus) status;
  decltype(&PQerrorMessage) errorMessage;
  decltype(&PQsetNoticeProcessor) setNoticeProcessor;
  decltype(&PQsetnonblocking) setnonblocking;
  decltype(&PQsocket) socket;
  decltype(&PQsendPrepare) sendPrepare;
  decltype(&PQsendQueryPrepared) sendQueryPrepared;
  decltype(&PQflush) flush;
  decltype(&PQconsumeInput) consumeInput;
  decltype(&PQisBusy) isBusy;
  decltype(&PQgetResult) getResult;
  decltype(&PQresultStatus) resultStatus;
  decltype(&PQresultErrorMessage) resultErrorMessage;
  decltype(&PQresultErrorField) resultErrorField;
  decltype(&PQntuples) ntuples;
  decltype(&PQnfields) nfields;
  decltype(&PQftype) ftype;
  decltype(&PQgetisnull) getisnull;
  decltype(&PQgetvalue) getvalue;
  decltype(&PQgetlength) getlength;
  decltype(&PQcmdStatus) cmdStatus;
  decltype(&PQcmdTuples) cmdTuples;
  decltype(&PQclear) clear;
  decltype(&PQconninfoParse) conninfoParse;
  decltype(&PQconninfoFree) conninfoFree;
  decltype(&PQfreemem) freemem;
};

// Loads it once; it stays loaded. kInvalidArgument where it is not installed. Thread-safe.
[[nodiscard]] Result<const PostgresLibrary*> LoadPostgresLibrary();

}  // namespace inkdigit
