#include "server/test_exposition.h"

#include <cstdlib>
#include <limits>
#include <regex>

namespace inkdigit {
namespace {

// The metric that a sample belongs to: of a histogram, the name less its ending.
std::string FamilyOf(const std::string& name, const std::map<std::string, std::string>& types) {
  for (const char* ending : {"_bucket", "_sum", "_count"}) {
    const std::string_view tail(ending);
    if (!name.ends_with(tail)) continue;
    std::string family = name.substr(0, name.size() - tail.size());
    const auto type = types.find(family);
    if (type != types.end() && type->second == "histogram") return family;
  }
  return name;
}

class Reader {
 public:
  Exposition Read(std::string_view text) {
    if (!text.ends_with('\n')) Fail("the last line has no end", text);
    while (!text.empty() && result_.error.empty()) {
      const std::size_t end = text.find('\n');
      const std::string line(text.substr(0, end));
      text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
      line.starts_with('#') ? ReadComment(line) : ReadSample(line);
    }
    CloseBuckets();
    return std::move(result_);
  }

 private:
  void Fail(const std::string& what, std::string_view line) {
    if (result_.error.empty()) result_.error = what + ": " + std::string(line.substr(0, 200));
  }

  void ReadComment(const std::string& line) {
    static const std::regex kHelp("# HELP ([a-z_][a-z0-9_]*) (\\S.*)");
    static const std::regex kType("# TYPE ([a-z_][a-z0-9_]*) (counter|gauge|histogram)");
    std::smatch match;
    if (std::regex_match(line, match, kHelp)) {
      helped_ = match[1];
    } else if (std::regex_match(line, match, kType)) {
      if (helped_ != match[1]) Fail("TYPE without HELP", line);
      if (!result_.types.emplace(match[1], match[2]).second) Fail("TYPE twice", line);
      if ((match[2] == "counter") != match[1].str().ends_with("_total")) {
        Fail("counters, and nothing else, end in _total", line);
      }
      family_ = match[1];
    } else {
      Fail("neither HELP nor TYPE", line);
    }
  }

  void ReadSample(const std::string& line) {
    static const std::regex kSample(
        "([a-z_][a-z0-9_]*)(\\{([a-z_]+=\"([^\"\\\\\\n]|\\\\[\\\\\"n])*\",?)+\\})? "
        "([-+]?[0-9.]+(e[-+]?[0-9]+)?|[+-]Inf|NaN)");
    std::smatch match;
    if (!std::regex_match(line, match, kSample)) {
      Fail("not a sample", line);
      return;
    }
    const std::string name = match[1];
    const std::string labels = match[2];
    const double value = std::strtod(match[5].str().c_str(), nullptr);
    if (FamilyOf(name, result_.types) != family_) Fail("not below its HELP and TYPE", line);
    if (!result_.samples.emplace(name + labels, value).second) Fail("there twice", line);
    if (name == family_ + "_bucket") {
      ReadBucket(labels, value, line);
    } else {
      if (name == family_ + "_count" && value != below_)
        Fail("_count is not the last bucket", line);
      CloseBuckets();
    }
  }

  void ReadBucket(const std::string& labels, double value, const std::string& line) {
    static const std::regex kBound("le=\"([^\"]+)\"\\}$");
    std::smatch match;
    if (!std::regex_search(labels, match, kBound)) {
      Fail("a bucket without its bound at the end", line);
      return;
    }
    const bool last = match[1] == "+Inf";
    const double bound = last ? std::numeric_limits<double>::infinity()
                              : std::strtod(match[1].str().c_str(), nullptr);
    if (open_ && (bound <= bound_ || value < below_)) Fail("buckets have to rise", line);
    open_ = !last;
    bound_ = bound;
    below_ = value;
  }

  void CloseBuckets() {
    if (open_) Fail("buckets without +Inf", family_);
    open_ = false;
  }

  Exposition result_;
  std::string helped_;
  std::string family_;
  bool open_ = false;  // within a histogram's buckets
  double bound_ = 0;
  double below_ = 0;
};

}  // namespace

Exposition ParseExposition(std::string_view text) { return Reader().Read(text); }

}  // namespace inkdigit
