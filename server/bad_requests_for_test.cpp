#include "server/bad_requests_for_test.h"

#include <string_view>

namespace inkdigit {
namespace {

using namespace std::string_literals;

std::string Chunked(const std::string& chunks) {
  return PostAsItIs("Transfer-Encoding: chunked\r\n", chunks);
}

std::string Get(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: test\r\n\r\n";
}

}  // namespace

std::string PostAsItIs(const std::string& fields, const std::string& body) {
  return "POST /api/v1/recognize HTTP/1.1\r\nHost: test\r\n" + fields + "\r\n" + body;
}

std::vector<TestRequest> BadRequests() {
  const After serves = After::kServes;
  const After ends = After::kEnds;
  std::vector<TestRequest> cases = {
      {"NoVersion", "GET /\r\n\r\n", 400, ends},
      {"OnlyALine", "GET /\r\n", 400, ends},
      {"TlsHello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"s + std::string(200, '\xa5'), 400,
       ends},
      {"Http2Preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, ends},
      {"AnEmptyLine", "\r\n\r\n", 400, ends},
      {"HeaderOf100Kilobytes",
       "GET / HTTP/1.1\r\nHost: t\r\nX: " + std::string(100'000, 'x') + "\r\n\r\n", 431, ends},
      {"TargetOf100Kilobytes", Get("/" + std::string(100'000, 'x')), 431, ends},
      {"SpaceBeforeTheColon", "GET / HTTP/1.1\r\nHost : t\r\n\r\n", 400, ends},
      {"AFoldedLine", "GET / HTTP/1.1\r\nHost: t\r\nX: a\r\n b\r\n\r\n", 200, serves},
      {"NoColon", "GET / HTTP/1.1\r\nHost: t\r\nnonsense\r\n\r\n", 400, ends},
      {"NulInAField", "GET / HTTP/1.1\r\nHost: t\r\nX: a\0b\r\n\r\n"s, 400, ends},
      {"NulInTheTarget", "GET /a\0b HTTP/1.1\r\nHost: t\r\n\r\n"s, 400, ends},
      {"NulInTheMethod", "G\0T / HTTP/1.1\r\nHost: t\r\n\r\n"s, 400, ends},
      {"NulEncoded", Get("/%00"), 400, serves},
      {"NoUtf8InTheTarget", Get("/\xff\xfe"), 404, serves},
      {"NoUtf8Encoded", Get("/%ff%fe"), 404, serves},
      {"NoUtf8InAField", "GET / HTTP/1.1\r\nHost: t\r\nX: \xff\xfe\r\n\r\n", 200, serves},
      {"NoUtf8InTheQuery", Get("/api/v1/readings?limit=%ff"), 404, serves},
      {"ABrokenEscape", Get("/%2"), 400, serves},
      {"LengthTwiceTheSame", PostAsItIs("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400,
       ends},
      {"LengthTwiceDiffering", PostAsItIs("Content-Length: 3\r\nContent-Length: 4\r\n", "abcd"),
       400, ends},
      {"LengthAsAList", PostAsItIs("Content-Length: 3, 3\r\n", "abc"), 400, ends},
      {"LengthNegative", PostAsItIs("Content-Length: -1\r\n", ""), 400, ends},
      {"LengthWithASign", PostAsItIs("Content-Length: +3\r\n", "abc"), 400, ends},
      {"LengthInHexadecimal", PostAsItIs("Content-Length: 0x3\r\n", "abc"), 400, ends},
      {"LengthTooLargeForANumber", PostAsItIs("Content-Length: 99999999999999999999\r\n", ""), 400,
       ends},
      {"LengthOfATerabyte", PostAsItIs("Content-Length: 1099511627776\r\n", ""), 413, ends},
      {"LengthAndChunks",
       PostAsItIs("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400, ends},
      {"ChunkedTwice",
       PostAsItIs("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400,
       ends},
      {"ChunkedIdentity", PostAsItIs("Transfer-Encoding: identity\r\n", ""), 501, ends},
      {"ChunkSizeIsNoNumber", Chunked("g\r\n"), 400, ends},
      {"ChunkSizeNegative", Chunked("-1\r\nx\r\n"), 400, ends},
      {"ChunkSizeOverflows", Chunked("fffffffffffffffff\r\n"), 400, ends},
      {"ChunkOfATerabyte", Chunked("10000000000\r\nx"), 413, ends},
      {"ChunkLongerThanItSays", Chunked("1\r\nxyz\r\n0\r\n\r\n"), 400, ends},
      {"ChunkShorterThanItSays", Chunked("9\r\nxyz\r\n"), 408, ends},
      {"ChunksWithoutEnd", Chunked("3\r\nxyz\r\n"), 408, ends},
      {"ChunksThatAreNoPicture", Chunked("3\r\nxyz\r\n0\r\n\r\n"), 415, serves},
      {"BodyShorterThanItsLength", PostAsItIs("Content-Length: 9\r\n", "xyz"), 408, ends},
      {"ExpectOnce", PostAsItIs("Content-Length: 3\r\nExpect: the-unexpected\r\n", ""), 417, ends},
      {"Host10", "GET /healthz HTTP/1.0\r\n\r\n", 200, ends},
      {"NoHost", "GET /healthz HTTP/1.1\r\n\r\n", 400, ends},
      {"AnUnknownMethod", "BREW / HTTP/1.1\r\nHost: t\r\n\r\n", 405, serves},
      {"Connect", "CONNECT host:443 HTTP/1.1\r\nHost: t\r\n\r\n", 400, serves},
      {"Trace", "TRACE / HTTP/1.1\r\nHost: t\r\n\r\n", 405, serves},
      {"AnOddQuery", Get("/api/v1/settings?&&==&%3d=%26&;"), 200, serves},
      {"AnAbsoluteTarget", Get("http://elsewhere/healthz"), 200, serves},
      {"ABodyOnGet", "GET /healthz HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\n\r\nabc", 200, ends},
  };
  // Nothing is on disk that a path could reach, and nothing is answered as if it were.
  for (const char* path :
       {"/../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd",
        "/api/v1/recognize/../../../etc/passwd", "/./index.html", "/index.html/x", "/INDEX.HTML",
        "/app.js%00.png", "/index.html;a=b", "/\\..\\..\\etc", "/~root", "/.git/config"}) {
    const int status = std::string_view(path).find("%00") != std::string_view::npos ? 400 : 404;
    cases.push_back({"Path" + std::to_string(cases.size()), Get(path), status, serves});
  }
  return cases;
}

}  // namespace inkdigit
