/**
 * Makes the page's built-in digits, web/examples.json and web/selftest.json: `npm run digits` here, with INKDIGIT_DATA
 * set. They are drawings of writers held out from training; none was chosen by how it is read.
 */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { HELD_OUT, onSheet, penDrawings, pick } from './unipen.js';

const ABOUT = 'Digits of pendigits (E. Alpaydin, F. Alimoglu; UCI Machine Learning Repository; CC BY 4.0), written by '
  + 'four people whose digits the reader was not trained on. Made smaller: fewer points, whole steps.';
/** A point that leaves the line less than this far away, in 255ths of a sheet, is left out. */
const TOLERANCE = 0.8;

/**
 * Douglas and Peucker's way.
 * @param {readonly (readonly [number, number])[]} points
 * @returns {(readonly [number, number])[]}
 */
function simplify(points) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || points.length < 3) return [...points];
  const [dx, dy] = [last[0] - first[0], last[1] - first[1]];
  const length = Math.hypot(dx, dy);
  let far = 0;
  let farthest = 0;
  points.forEach(([x, y], i) => {
    const distance = length === 0 ? Math.hypot(x - first[0], y - first[1])
      : Math.abs(dx * (y - first[1]) - dy * (x - first[0])) / length;
    if (distance > farthest) [far, farthest] = [i, distance];
  });
  if (farthest < TOLERANCE) return [first, last];
  return [...simplify(points.slice(0, far + 1)).slice(0, -1), ...simplify(points.slice(far))];
}

/**
 * Each line: the number of its points, then x and y of each, 0 to 255 for the sheet.
 * @param {import('./unipen.js').PenDrawing} drawing
 */
function packed({ digit, lines }) {
  const bytes = onSheet(lines).flatMap((line) => {
    const points = simplify(line.map(([x, y]) => /** @type {const} */ ([255 * x, 255 * y]))).slice(0, 255);
    return [points.length, ...points.flatMap(([x, y]) => [Math.round(x), Math.round(y)])];
  });
  return { digit: Number(digit), lines: Buffer.from(bytes).toString('base64') };
}

/**
 * @param {string} name
 * @param {import('./unipen.js').PenDrawing[]} drawings
 */
async function write(name, drawings) {
  const path = fileURLToPath(new URL(`../../web/${name}`, import.meta.url));
  const rows = drawings.map((drawing) => JSON.stringify(packed(drawing)));
  await writeFile(path, `{"about": ${JSON.stringify(ABOUT)},\n"digits": [\n${rows.join(',\n')}\n]}\n`);
  process.stdout.write(`web/${name}: ${drawings.length} digits\n`);
}

const all = (await penDrawings('tra'))?.filter(({ writer }) => HELD_OUT.includes(writer));
if (!all) throw new Error('INKDIGIT_DATA must name the folder with pendigits-orig.tra.gz');
const of = (/** @type {number} */ digit) => all.filter((drawing) => drawing.digit === String(digit));
const ten = Array.from({ length: 10 }, (_, digit) => digit);
await write('examples.json', ten.flatMap((digit) => pick(of(digit), 1, 7 + digit)));
await write('selftest.json', pick(ten.flatMap((digit) => pick(of(digit), 20, 100 + digit)), 200, 1));
