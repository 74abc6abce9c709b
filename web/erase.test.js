import assert from 'node:assert/strict';
import { test } from 'node:test';

import { ERASER_RADIUS, eraseAlong } from './erase.js';

/** @param {number} x @param {number} y @param {number} [t] */
const at = (x, y, t = 0) => ({ x, y, t, pressure: 0.5 });
const WIDTH = 0.04;
const REACH = ERASER_RADIUS + WIDTH / 2;
/** From left to right through the middle, of two points only: a very fast hand. */
const LINE = { width: WIDTH, points: [at(0.1, 0.5, 0), at(0.9, 0.5, 800)] };

test('an eraser that touches no ink leaves the very same drawing', () => {
  const drawing = [LINE];
  assert.equal(eraseAlong(drawing, at(0.5, 0.5 - 1.01 * REACH), at(0.6, 0.1)), drawing);
});

test('an eraser across a stroke leaves two, with a gap as wide as it reaches', () => {
  const [left, right, ...more] = eraseAlong([LINE], at(0.5, 0.2), at(0.5, 0.8));
  assert.deepEqual(more, []);
  const end = left?.points.at(-1)?.x ?? 0;
  const begin = right?.points[0]?.x ?? 0;
  assert.ok(Math.abs(end - (0.5 - REACH)) < 0.006, `the left piece ends at ${end}`);
  assert.ok(Math.abs(begin - (0.5 + REACH)) < 0.006, `the right piece begins at ${begin}`);
  assert.equal(left?.width, WIDTH);
  const times = [...(left?.points ?? []), ...(right?.points ?? [])].map(({ t }) => t);
  assert.deepEqual(times, [...times].sort((a, b) => a - b), 'time still runs forward');
});

test('an eraser along a stroke leaves nothing of it', () => {
  assert.deepEqual(eraseAlong([LINE], at(0, 0.51), at(1, 0.51)), []);
});

test('a dot is rubbed out whole, and other strokes stay as they are', () => {
  const dot = { width: WIDTH, points: [at(0.5, 0.9)] };
  const rest = eraseAlong([LINE, dot], at(0.5, 0.9), at(0.5, 0.9));
  assert.deepEqual(rest, [LINE]);
  assert.equal(rest[0], LINE);
});

test('a thick stroke is touched from farther away than a thin one', () => {
  const thick = { ...LINE, width: 0.1 };
  const beside = 0.5 + ERASER_RADIUS + 0.03;
  assert.equal(eraseAlong([LINE], at(0.5, beside), at(0.5, beside)).length, 1);
  assert.equal(eraseAlong([thick], at(0.5, beside), at(0.5, beside)).length, 2);
});

test('rubbing to and fro does not make strokes of ever more points', () => {
  /** @type {import('./strokes.js').Drawing} */
  let drawing = [LINE];
  for (let i = 0; i < 50; ++i) drawing = eraseAlong(drawing, at(0.5, 0.4), at(0.5, 0.6));
  assert.equal(drawing.length, 2);
  const points = drawing.reduce((sum, stroke) => sum + stroke.points.length, 0);
  assert.ok(points < 200, `${points} points`);
});
