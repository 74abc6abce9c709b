import assert from 'node:assert/strict';
import { test } from 'node:test';

import { fitInto, MAX_BYTES, needsRedrawing } from './picture_size.js';

test('a large picture is fitted with its shape kept', () => {
  assert.deepEqual(fitInto(4000, 3000, 2048), { width: 2048, height: 1536 });
  assert.deepEqual(fitInto(3000, 4000, 2048), { width: 1536, height: 2048 });
});

test('a picture that fits keeps its size', () => {
  assert.deepEqual(fitInto(2048, 10, 2048), { width: 2048, height: 10 });
  assert.deepEqual(fitInto(28, 28, 2048), { width: 28, height: 28 });
});

test('a very long picture keeps at least one pixel across', () => {
  assert.deepEqual(fitInto(100000, 1, 2048), { width: 2048, height: 1 });
});

test('only a large picture or a kind that the server may not know is drawn anew', () => {
  const photo = { type: 'image/jpeg', bytes: 3e6, width: 2048, height: 1536 };
  assert.equal(needsRedrawing(photo), false);
  assert.equal(needsRedrawing({ ...photo, width: 4032 }), true);
  assert.equal(needsRedrawing({ ...photo, height: 2049 }), true);
  assert.equal(needsRedrawing({ ...photo, bytes: MAX_BYTES + 1 }), true);
  assert.equal(needsRedrawing({ ...photo, type: 'image/avif' }), true);
});
