import assert from 'node:assert/strict';
import { test } from 'node:test';

import { evidenceFor, evidenceInWords, valueAt } from './evidence.js';
import { unpack } from './packed.js';

/** @param {number[]} values @param {[number, number, number]} shape */
const packed = (values, shape) => {
  const base64 = Buffer.from(Int8Array.from(values).buffer).toString('base64');
  const evidence = unpack({ shape, scale: 0.5, values: base64 });
  assert.ok(evidence);
  return evidence;
};

test('what is packed has its shape, or it is nothing', () => {
  const { values, ...rest } = packed([1, -2, 3, -127], [2, 1, 2]);
  assert.deepEqual([...values], [1, -2, 3, -127]);
  assert.deepEqual(rest, { count: 2, height: 1, width: 2, scale: 0.5 });
  for (const wrong of [null, 7, {},
    { shape: [1, 1, 1], scale: 1, values: 'AAA=' }, { shape: [1], scale: 1, values: '' },
    { shape: [1, 1, 1], scale: 1, values: 'not base64!' }, { shape: [1, 1, 1], scale: '1', values: 'AA==' }]) {
    assert.equal(unpack(wrong), null, JSON.stringify(wrong));
  }
});

test('what speaks for every class alike speaks for none', () => {
  const evidence = packed([90, 10, 90, -10], [2, 1, 2]);
  assert.deepEqual([...evidenceFor(evidence, 0)], [0, 1]);
  assert.deepEqual([...evidenceFor(evidence, 1)], [0, -1]);
});

test('no evidence at all is zero everywhere', () => {
  assert.deepEqual([...evidenceFor(packed([0, 0], [2, 1, 1]), 1)], [0]);
});

test('between two places lies what is between their values', () => {
  const values = Float32Array.of(0, 1, 2, 3);
  const size = { height: 2, width: 2 };
  assert.equal(valueAt(values, size, 0, 0), 0);
  assert.equal(valueAt(values, size, 1, 1), 3);
  assert.equal(valueAt(values, size, 0.5, 0.5), 1.5);
  assert.equal(valueAt(Float32Array.of(7), { height: 1, width: 1 }, 0.9, 0.1), 7);
});

test('the words name where the evidence is', () => {
  const values = new Float32Array(49);
  values[0] = 1;
  values[48] = -1;
  const size = { height: 7, width: 7 };
  assert.equal(evidenceInWords(values, size, 'a 7'),
    'Here the top left speaks most for a 7, and the bottom right most against it.');
  assert.equal(evidenceInWords(new Float32Array(49), size, 'a 7'), 'Nothing here speaks for a 7.');
  values.fill(0);
  values[24] = 1;
  assert.equal(evidenceInWords(values, size, 'an 8'), 'Here the middle speaks most for an 8.');
});
