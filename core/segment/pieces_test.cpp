#include "core/segment/pieces.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <vector>

#include "core/segment/numbers_for_test.h"

namespace inkdigit {
namespace {

LineInk LineOf(GrayImage ink) {
  LineInk line;
  line.digit_height = ink.height();
  line.stroke_width = 4.0;
  line.ink = std::move(ink);
  return line;
}

Seam Straight(int x, int height) {
  return {std::vector<int>(static_cast<std::size_t>(height), x), 0.0, true};
}

TEST(CutPiece, TakesAllInkBetweenTheEdges) {
  GrayImage ink(40, 30);
  FillBox(ink, {5, 4, 6, 20});
  const LineInk line = LineOf(ink);
  const Piece piece = CutPiece(line, Straight(0, 30), Straight(40, 30));
  EXPECT_EQ(piece.box, (Box{5, 4, 6, 20}));
  EXPECT_EQ(piece.ink.width(), 6);
  EXPECT_EQ(piece.ink.height(), 20);
  EXPECT_DOUBLE_EQ(piece.mass, 120.0);
}

TEST(CutPiece, LeavesTheNeighboursOut) {
  GrayImage ink(40, 30);
  FillBox(ink, {5, 4, 6, 20});
  FillBox(ink, {20, 4, 6, 20});
  const Piece piece = CutPiece(LineOf(ink), Straight(15, 30), Straight(40, 30));
  EXPECT_EQ(piece.box, (Box{20, 4, 6, 20}));
}

TEST(CutPiece, LeavesOutACrumbThatTheSeamCutOffTheNeighbour) {
  GrayImage ink(40, 30);
  FillBox(ink, {5, 14, 12, 3});  // the neighbour's stroke reaches two pixels over the seam
  FillBox(ink, {20, 2, 6, 26});
  const Piece piece = CutPiece(LineOf(ink), Straight(15, 30), Straight(40, 30));
  EXPECT_EQ(piece.box, (Box{20, 2, 6, 26}));
}

TEST(CutPiece, KeepsASmallPartThatNoSeamCut) {
  GrayImage ink(40, 30);
  FillBox(ink, {17, 2, 3, 3});
  FillBox(ink, {20, 8, 8, 20});
  const Piece piece = CutPiece(LineOf(ink), Straight(15, 30), Straight(40, 30));
  EXPECT_EQ(piece.box, (Box{17, 2, 11, 26}));
}

TEST(CutPiece, IsEmptyWhereNoInkLies) {
  const Piece piece = CutPiece(LineOf(GrayImage(40, 30)), Straight(0, 30), Straight(40, 30));
  EXPECT_TRUE(piece.ink.empty());
  EXPECT_EQ(piece.mass, 0.0);
  EXPECT_TRUE(CutPiece(LineOf(GrayImage(40, 30)), Straight(7, 30), Straight(7, 30)).ink.empty());
}

}  // namespace
}  // namespace inkdigit
