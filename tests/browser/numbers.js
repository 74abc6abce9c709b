/**
 * Numbers drawn on the sheet, and answers as the server gives them for several digits.
 */

import { DIGITS } from './digits.js';

/** @typedef {import('./browser.js').Line} Line */

/**
 * Digits side by side, each in its share of the sheet's width.
 * @param {string} text
 * @returns {Line[]}
 */
export function linesOf(text) {
  const share = 1 / text.length;
  return [...text].flatMap((digit, i) =>
    (DIGITS[digit] ?? []).map((line) =>
      line.map(([x, y]) => /** @type {const} */ ([
        (i + 0.5) * share + 1.6 * (x - 0.5) * Math.min(share, 0.5),
        0.5 + 1.6 * (y - 0.5) * Math.min(share, 0.5),
      ]))));
}

/**
 * @param {number} digit
 * @param {number} confidence
 * @param {number[]} box
 * @param {Record<number, number>} [others] second guesses
 */
function glyph(digit, confidence, box, others = {}) {
  const probabilities = Array.from({ length: 10 }, (_, i) => (i === digit ? confidence : (others[i] ?? 0)));
  const notADigit = Math.max(0, 1 - probabilities.reduce((sum, p) => sum + p, 0));
  return { digit, confidence, probabilities, not_a_digit: notADigit, box };
}

/** 4072 on a drawing of 400 by 400, its third digit in doubt, and a spot that is none. */
export const FOUR_DIGITS = {
  text: '4072',
  confidence: 0.71,
  digits: [
    glyph(4, 0.996, [15, 128, 72, 140]),
    glyph(0, 0.998, [115, 128, 72, 140]),
    glyph(7, 0.72, [212, 134, 70, 130], { 1: 0.25 }),
    glyph(2, 0.99, [312, 128, 74, 140]),
  ],
  rejected: [glyph(1, 0.04, [330, 340, 30, 24])],
  width: 400,
  height: 400,
};

/** Two lines of digits on a photograph twice as wide as high. */
export const TWO_LINES = {
  text: '0441 20\n7319',
  confidence: 0.93,
  digits: [...'044120'].map((digit, i) => glyph(Number(digit), 0.99, [60 + 120 * i + (i > 3 ? 60 : 0), 60, 80, 120]))
    .concat([...'7319'].map((digit, i) => glyph(Number(digit), 0.985, [60 + 120 * i, 230, 80, 120]))),
  rejected: [],
  width: 800,
  height: 400,
};
