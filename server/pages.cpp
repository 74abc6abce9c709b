#include "server/pages.h"

#include <zlib.h>

#include <array>

#include "server/header_values.h"
#include "server/page_table.h"
#include "server/problem.h"

namespace inkdigit {
namespace {

constexpr std::size_t kMaxPageBytes = std::size_t{16} << 20;

// Ends the stream however the function that opened it is left.
struct InflateGuard {
  z_stream& stream;
  ~InflateGuard() { inflateEnd(&stream); }
};

}  // namespace

const PageFile* FindPage(std::string_view path) noexcept {
  if (path == "/index.html") path = "/";
  for (const PageFile& page : AllPages()) {
    if (page.path == path) return &page;
  }
  return nullptr;
}

Result<std::string> Gunzip(std::string_view gzip) {
  const Error damaged{Errc::kIo, "the gzip stream is damaged"};
  z_stream stream{};
  if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) return damaged;
  const InflateGuard guard{stream};
  // zlib's interface is not const-correct; it doesn't write here.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
  stream.avail_in = static_cast<uInt>(gzip.size());
  std::string plain;
  std::array<char, 16384> block{};
  int state = Z_OK;
  while (state != Z_STREAM_END) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    if (state != Z_OK && state != Z_STREAM_END) return damaged;
    plain.append(block.data(), block.size() - stream.avail_out);
    if (plain.size() > kMaxPageBytes) return damaged;
  }
  return plain;
}

Response ServePage(const PageFile& page, const Request& request) {
  const bool gzip = AcceptsGzip(request.accept_encoding);
  // The two encodings are different bytes, so they need different tags.
  const std::string etag = '"' + std::string(page.hash) + (gzip ? "-gz\"" : "\"");
  Response response;
  response.fields = {{"ETag", etag}, {"Cache-Control", "no-cache"}, {"Vary", "Accept-Encoding"}};
  if (MatchesETag(request.if_none_match, etag)) {
    response.status = 304;
    return response;
  }
  response.content_type = page.content_type;
  if (gzip) {
    response.fields.emplace_back("Content-Encoding", "gzip");
    response.body = page.gzip();
    return response;
  }
  auto plain = Gunzip(page.gzip());
  if (!plain.ok()) return Problem(plain.error());
  response.body = std::move(plain).value();
  return response;
}

}  // namespace inkdigit
