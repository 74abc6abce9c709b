import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { unpackDrawing } from './drawings.js';

test('a packed drawing is its lines again', () => {
  const drawing = unpackDrawing(Buffer.from([2, 0, 255, 51, 0, 1, 102, 102]).toString('base64'));
  assert.deepEqual(drawing.map(({ points }) => points.map(({ x, y }) => [x, y])), [[[0, 1], [0.2, 0]], [[0.4, 0.4]]]);
  assert.deepEqual(unpackDrawing('?'), []);
});

test('there are ten examples, one of each digit, and 200 digits for the self-test, 20 of each', async () => {
  for (const [name, each] of /** @type {const} */ ([['examples.json', 1], ['selftest.json', 20]])) {
    const { about, digits } = JSON.parse(await readFile(new URL(name, import.meta.url), 'utf8'));
    assert.match(about, /CC BY 4\.0/);
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { digit, lines } of digits) {
      counts[digit] = (counts[digit] ?? 0) + 1;
      const points = unpackDrawing(lines).flatMap((stroke) => stroke.points);
      assert.ok(points.length > 1 && points.every(({ x, y }) => x >= 0 && x <= 1 && y >= 0 && y <= 1));
    }
    assert.deepEqual(counts, Array.from({ length: 10 }, () => each), name);
  }
});
