import assert from 'node:assert/strict';
import { test } from 'node:test';

import { correctedText } from './corrections.js';

/** @param {number} digit @param {number} x @param {number} [y] */
const glyph = (digit, x, y = 0) => ({
  digit,
  confidence: 1,
  probabilities: [],
  notADigit: 0,
  tile: null,
  evidence: null,
  box: { x, y, width: 8, height: 10 },
});

test('a corrected digit stands where the wrong one stood, spaces and lines kept', () => {
  const reading = { text: '40 7\n2', digits: [4, 0, 7, 2].map((digit, i) => glyph(digit, 10 * i)), rejected: [] };
  assert.equal(correctedText(reading, new Map()), '40 7\n2');
  assert.equal(correctedText(reading, new Map([[2, 1], [3, 9]])), '40 1\n9');
});

test('ink taken for no digit is put before or behind the digit nearest to it', () => {
  const digits = [glyph(4, 0), glyph(7, 30), glyph(2, 0, 50)];
  const reading = { text: '47\n2', digits, rejected: [glyph(1, 22), glyph(5, 12, 50)] };
  assert.equal(correctedText(reading, new Map([[3, 1]])), '417\n2');
  assert.equal(correctedText(reading, new Map([[4, 5]])), '47\n25');
});

test('ink that is all there is becomes the text', () => {
  assert.equal(correctedText({ text: '', digits: [], rejected: [glyph(3, 0)] }, new Map([[0, 8]])), '8');
});
