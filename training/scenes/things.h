// What lies on the ground, and what else is drawn or printed on the paper.
#pragma once

#include <functional>

#include "training/scenes/shapes.h"
#include "training/scenes/shot.h"

namespace inkdigit::training {

// Printed lines, as much of each as `where` says (0 to 1; empty: everywhere).
void Lines(Shot& shot, bool squared, const std::function<double(const Point&)>& where);
// With this chance, ruled or squared.
void MaybeLines(Shot& shot, double chance, const std::function<double(const Point&)>& where = {});

// A sheet and its shadow: how dark, and how far it reaches.
void Sheet(Shot& shot, const Quadrilateral& corners, const Color& color, double shadow,
           double reach);
[[nodiscard]] Quadrilateral LargeSheet(Shot& shot);  // most of the picture
[[nodiscard]] Quadrilateral SmallNote(Shot& shot);   // around the digit, turned

void Fingers(Shot& shot);
void Underline(Shot& shot);  // once or twice
void Circle(Shot& shot);     // around the digit, drawn
void Frame(Shot& shot);      // likewise, square
void PunchHoles(Shot& shot);
void Spiral(Shot& shot);
void Stain(Shot& shot);
void PenBeside(Shot& shot);

}  // namespace inkdigit::training
