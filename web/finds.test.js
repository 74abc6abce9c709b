import assert from 'node:assert/strict';
import { test } from 'node:test';

import { boxAt, findsOf, leastSure, onSheet } from './finds.js';

/** @param {number} digit @param {number} confidence */
const glyph = (digit, confidence) =>
  ({ digit, confidence, notADigit: 0, probabilities: [], box: null, tile: null, evidence: null });

test('digits come first, in reading order, and ink that is none after them', () => {
  const finds = findsOf({ digits: [glyph(4, 1), glyph(2, 1)], rejected: [glyph(7, 0.1)] });
  assert.deepEqual(finds.map(({ digit, isDigit }) => [digit, isDigit]), [[4, true], [2, true], [7, false]]);
});

test('the least sure is the digit with the lowest confidence, whatever was rejected', () => {
  const digits = [glyph(4, 0.99), glyph(2, 0.6), glyph(9, 0.8)];
  const some = findsOf({ digits, rejected: [glyph(1, 0.1)] });
  assert.equal(leastSure(some), 1);
  assert.equal(leastSure(findsOf({ digits: [], rejected: [glyph(1, 0.1)] })), 0);
  assert.equal(leastSure([]), 0);
});

test('a wide picture lies across the middle of the sheet, a high one along it', () => {
  const box = { x: 0, y: 0, width: 100, height: 50 };
  assert.deepEqual(onSheet(box, { width: 200, height: 100 }), { x: 0, y: 0.25, width: 0.5, height: 0.25 });
  assert.deepEqual(onSheet(box, { width: 100, height: 200 }), { x: 0.25, y: 0, width: 0.5, height: 0.25 });
  assert.deepEqual(onSheet(box, { width: 100, height: 100 }), { x: 0, y: 0, width: 1, height: 0.5 });
  assert.equal(onSheet(box, { width: 0, height: 0 }), null);
});

test('a point hits the smallest box that it is in or next to', () => {
  const boxes = [{ x: 0, y: 0, width: 1, height: 1 }, null, { x: 0.4, y: 0.4, width: 0.2, height: 0.2 }];
  assert.equal(boxAt(boxes, { x: 0.5, y: 0.5 }), 2);
  assert.equal(boxAt(boxes, { x: 0.1, y: 0.5 }), 0);
  assert.equal(boxAt(boxes, { x: 0.385, y: 0.5 }), 2, 'a finger need not be exact');
  assert.equal(boxAt([boxes[2] ?? null], { x: 0.1, y: 0.5 }), -1);
  assert.equal(boxAt([], { x: 0.1, y: 0.5 }), -1);
});
