/**
 * Rubbing out: where a round eraser touches a stroke's ink, the stroke is cut. The drawing stays strokes, so undo,
 * resize and "is there anything at all?" need not know of erasers. Pure.
 */

import { lengthOf } from './strokes.js';

/** @typedef {import('./strokes.js').Point} Point */
/** @typedef {import('./strokes.js').Stroke} Stroke */
/** @typedef {import('./strokes.js').Drawing} Drawing */
/** @typedef {{readonly x: number, readonly y: number}} Place */

/** In sheets. */
export const ERASER_RADIUS = 0.03;

/** How finely strokes are cut, in sheets; a piece of less than two steps is a crumb and goes too. */
const STEP = 0.005;

/**
 * Moves the eraser along a straight way.
 * @param {Drawing} drawing
 * @param {Place} from
 * @param {Place} to
 * @returns {Drawing} the very same where no ink was touched
 */
export function eraseAlong(drawing, from, to) {
  let touched = false;
  const rest = drawing.flatMap((stroke) => {
    const pieces = cut(stroke, from, to);
    if (pieces) touched = true;
    return pieces ?? [stroke];
  });
  return touched ? rest : drawing;
}

/**
 * @param {Stroke} stroke
 * @param {Place} from
 * @param {Place} to
 * @returns {Stroke[] | null} what is left of it; null where it was not touched
 */
function cut(stroke, from, to) {
  const reach = ERASER_RADIUS + stroke.width / 2;
  let touched = false;
  /** @type {Point[]} */
  let piece = [];
  const pieces = [piece];
  for (const point of sampled(stroke.points, from, to, reach)) {
    if (distanceToWay(point, from, to) >= reach) {
      piece.push(point);
      continue;
    }
    touched = true;
    if (piece.length > 0) pieces.push((piece = []));
  }
  if (!touched) return null;
  return pieces.filter((points) => lengthOf(points) >= 2 * STEP).map((points) => ({ width: stroke.width, points }));
}

/**
 * The stroke's points, with more of them between where the eraser may have passed between two.
 * @param {readonly Readonly<Point>[]} points
 * @param {Place} from
 * @param {Place} to
 * @param {number} reach
 * @returns {Point[]}
 */
function sampled(points, from, to, reach) {
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    if (!before) return [point];
    const length = Math.hypot(point.x - before.x, point.y - before.y);
    const middle = between(before, point, 0.5);
    const steps = distanceToWay(middle, from, to) - length / 2 > reach ? 1 : Math.max(1, Math.ceil(length / STEP));
    return Array.from({ length: steps }, (_, step) => (step === steps - 1 ? point
      : between(before, point, (step + 1) / steps)));
  });
}

/**
 * @param {Readonly<Point>} a
 * @param {Readonly<Point>} b
 * @param {number} share of the way from a to b
 * @returns {Point}
 */
function between(a, b, share) {
  const mix = (/** @type {number} */ from, /** @type {number} */ to) => from + (to - from) * share;
  return { x: mix(a.x, b.x), y: mix(a.y, b.y), t: mix(a.t, b.t), pressure: mix(a.pressure, b.pressure) };
}

/**
 * @param {Place} point
 * @param {Place} from
 * @param {Place} to
 * @returns {number} in sheets, from the nearest place on the way
 */
function distanceToWay(point, from, to) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / squared;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point.x - from.x - share * dx, point.y - from.y - share * dy);
}
