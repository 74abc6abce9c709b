import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addStroke, EMPTY_DRAWING, extendStroke } from './strokes.js';

/** @param {number} x @param {number} y */
const at = (x, y) => ({ x, y, t: 0, pressure: 0.5 });

test('a stroke keeps points that moved and drops those that did not', () => {
  /** @type {import('./strokes.js').Point[]} */
  const stroke = [];
  assert.equal(extendStroke(stroke, at(0.5, 0.5)), true);
  assert.equal(extendStroke(stroke, at(0.5002, 0.5)), false);
  assert.equal(extendStroke(stroke, at(0.51, 0.5)), true);
  assert.deepEqual(stroke.map((p) => p.x), [0.5, 0.51]);
});

test('adding a stroke leaves the drawing before it as it was', () => {
  const one = addStroke(EMPTY_DRAWING, [at(0, 0)]);
  const two = addStroke(one, [at(1, 1)]);
  assert.equal(one.length, 1);
  assert.equal(two.length, 2);
  assert.equal(two[0], one[0]);
});

test('a stroke without points adds nothing', () => {
  assert.equal(addStroke(EMPTY_DRAWING, []), EMPTY_DRAWING);
});
