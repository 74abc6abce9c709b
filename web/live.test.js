import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LivePace } from './live.js';

test('a short stroke is not asked about before it ends', () => {
  const pace = new LivePace();
  pace.begin(1000);
  assert.equal(pace.take(1000, false), false);
  assert.equal(pace.take(1299, false), false);
  assert.equal(pace.hasAsked, false);
});

test('a long stroke is asked about steadily, however many frames are drawn', () => {
  const pace = new LivePace();
  pace.begin(0);
  const asked = [];
  for (let now = 0; now < 1000; now += 16) if (pace.take(now, false)) asked.push(now);
  assert.deepEqual(asked, [304, 464, 624, 784, 944]);
});

test('no question waits behind one that is open, and the next is asked as soon as it is answered', () => {
  const pace = new LivePace();
  pace.begin(0);
  assert.equal(pace.take(400, true), false);
  assert.equal(pace.take(5000, true), false);
  assert.equal(pace.take(5001, false), true);
  assert.equal(pace.take(5002, false), false);
});

test('a new stroke starts anew', () => {
  const pace = new LivePace();
  pace.begin(0);
  assert.equal(pace.take(500, false), true);
  assert.equal(pace.hasAsked, true);
  pace.begin(600);
  assert.equal(pace.hasAsked, false);
  assert.equal(pace.take(700, false), false);
});
