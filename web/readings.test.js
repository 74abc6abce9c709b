import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Refused } from './api.js';
import { describeEntry, describeKeeping, isGone, parseEntry, parseKeeping } from './readings.js';

test('what the server says of keeping is read; anything unknown counts as never', () => {
  assert.deepEqual(parseKeeping({ keep: 'all', retain_days: 30 }), { mode: 'all', days: 30 });
  assert.deepEqual(parseKeeping({ keep: 'corrections', retain_days: null }), { mode: 'corrections', days: null });
  assert.deepEqual(parseKeeping({ keep: 'perhaps' }), { mode: 'never', days: null });
  assert.deepEqual(parseKeeping(null), { mode: 'never', days: null });
});

test('an entry is read, with and without a correction and tiles', () => {
  assert.deepEqual(parseEntry({ id: 'a', time: 't', text: '7\n', corrected: null }),
    { id: 'a', time: 't', text: '7', corrected: null, tiles: [] });
  assert.deepEqual(parseEntry({ id: 'a', time: 't', text: '7', corrected: { text: '' }, tiles: ['AQI=', '*'] }),
    { id: 'a', time: 't', text: '7', corrected: '', tiles: [Uint8Array.of(1, 2)] });
});

test('the sentence says what is kept, where and for how long', () => {
  assert.match(describeKeeping({ mode: 'all', days: 30 }, true), /^On this server, for 30 days;/);
  assert.match(describeKeeping({ mode: 'all', days: 1 }, true), /for 1 day;/);
  assert.match(describeKeeping({ mode: 'corrections', days: null }, true), /until you delete them/);
  assert.equal(describeKeeping({ mode: 'all', days: 30 }, false), 'Nothing new is kept.');
});

test('an entry in words', () => {
  const entry = { id: 'a', time: 't', text: '7', corrected: null, tiles: [] };
  assert.equal(describeEntry(entry), 'read as 7');
  assert.equal(describeEntry({ ...entry, corrected: '1' }), 'read as 7, corrected to 1');
  assert.equal(describeEntry({ ...entry, text: '', corrected: '' }), 'read as nothing, corrected to nothing');
});

test('only 404 means that a reading is gone', () => {
  assert.equal(isGone(new Refused('gone', 404)), true);
  assert.equal(isGone(new Refused('no', 403)), false);
  assert.equal(isGone(new Error('no')), false);
});
