import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addStroke, EMPTY_DRAWING, extendLine, lengthOf } from './strokes.js';

/** @param {number} x @param {number} y */
const at = (x, y) => ({ x, y, t: 0, pressure: 0.5 });
const WIDTH = 0.05;

test('a line keeps points that moved and drops those that did not', () => {
  /** @type {import('./strokes.js').Point[]} */
  const points = [];
  assert.equal(extendLine(points, at(0.5, 0.5)), true);
  assert.equal(extendLine(points, at(0.5002, 0.5)), false);
  assert.equal(extendLine(points, at(0.51, 0.5)), true);
  assert.deepEqual(points.map((p) => p.x), [0.5, 0.51]);
});

test('adding a stroke leaves the drawing before it as it was', () => {
  const one = addStroke(EMPTY_DRAWING, { width: WIDTH, points: [at(0, 0)] });
  const two = addStroke(one, { width: WIDTH, points: [at(1, 1)] });
  assert.equal(one.length, 1);
  assert.equal(two.length, 2);
  assert.equal(two[0], one[0]);
});

test('a stroke without points adds nothing', () => {
  assert.equal(addStroke(EMPTY_DRAWING, { width: WIDTH, points: [] }), EMPTY_DRAWING);
});

test('a line is as long as its way', () => {
  assert.equal(lengthOf([]), 0);
  assert.equal(lengthOf([at(0, 0), at(0.3, 0.4), at(0.3, 0)]), 0.9);
});
