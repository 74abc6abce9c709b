/**
 * The drawing as data: strokes of points, never pixels. Lengths are in sheets: the sheet is one wide and one high, so
 * a drawing outlives any resize or zoom. Pure; it never touches the DOM.
 */

/**
 * @typedef {object} Point
 * @property {number} x from the left edge, in sheets
 * @property {number} y from the top edge, in sheets
 * @property {number} t when it was drawn, in milliseconds of the page's clock
 * @property {number} pressure 0 to 1; 0.5 where the pointer can't tell
 */
/**
 * @typedef {object} Stroke
 * @property {number} width at middle pressure, in sheets
 * @property {readonly Readonly<Point>[]} points
 */
/** @typedef {readonly Readonly<Stroke>[]} Drawing */

/** @type {Drawing} */
export const EMPTY_DRAWING = Object.freeze([]);

/** Points closer together than this (in sheets, about half a CSS pixel) tell nothing new. */
const MIN_STEP = 0.001;

/**
 * Lengthens the line under the pen. Returns whether the point was far enough from the last one to be kept.
 * @param {Point[]} points
 * @param {Point} point
 * @returns {boolean}
 */
export function extendLine(points, point) {
  const last = points.at(-1);
  if (last && Math.hypot(point.x - last.x, point.y - last.y) < MIN_STEP) return false;
  points.push(point);
  return true;
}

/**
 * @param {Drawing} drawing
 * @param {Stroke} stroke
 * @returns {Drawing}
 */
export function addStroke(drawing, stroke) {
  return stroke.points.length === 0 ? drawing : [...drawing, stroke];
}

/**
 * @param {readonly Readonly<Point>[]} points
 * @returns {number} in sheets
 */
export function lengthOf(points) {
  return points.reduce((sum, point, i) => {
    const before = points[i - 1] ?? point;
    return sum + Math.hypot(point.x - before.x, point.y - before.y);
  }, 0);
}
