#include "training/figures/report.h"

#include <array>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "inkdigit/recognizer.h"

namespace inkdigit::training {
namespace {

using Json = nlohmann::ordered_json;

Json ToJson(const cli::Interval& interval) { return {interval.low, interval.high}; }

Json ToJson(const Figure& figure) {
  Json json = {{"key", figure.key}, {"what", figure.what}};
  json["hits"] = figure.count > 0 ? Json(figure.hits) : Json();
  json["count"] = figure.count > 0 ? Json(figure.count) : Json();
  json["value"] = figure.value ? Json(*figure.value) : Json();
  json["interval95"] = figure.interval ? ToJson(*figure.interval) : Json();
  json["bound"] = figure.bound
                      ? Json{{figure.bound->at_least ? "at_least" : "at_most", figure.bound->value}}
                      : Json();
  json["verdict"] = VerdictText(figure);
  json["note"] = figure.note;
  return json;
}

Json ToJson(const ReadSet& set) {
  const cli::Evaluation& evaluation = set.evaluation;
  Json bins = Json::array();
  for (const cli::CalibrationBin& bin : evaluation.calibration) {
    bins.push_back(
        {{"count", bin.count}, {"confidence", bin.mean_confidence}, {"accuracy", bin.accuracy}});
  }
  return {{"key", set.pictures.key},
          {"name", set.pictures.name},
          {"count", evaluation.count},
          {"errors", evaluation.errors},
          {"accuracy", evaluation.accuracy},
          {"interval95", ToJson(evaluation.accuracy_interval)},
          {"expected_calibration_error", evaluation.expected_calibration_error},
          {"confusion", evaluation.confusion},
          {"calibration", bins}};
}

std::string Cells(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += cell.empty() ? " |" : " " + cell + " |";
  return line + '\n';
}

std::string Rule(std::size_t columns) { return Cells(std::vector<std::string>(columns, "---")); }

std::string FiguresTable(const std::vector<Figure>& figures) {
  std::string table =
      Cells({"what", "count", "measured", "95 % interval", "must be", "", "note"}) + Rule(7);
  for (const Figure& figure : figures) {
    table += Cells({figure.what, CountText(figure), ValueText(figure), IntervalText(figure),
                    BoundText(figure), VerdictText(figure), figure.note});
  }
  return table;
}

std::string ConfusionTable(const cli::Evaluation& evaluation) {
  const auto name = [](std::size_t i) {
    return i == cli::kNothing ? std::string("none") : std::to_string(i);
  };
  std::vector<std::string> head = {"is \\ read"};
  for (std::size_t i = 0; i <= cli::kNothing; ++i) head.push_back(name(i));
  std::string table = Cells(head) + Rule(head.size());
  for (std::size_t label = 0; label < cli::kNothing; ++label) {
    std::vector<std::string> row = {name(label)};
    for (const std::int64_t count : evaluation.confusion[label]) {
      row.push_back(count > 0 ? std::to_string(count) : "");
    }
    table += Cells(row);
  }
  return table;
}

std::string CalibrationTable(const cli::Evaluation& evaluation) {
  std::string table = Cells({"mean confidence", "share right", "answers"}) + Rule(3);
  const auto percent = [](double share) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f %%", 100.0 * share);
    return std::string(text.data());
  };
  for (const cli::CalibrationBin& bin : evaluation.calibration) {
    if (bin.count == 0) continue;
    table +=
        Cells({percent(bin.mean_confidence), percent(bin.accuracy), std::to_string(bin.count)});
  }
  return table;
}

}  // namespace

bool IsInCard(const ReadSet& set) {
  return set.pictures.key == "mnist" || set.pictures.key == "pendigits";
}

std::string ReportJson(const Report& report) {
  Json json = {{"model", {{"name", report.model.name}, {"sha256", report.model.sha256}}},
               {"data", report.data},
               {"seed", report.seed},
               {"quick", report.quick},
               {"sure_confidence", kSureConfidence},
               {"figures", Json::array()},
               {"sets", Json::array()}};
  for (const Figure& figure : report.figures) json["figures"].push_back(ToJson(figure));
  for (const ReadSet* set : report.sets) json["sets"].push_back(ToJson(*set));
  return json.dump(1) + '\n';
}

std::string ReportMarkdown(const Report& report) {
  std::string text = FiguresTable(report.figures);
  for (const ReadSet* set : report.sets) {
    if (!IsInCard(*set)) continue;
    text += "\nConfusion, " + set->pictures.name + ":\n\n" + ConfusionTable(set->evaluation);
    text += "\nCalibration, " + set->pictures.name + ":\n\n" + CalibrationTable(set->evaluation);
  }
  return text;
}

}  // namespace inkdigit::training
