#include "core/onnx/protobuf_writer.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <limits>
#include <string>

#include "core/onnx/wire_reader_for_test.h"

namespace inkdigit {
namespace {

using namespace std::string_literals;

// The examples of https://protobuf.dev/programming-guides/encoding/.
TEST(ProtobufWriter, WritesTheSpecificationsExamples) {
  ProtobufWriter test1;
  test1.Number(1, 150);
  EXPECT_EQ(test1.bytes(), "\x08\x96\x01"s);
  ProtobufWriter test2;
  test2.Bytes(2, "testing");
  EXPECT_EQ(test2.bytes(), "\x12\x07testing"s);
  ProtobufWriter test3;
  test3.Message(3, test1);
  EXPECT_EQ(test3.bytes(), "\x1a\x03\x08\x96\x01"s);
}

TEST(ProtobufWriter, WritesTheEndsOfTheRangeOfNumbers) {
  ProtobufWriter writer;
  writer.Number(1, 0);
  writer.Number(2047, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(writer.bytes(), "\x08\x00\xf8\x7f\xff\xff\xff\xff\xff\xff\xff\xff\x7f"s);
}

RC_GTEST_PROP(ProtobufWriter, WhatIsWrittenReadsBack, (const std::string& bytes)) {
  const auto number = *rc::gen::nonNegative<std::int64_t>();
  const int field = *rc::gen::inRange(1, 1 << 29);
  ProtobufWriter inner;
  inner.Bytes(field, bytes);
  ProtobufWriter outer;
  outer.Number(field, number);
  outer.Message(1 << 28, inner);
  RC_PRE(field != 1 << 28);
  const WireMessage read(outer.bytes());
  RC_ASSERT(read.fields().size() == 2U);
  RC_ASSERT(read.Number(field) == number);
  RC_ASSERT(read.Message(1 << 28).Text(field) == bytes);
}

}  // namespace
}  // namespace inkdigit
