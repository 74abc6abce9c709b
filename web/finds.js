/**
 * What was found on the sheet, one after the other, and where each lies there. Pure.
 */

/** @typedef {import('./api.js').Reading} Reading */
/** @typedef {import('./api.js').Box} Box */
/** @typedef {import('./api.js').GlyphReading & {readonly isDigit: boolean}} Find */

/**
 * The digits in reading order, then the ink that is none.
 * @param {Pick<Reading, 'digits' | 'rejected'>} reading
 * @returns {Find[]}
 */
export function findsOf({ digits, rejected }) {
  return [
    ...digits.map((glyph) => ({ ...glyph, isDigit: true })),
    ...rejected.map((glyph) => ({ ...glyph, isDigit: false })),
  ];
}

/**
 * The digit worth a second look, or the first find where none is a digit.
 * @param {readonly Find[]} finds
 * @returns {number} its index; 0 where there are none
 */
export function leastSure(finds) {
  let least = 0;
  finds.forEach(({ isDigit, confidence }, i) => {
    if (isDigit && confidence < (finds[least]?.confidence ?? 1)) least = i;
  });
  return least;
}

/**
 * Where a box lies on the sheet, in sheets: a picture fills the sheet's width or height and lies in its middle.
 * @param {Box} box in pixels of the picture
 * @param {{width: number, height: number}} picture
 * @returns {Box | null} null where the picture's size is not known
 */
export function onSheet(box, { width, height }) {
  const side = Math.max(width, height);
  if (!(Math.min(width, height) > 0)) return null;
  return {
    x: (box.x + (side - width) / 2) / side,
    y: (box.y + (side - height) / 2) / side,
    width: box.width / side,
    height: box.height / side,
  };
}

/** How far beside a box a finger may land, in sheets: a 1 is thinner than a fingertip. */
const SLACK = 0.02;

/**
 * The smallest box that the point is in or next to, so that a box inside of another one can be hit.
 * @param {readonly (Box | null)[]} boxes
 * @param {{x: number, y: number}} point
 * @returns {number} its index, or -1
 */
export function boxAt(boxes, point) {
  let best = -1;
  let smallest = Infinity;
  boxes.forEach((box, i) => {
    if (!box) return;
    const beside = Math.max(box.x - point.x, point.x - box.x - box.width);
    const above = Math.max(box.y - point.y, point.y - box.y - box.height);
    if (Math.max(beside, above) > SLACK || box.width * box.height >= smallest) return;
    best = i;
    smallest = box.width * box.height;
  });
  return best;
}
