#include "inkdigit/allowed.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace inkdigit {
namespace {

constexpr double kNotOnTheList = 0.01;
// Of a digit that the network rules out: it may be wrong once in so many.
constexpr double kLeastProbability = 1e-5;

bool ShorterOrBefore(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

double ProbabilityOf(const std::string& entry, const Reading& reading) {
  double product = 1.0;
  for (std::size_t i = 0; i < entry.size(); ++i) {
    const auto digit = static_cast<std::size_t>(entry[i] - '0');
    product *= std::max<double>(reading.digits[i].scores.probabilities[digit], kLeastProbability);
  }
  return product;
}

}  // namespace

Result<AllowedTexts> AllowedTexts::Parse(std::string_view list) {
  AllowedTexts allowed;
  std::size_t line = 0;
  while (!list.empty()) {
    ++line;
    const std::size_t end = std::min(list.find('\n'), list.size());
    std::string entry;
    for (const char c : list.substr(0, end)) {
      if (c == ' ' || c == '\t' || c == '\r') continue;
      if (c < '0' || c > '9' || entry.size() == kLongestEntry) {
        std::string message = "line ";
        message += std::to_string(line);
        message += " of the list of allowed answers is no number of at most 100 digits";
        return Error{Errc::kInvalidArgument, std::move(message)};
      }
      entry += c;
    }
    list.remove_prefix(std::min(end + 1, list.size()));
    if (entry.empty()) continue;
    if (allowed.entries_.size() == kMostEntries) {
      return Error{Errc::kTooLarge, "the list of allowed answers has more than 1000000 entries"};
    }
    allowed.entries_.push_back(std::move(entry));
  }
  if (allowed.entries_.empty()) {
    return Error{Errc::kInvalidArgument, "the list of allowed answers has no entry"};
  }
  std::vector<std::string>& entries = allowed.entries_;
  std::sort(entries.begin(), entries.end(), ShorterOrBefore);
  entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  return allowed;
}

std::vector<AllowedMatch> AllowedTexts::Match(const Reading& reading, std::size_t most) const {
  const std::size_t length = reading.digits.size();
  std::vector<AllowedMatch> matches;
  double on_list = 0.0;
  const auto first = std::partition_point(entries_.begin(), entries_.end(),
                                          [&](const std::string& e) { return e.size() < length; });
  for (auto entry = first; entry != entries_.end() && entry->size() == length; ++entry) {
    const double probability = ProbabilityOf(*entry, reading);
    on_list += probability;
    matches.push_back({*entry, probability});
  }
  if (matches.empty()) return matches;
  const auto size = static_cast<double>(entries_.size());
  const double others = std::max(
      1.0, std::pow(10.0, static_cast<double>(length)) - static_cast<double>(matches.size()));
  const double off_list = std::max(0.0, 1.0 - on_list);
  const double all = (1.0 - kNotOnTheList) * on_list / size + kNotOnTheList * off_list / others;
  const std::size_t kept = std::min(most, matches.size());
  std::partial_sort(matches.begin(), matches.begin() + static_cast<std::ptrdiff_t>(kept),
                    matches.end(), [](const AllowedMatch& a, const AllowedMatch& b) {
                      return a.probability != b.probability ? a.probability > b.probability
                                                            : a.text < b.text;
                    });
  matches.resize(kept);
  for (AllowedMatch& match : matches) {
    match.probability *= (1.0 - kNotOnTheList) / size / all;
  }
  return matches;
}

}  // namespace inkdigit
