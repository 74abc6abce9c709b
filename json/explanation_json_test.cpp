#include "json/explanation_json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace inkdigit {
namespace {

TEST(ExplanationJson, PacksNumbersAsSignedBytesOfTheLargest) {
  Explanation explanation;
  explanation.evidence = {1, 2, {1.0F, -2.0F, 0.0F, 0.5F}, {0.0F, 0.0F}};
  explanation.layers = {{"conv3x3 1", 1, 1, 3, {0.0F, 2.54F, 1.27F}}};
  EXPECT_EQ(ExplanationToJson(explanation, "digits-1"),
            R"({"model":"digits-1","evidence":{"shape":[2,1,2],"scale":0.015748031,)"
            R"("values":"QIEAIA=="},"layers":[{"name":"conv3x3 1","shape":[1,1,3],"scale":0.02,)"
            R"("values":"AH9A"}]})");
}

TEST(ExplanationJson, AllZerosHaveTheScaleZero) {
  Evidence nothing{1, 1, {0.0F}, {0.0F}};
  EXPECT_EQ(EvidenceToJson(nothing).dump(), R"({"shape":[1,1,1],"scale":0.0,"values":"AA=="})");
}

}  // namespace
}  // namespace inkdigit
