/**
 * Pen drawings of pendigits (UCI, CC BY 4.0; Alpaydin and Alimoglu 1998) from the folder that INKDIGIT_DATA names.
 */

import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

/** @typedef {import('./browser.js').Line} Line */
/** @typedef {{digit: string, writer: number, lines: Line[]}} PenDrawing points in units of the tablet, y down */

/** Writers of the training file that no network of ours was trained on. */
export const HELD_OUT = [27, 28, 29, 30];

/**
 * @param {'tra' | 'tes'} part
 * @returns {Promise<PenDrawing[] | null>} null where there is no such folder
 */
export async function penDrawings(part) {
  const folder = process.env['INKDIGIT_DATA'];
  if (!folder) return null;
  const text = gunzipSync(await readFile(`${folder}/pendigits-orig.${part}.gz`)).toString('latin1');
  return parseUnipen(text);
}

/**
 * @param {string} text
 * @returns {PenDrawing[]}
 */
function parseUnipen(text) {
  /** @type {PenDrawing[]} */
  const drawings = [];
  for (const line of text.split('\n')) {
    const drawing = drawings.at(-1);
    if (line.startsWith('.SEGMENT')) {
      drawings.push({ digit: /"(\d)"/.exec(line)?.[1] ?? '', writer: 0, lines: [] });
    } else if (drawing && line.startsWith('.COMMENT')) {
      drawing.writer = Number(line.trim().split(/\s+/)[2]);
    } else if (drawing && line.startsWith('.PEN_DOWN')) {
      drawing.lines.push([]);
    } else if (drawing && /^\s*-?\d/.test(line)) {
      const [x = 0, y = 0] = line.trim().split(/\s+/).map(Number);
      const last = drawing.lines.pop() ?? [];
      drawing.lines.push([...last, [x, -y]]);
    }
  }
  return drawings.map((drawing) => ({ ...drawing, lines: drawing.lines.filter(({ length }) => length > 0) }));
}

/**
 * As large as people write, in the middle of the sheet, its shape kept.
 * @param {readonly Line[]} lines
 * @param {number} [side] of the square that it fits in, in sheets
 * @returns {Line[]} in sheets
 */
export function onSheet(lines, side = 0.62) {
  const points = lines.flat();
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = side / Math.max(right - left, bottom - top, 1);
  return lines.map((line) => line.map(([x, y]) => /** @type {const} */ ([
    0.5 + scale * (x - (left + right) / 2),
    0.5 + scale * (y - (top + bottom) / 2),
  ])));
}

/**
 * The same ones each time.
 * @template T
 * @param {readonly T[]} items
 * @param {number} count
 * @param {number} seed
 * @returns {T[]}
 */
export function pick(items, count, seed) {
  const rest = [...items];
  let state = seed;
  return Array.from({ length: Math.min(count, rest.length) }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return /** @type {T} */ (rest.splice(Math.floor((state / 2147483648) * rest.length), 1)[0]);
  });
}
