/**
 * Ten digits as a hand writes them, and three that are written differently in other countries. In sheets.
 */

/** @typedef {import('./browser.js').Line} Line */

/**
 * Part of an ellipse.
 * @param {{x: number, y: number, rx: number, ry: number, from: number, to: number}} arc angles in degrees, clockwise
 *   from the right
 * @returns {[number, number][]}
 */
function arc({ x, y, rx, ry, from, to }) {
  const steps = Math.max(2, Math.round(Math.abs(to - from) / 7.5));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180;
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)];
  });
}

/** @type {Readonly<Record<string, readonly Line[]>>} */
export const DIGITS = {
  0: [arc({ x: 0.5, y: 0.5, rx: 0.19, ry: 0.3, from: -100, to: 265 })],
  1: [[[0.53, 0.2], [0.52, 0.35], [0.5, 0.5], [0.49, 0.65], [0.48, 0.8]]],
  2: [[
    ...arc({ x: 0.5, y: 0.36, rx: 0.18, ry: 0.16, from: 195, to: 395 }),
    [0.58, 0.55], [0.48, 0.66], [0.34, 0.79], [0.5, 0.78], [0.7, 0.79],
  ]],
  3: [[
    ...arc({ x: 0.49, y: 0.35, rx: 0.17, ry: 0.14, from: 205, to: 440 }),
    ...arc({ x: 0.49, y: 0.64, rx: 0.19, ry: 0.16, from: 280, to: 510 }),
  ]],
  4: [
    [[0.5, 0.2], [0.42, 0.36], [0.33, 0.53], [0.3, 0.58], [0.45, 0.58], [0.6, 0.57], [0.72, 0.56]],
    [[0.62, 0.34], [0.61, 0.5], [0.6, 0.66], [0.58, 0.82]],
  ],
  5: [
    [[0.38, 0.22], [0.37, 0.34], [0.36, 0.46], ...arc({ x: 0.47, y: 0.62, rx: 0.19, ry: 0.18, from: 235, to: 505 })],
    [[0.38, 0.22], [0.5, 0.215], [0.66, 0.21]],
  ],
  6: [[
    [0.6, 0.2], [0.5, 0.28], [0.41, 0.41], [0.36, 0.55],
    ...arc({ x: 0.5, y: 0.64, rx: 0.15, ry: 0.15, from: 180, to: -190 }),
  ]],
  7: [[[0.32, 0.24], [0.45, 0.24], [0.58, 0.235], [0.7, 0.22], [0.62, 0.38], [0.55, 0.53], [0.49, 0.68], [0.45, 0.8]]],
  8: [[
    ...arc({ x: 0.5, y: 0.35, rx: 0.14, ry: 0.14, from: -60, to: -270 }),
    ...arc({ x: 0.5, y: 0.64, rx: 0.17, ry: 0.15, from: -90, to: 270 }),
    ...arc({ x: 0.5, y: 0.35, rx: 0.14, ry: 0.14, from: 90, to: -60 }),
  ]],
  9: [[
    ...arc({ x: 0.51, y: 0.36, rx: 0.15, ry: 0.15, from: -20, to: -360 }),
    [0.66, 0.38], [0.64, 0.53], [0.6, 0.68], [0.55, 0.8],
  ]],
};

/** @type {readonly {name: string, digit: string, lines: readonly Line[]}[]} */
export const FOREIGN_DIGITS = [
  {
    name: 'a flagged 1',
    digit: '1',
    lines: [[[0.38, 0.36], [0.45, 0.29], [0.53, 0.2], [0.53, 0.4], [0.53, 0.6], [0.53, 0.8]]],
  },
  {
    name: 'a 1 with a foot',
    digit: '1',
    lines: [
      [[0.4, 0.34], [0.46, 0.28], [0.52, 0.2], [0.52, 0.4], [0.52, 0.6], [0.52, 0.79]],
      [[0.38, 0.8], [0.52, 0.8], [0.66, 0.8]],
    ],
  },
  { name: 'a crossed 7', digit: '7', lines: [...(DIGITS['7'] ?? []), [[0.42, 0.52], [0.54, 0.51], [0.66, 0.5]]] },
];

/** Loops over the whole sheet that are no digit in any country. @type {readonly Line[]} */
export const SCRIBBLE = [
  Array.from({ length: 80 }, (_, i) => {
    const angle = (i * 2 * Math.PI) / 80;
    return [0.5 + 0.36 * Math.sin(5 * angle), 0.5 + 0.36 * Math.cos(4 * angle)];
  }),
];
