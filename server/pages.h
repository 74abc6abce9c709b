// The page: the files of web/, embedded gzipped at build time.
#pragma once

#include <string>
#include <string_view>

#include "inkdigit/result.h"
#include "server/http.h"

namespace inkdigit {

struct PageFile {
  std::string_view path;  // "/app.js"; index.html is "/" as well, and docs/index.html is "/docs"
  std::string_view content_type;
  std::string_view hash;  // the beginning of the SHA-256 of the file, hex: the ETag
  const char* gzip_begin;
  const char* gzip_end;

  [[nodiscard]] std::string_view gzip() const noexcept {
    return {gzip_begin, static_cast<std::size_t>(gzip_end - gzip_begin)};
  }
};

// Null where the page has no such file.
[[nodiscard]] const PageFile* FindPage(std::string_view path) noexcept;

// 200 with the file, gzipped where the client takes that, or 304 where it has it already.
[[nodiscard]] Response ServePage(const PageFile& page, const Request& request);

// kIo for bytes that are no whole gzip stream, or that become more than 16 MiB.
[[nodiscard]] Result<std::string> Gunzip(std::string_view gzip);

}  // namespace inkdigit
