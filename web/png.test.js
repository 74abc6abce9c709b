import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inflateSync } from 'node:zlib';

import { greyPng } from './png.js';

/**
 * What a reader would make of it: checksums checked by zlib, the filter undone.
 * @param {Uint8Array} file
 */
function decode(file) {
  const bytes = Buffer.from(file);
  assert.equal(bytes.toString('latin1', 12, 16), 'IHDR');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const length = bytes.readUInt32BE(33);
  assert.equal(bytes.toString('latin1', 37, 41), 'IDAT');
  const rows = inflateSync(bytes.subarray(41, 41 + length));
  assert.equal(rows.length, (width + 1) * height);
  const grey = new Uint8Array(width * height);
  for (let y = 0; y < height; ++y) {
    assert.equal(rows[y * (width + 1)], 2);
    for (let x = 0; x < width; ++x) {
      const above = y > 0 ? grey[(y - 1) * width + x] ?? 0 : 0;
      grey[y * width + x] = (rows[y * (width + 1) + 1 + x] ?? 0) + above;
    }
  }
  return { width, height, grey };
}

/** Numbers that look random and are the same every time. @param {number} seed */
function random(seed) {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
}

test('what is packed comes out again, whatever the size and the runs', () => {
  for (let seed = 1; seed <= 60; ++seed) {
    const next = random(seed);
    const width = 1 + Math.floor(next() * 70);
    const height = 1 + Math.floor(next() * 70);
    const grey = new Uint8Array(width * height);
    let value = 0;
    for (let i = 0; i < grey.length; ++i) {
      if (next() < seed / 60) value = Math.floor(next() * 256);
      grey[i] = value;
    }
    assert.deepEqual(decode(greyPng(grey, width, height)), { width, height, grey });
  }
});

test('every length of a run is written as itself', () => {
  for (let run = 1; run <= 600; ++run) {
    const grey = Uint8Array.from({ length: run + 1 }, (_, i) => (i < run ? 200 : 9));
    assert.deepEqual(decode(greyPng(grey, run + 1, 1)).grey, grey, String(run));
  }
});

test('a blank sheet of 400 pixels takes less than three kilobytes', () => {
  assert.ok(greyPng(new Uint8Array(160_000).fill(253), 400, 400).length < 3000);
});
