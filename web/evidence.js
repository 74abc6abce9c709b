/**
 * What the places of the tile say for and against a digit, in numbers and in words. Pure.
 */

import { mapOf } from './packed.js';

/** @typedef {import('./packed.js').Packed} Packed */

const ROWS = ['top', 'middle', 'bottom'];
const COLUMNS = ['left', '', 'right'];

/**
 * The evidence for a class less the mean of all classes: what speaks for each of them alike decides nothing. As shares
 * of the largest of all, so that digits can be compared.
 * @param {Packed} evidence
 * @param {number} digit
 * @returns {Float32Array} rows first, each -1 (against) to 1 (for)
 */
export function evidenceFor(evidence, digit) {
  const size = evidence.height * evidence.width;
  const means = Float32Array.from({ length: size }, (_, p) => {
    let sum = 0;
    for (let k = 0; k < evidence.count; ++k) sum += evidence.values[k * size + p] ?? 0;
    return sum / evidence.count;
  });
  let largest = 1;
  evidence.values.forEach((value, i) => (largest = Math.max(largest, Math.abs(value - (means[i % size] ?? 0)))));
  return Float32Array.from(mapOf(evidence, digit), (value, p) => (value - (means[p] ?? 0)) / largest);
}

/**
 * Between the places' middles, so that the map has no steps.
 * @param {Float32Array} values
 * @param {{height: number, width: number}} size
 * @param {number} x 0 to 1
 * @param {number} y 0 to 1
 * @returns {number}
 */
export function valueAt(values, { height, width }, x, y) {
  const place = (/** @type {number} */ at, /** @type {number} */ count) => {
    const exact = Math.min(count - 1, Math.max(0, at * count - 0.5));
    const low = Math.min(Math.floor(exact), Math.max(0, count - 2));
    return { low, high: Math.min(low + 1, count - 1), share: exact - low };
  };
  const row = place(y, height);
  const column = place(x, width);
  const along = (/** @type {number} */ r) => {
    const left = values[r * width + column.low] ?? 0;
    return left + ((values[r * width + column.high] ?? 0) - left) * column.share;
  };
  return along(row.low) + (along(row.high) - along(row.low)) * row.share;
}

/**
 * The thirds of the tile that speak loudest, for those who can't see the map.
 * @param {Float32Array} values
 * @param {{height: number, width: number}} size
 * @param {string} name of the digit, with its article
 * @returns {string}
 */
export function evidenceInWords(values, { height, width }, name) {
  const third = (/** @type {number} */ at, /** @type {number} */ count) => Math.floor((3 * (at + 0.5)) / count);
  const sums = new Map();
  values.forEach((value, p) => {
    const where = placeName(third(Math.floor(p / width), height), third(p % width, width));
    sums.set(where, (sums.get(where) ?? 0) + value);
  });
  const ordered = [...sums].sort((a, b) => b[1] - a[1]);
  const [best, most = 0] = ordered[0] ?? [];
  const [worst, least = 0] = ordered.at(-1) ?? [];
  const against = least < 0 ? `, and ${worst} most against it` : '';
  return most > 0 ? `Here ${best} speaks most for ${name}${against}.` : `Nothing here speaks for ${name}.`;
}

/**
 * @param {number} row 0 to 2
 * @param {number} column 0 to 2
 * @returns {string}
 */
function placeName(row, column) {
  const [vertical = '', horizontal = ''] = [ROWS[row], COLUMNS[column]];
  if (!horizontal) return row === 1 ? 'the middle' : `the ${vertical}`;
  return row === 1 ? `the ${horizontal}` : `the ${vertical} ${horizontal}`;
}
