/**
 * The built-in digits: drawings as small files beside the page hold them.
 */

import { bytesOf } from './packed.js';

/** @typedef {import('./strokes.js').Drawing} Drawing */
/** @typedef {{digit: number, drawing: Drawing}} KnownDigit */

/** Of the pen, in sheets; the middle one of the page's own. */
const WIDTH = 0.05;

/**
 * @param {string} name of the file
 * @returns {Promise<KnownDigit[]>}
 */
export async function loadDigits(name) {
  const response = await fetch(new URL(name, document.baseURI));
  if (!response.ok) throw new Error(`${name}: status ${response.status}`);
  const { digits } = /** @type {{digits: {digit: number, lines: string}[]}} */ (await response.json());
  return digits.map(({ digit, lines }) => ({ digit, drawing: unpackDrawing(lines) }));
}

/**
 * @param {string} base64 of each line: the number of its points, then x and y of each, 0 to 255 for the sheet
 * @returns {Drawing}
 */
export function unpackDrawing(base64) {
  const bytes = bytesOf(base64) ?? new Uint8Array(0);
  /** @type {import('./strokes.js').Stroke[]} */
  const strokes = [];
  for (let i = 0; i < bytes.length;) {
    const count = bytes[i++] ?? 0;
    const points = Array.from({ length: count }, (_, p) => ({
      x: (bytes[i + 2 * p] ?? 0) / 255,
      y: (bytes[i + 2 * p + 1] ?? 0) / 255,
      t: 0,
      pressure: 0.5,
    }));
    i += 2 * count;
    if (count > 0) strokes.push({ width: WIDTH, points });
  }
  return strokes;
}
