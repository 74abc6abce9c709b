#include "core/decode/foreign.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "inkdigit/decode.h"

namespace inkdigit::decode {
namespace {

using namespace std::string_view_literals;

struct Signature {
  std::size_t offset;
  std::string_view bytes;
  std::string_view name;  // reads well after "this is"
};

constexpr std::array kSignatures = {
    Signature{0, "%PDF-", "a PDF document"},
    Signature{0, "%!PS", "a PostScript document"},
    Signature{0, "\0\0\1\0"sv, "an ICO icon"},
    Signature{0, "\0\0\2\0"sv, "a CUR cursor"},
    Signature{0, "\xff\x0a", "a JPEG XL picture"},
    Signature{0, "\0\0\0\x0cJXL "sv, "a JPEG XL picture"},
    Signature{0, "\0\0\0\x0cjP  "sv, "a JPEG 2000 picture"},
    Signature{0, "\xff\x4f\xff\x51", "a JPEG 2000 picture"},
    Signature{0, "II\xbc", "a JPEG XR picture"},
    Signature{0, "P7\n", "a PAM picture"},
    Signature{0, "8BPS", "a Photoshop (PSD) picture"},
    Signature{0, "gimp xcf", "a GIMP (XCF) picture"},
    Signature{0, "qoif", "a QOI picture"},
    Signature{0, "\x76\x2f\x31\x01", "an OpenEXR picture"},
    Signature{0, "#?RADIANCE", "a Radiance HDR picture"},
    Signature{0, "\x8aMNG\r\n\x1a\n", "an MNG animation"},
    Signature{0, "AT&TFORM", "a DjVu document"},
    Signature{128, "DICM", "a DICOM picture"},
    Signature{0, "\0\0\x08\x03"sv, "an IDX file of many pictures"},
    Signature{0, "PK\3\4", "a ZIP archive"},
    Signature{0, "\x1f\x8b", "a gzip archive"},
    Signature{0, "data:image/", "a data: URL in text"},
    Signature{0, "iVBORw0KGgo", "a PNG picture in base64 text"},
    Signature{0, "/9j/", "a JPEG picture in base64 text"},
};

// HEIC and AVIF share their container with films; the brands in its first box tell them apart.
std::string_view NameOfBox(Bytes bytes) {
  if (!HasAt(bytes, 4, "ftyp")) return {};
  const std::size_t box_end =
      std::min<std::size_t>({bytes.size(), Has(bytes, 0, 4) ? Big32(bytes, 0) : 0, 256});
  bool heif = false;
  for (std::size_t at = 8; at + 4 <= box_end; at += 4) {
    if (HasAt(bytes, at, "avif") || HasAt(bytes, at, "avis")) return "an AVIF picture";
    for (const std::string_view brand :
         {"heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1"}) {
      heif = heif || HasAt(bytes, at, brand);
    }
  }
  return heif ? "a HEIC picture" : "a film (MP4 or QuickTime)";
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The beginning in lower case, if it is text; else empty.
std::string BeginningOfText(Bytes bytes) {
  constexpr std::size_t kLooked = 1024;
  if (HasAt(bytes, 0, "\xef\xbb\xbf")) bytes = bytes.subspan(3);
  std::string text;
  for (const std::byte byte : bytes.first(std::min(bytes.size(), kLooked))) {
    const auto c = static_cast<char>(byte);
    const auto code = std::to_integer<std::uint8_t>(byte);
    if (code == 0x7f || (code < ' ' && "\t\n\v\f\r"sv.find(c) == std::string_view::npos)) return {};
    text += Lower(c);
  }
  return text;
}

std::string_view NameOfText(const std::string& text) {
  if (text.empty()) return {};
  const std::size_t start = std::min(text.find_first_not_of(" \t\r\n\f\v"), text.size());
  const std::string_view trimmed = std::string_view(text).substr(start);
  const bool markup = trimmed.starts_with("<");
  if (markup && text.find("<svg") != std::string::npos) return "an SVG drawing";
  if (trimmed.starts_with("<!doctype html") || trimmed.starts_with("<html")) return "an HTML page";
  return "text";
}

std::string_view NameOf(Bytes bytes) {
  for (const Signature& signature : kSignatures) {
    if (HasAt(bytes, signature.offset, signature.bytes)) return signature.name;
  }
  if (const std::string_view name = NameOfBox(bytes); !name.empty()) return name;
  return NameOfText(BeginningOfText(bytes));
}

// PNG's signature holds a CR LF, an LF and a byte above 127 for exactly this purpose.
bool IsPngSentAsText(Bytes bytes) {
  return HasAt(bytes, 0, "\x89PNG") ||          // CR LF stripped (curl -d) or changed
         HasAt(bytes, 0, "\xef\xbf\xbdPNG") ||  // decoded as UTF-8
         HasAt(bytes, 0, "\xc2\x89PNG") ||      // Latin-1 encoded as UTF-8
         HasAt(bytes, 0, "\x09PNG") || HasAt(bytes, 0, "?PNG");
}

}  // namespace

Error ExplainForeign(Bytes bytes) {
  if (bytes.empty()) return {Errc::kUnsupportedFormat, "the file is empty"};
  if (IsPngSentAsText(bytes)) {
    return {Errc::kBadImage,
            "this was a PNG picture, but it was sent as text and lost bytes on the way; send it as "
            "binary (curl: --data-binary, not -d)"};
  }
  const std::string_view name = NameOf(bytes);
  const std::string found = name.empty()
                                ? "this is no picture format that is known here"
                                : "this is " + std::string(name) + ", which is not read here";
  return {Errc::kUnsupportedFormat, found + "; readable are " + std::string(ReadableFormats())};
}

}  // namespace inkdigit::decode
