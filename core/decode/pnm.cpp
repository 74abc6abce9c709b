// PNM by hand, P1 to P6: Leptonica reads a maxval other than 1, 15, 255 and 65535 too dark, and a
// byte at a time.
#include <optional>
#include <utility>
#include <vector>

#include "core/decode/decoders.h"
#include "core/decode/row_reducer.h"

namespace inkdigit::decode {
namespace {

constexpr std::string_view kFormat = "PNM";

bool IsWhitespace(std::uint8_t c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == '\r';
}

bool IsDigit(std::uint8_t c) { return c >= '0' && c <= '9'; }

// Walks over the text parts of a file.
class TextReader {
 public:
  TextReader(Bytes bytes, std::size_t start) : bytes_(bytes), at_(start) {}

  // The next number, after white space and comments. Empty at the end, at anything but a digit, and
  // for a number that is beyond all reason.
  std::optional<std::int64_t> Number() {
    SkipSpaceAndComments();
    constexpr std::int64_t kBeyondReason = 1'000'000'000'000;
    std::optional<std::int64_t> number;
    while (at_ < bytes_.size() && IsDigit(ByteAt(bytes_, at_))) {
      number = number.value_or(0) * 10 + (ByteAt(bytes_, at_++) - '0');
      if (*number > kBeyondReason) return std::nullopt;
    }
    return number;
  }

  // The next 0 or 1; they need no space between them.
  std::optional<std::int64_t> Bit() {
    SkipSpaceAndComments();
    if (at_ == bytes_.size()) return std::nullopt;
    const std::uint8_t c = ByteAt(bytes_, at_++);
    if (c != '0' && c != '1') return std::nullopt;
    return c - '0';
  }

  // Behind the one white space that ends the header of a binary file.
  [[nodiscard]] std::size_t BinaryStart() const { return at_ + 1; }

 private:
  void SkipSpaceAndComments() {
    while (at_ < bytes_.size()) {
      const std::uint8_t c = ByteAt(bytes_, at_);
      if (c == '#') {
        while (at_ < bytes_.size() && ByteAt(bytes_, at_) != '\n') ++at_;
      } else if (IsWhitespace(c)) {
        ++at_;
      } else {
        return;
      }
    }
  }

  Bytes bytes_;
  std::size_t at_;
};

struct Header {
  bool binary = false;
  bool bits = false;  // 1 is black
  int channels = 1;
  int width = 0;
  int height = 0;
  std::int64_t maxval = 1;
};

// The samples of one row as they stand in the file, from whichever of the six ways of writing them.
class SampleReader {
 public:
  SampleReader(Bytes bytes, const Header& header, const TextReader& text)
      : bytes_(bytes), header_(header), text_(text), at_(text.BinaryStart()) {}

  // Fills `row` with width * channels samples of 0..255; false at the end of the file.
  bool ReadRow(std::vector<std::uint8_t>& row) {
    if (!header_.binary) return ReadTextRow(row);
    return header_.bits ? ReadPackedRow(row) : ReadBinaryRow(row);
  }

 private:
  bool ReadTextRow(std::vector<std::uint8_t>& row) {
    for (std::uint8_t& sample : row) {
      const std::optional<std::int64_t> value = header_.bits ? text_.Bit() : text_.Number();
      if (!value) return false;
      sample = header_.bits ? Bit(*value != 0) : Scale(*value);
    }
    return true;
  }

  bool ReadPackedRow(std::vector<std::uint8_t>& row) {
    const std::size_t row_bytes = (row.size() + 7) / 8;
    if (!Has(bytes_, at_, row_bytes)) return false;
    for (std::size_t x = 0; x < row.size(); ++x) {
      row[x] = Bit((ByteAt(bytes_, at_ + x / 8) >> (7 - x % 8) & 1) != 0);
    }
    at_ += row_bytes;
    return true;
  }

  bool ReadBinaryRow(std::vector<std::uint8_t>& row) {
    const std::size_t sample_bytes = header_.maxval > 255 ? 2 : 1;  // big-endian
    if (!Has(bytes_, at_, row.size() * sample_bytes)) return false;
    for (std::uint8_t& sample : row) {
      std::int64_t value = ByteAt(bytes_, at_++);
      if (sample_bytes == 2) value = value << 8 | ByteAt(bytes_, at_++);
      sample = Scale(value);
    }
    return true;
  }

  static std::uint8_t Bit(bool black) { return black ? 0 : 255; }

  [[nodiscard]] std::uint8_t Scale(std::int64_t value) const {
    if (value >= header_.maxval) return 255;
    return static_cast<std::uint8_t>((value * 255 + header_.maxval / 2) / header_.maxval);
  }

  Bytes bytes_;
  const Header& header_;
  TextReader text_;
  std::size_t at_;
};

}  // namespace

Result<Frame> DecodePnm(Bytes bytes, const DecodeOptions& options) {
  const int type = ByteAt(bytes, 1) - '0';  // the sniffer has seen P1 to P6
  TextReader text(bytes, 2);
  const std::optional<std::int64_t> width = text.Number();
  const std::optional<std::int64_t> height = text.Number();
  Header header;
  header.binary = type > 3;
  header.bits = type == 1 || type == 4;
  header.channels = type == 3 || type == 6 ? 3 : 1;
  const std::optional<std::int64_t> maxval =
      header.bits ? std::optional<std::int64_t>(1) : text.Number();
  if (!width || !height || !maxval || *maxval < 1 || *maxval > 65535) {
    return Damaged(kFormat, "its header needs a width, a height and a greatest value up to 65535");
  }
  if (std::optional<Error> error = CheckSize(kFormat, *width, *height, options)) {
    return *std::move(error);
  }
  header.width = static_cast<int>(*width);
  header.height = static_cast<int>(*height);
  header.maxval = *maxval;

  RowReducer reducer(header.width, header.height,
                     ReductionFactor(header.width, header.height, options.reduce_above),
                     /*has_alpha=*/false);
  std::vector<std::uint8_t> row(std::size_t(header.width) * std::size_t(header.channels));
  SampleReader samples(bytes, header, text);
  for (int y = 0; y < header.height; ++y) {
    if (!samples.ReadRow(row)) return Damaged(kFormat, "its pixels are damaged or end too early");
    if (header.channels == 3) {
      reducer.AddRgb(row.data());
    } else {
      reducer.AddGray(row.data());
    }
  }
  return Frame{std::move(reducer).Finish(), header.width, header.height};
}

}  // namespace inkdigit::decode
