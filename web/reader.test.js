import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Refused, ServerAway, ServerBusy } from './api.js';
import { Reader } from './reader.js';

/** @typedef {import('./api.js').Reading} Reading */

/** @param {string} text @returns {Reading} */
const reading = (text) => ({ text, confidence: 1, digits: [], rejected: [], width: 400, height: 400, model: 'm' });

/** A reader whose questions are answered by hand and whose pauses end by hand. */
function setUp() {
  /** @type {string[]} */
  const events = [];
  /** @type {{job: string, signal: AbortSignal, resolve: (r: Reading) => void, reject: (e: Error) => void}[]} */
  const asked = [];
  /** @type {{ms: number, retry: () => void, cancelled: boolean}[]} */
  const pauses = [];
  const reader = new Reader({
    ask: (/** @type {string} */ job, signal) =>
      new Promise((resolve, reject) => asked.push({ job, signal, resolve, reject })),
    listener: {
      onReading: (job, { text }) => events.push(`${job}=${text}`),
      onRefused: (job, words) => events.push(`${job} refused: ${words}`),
      onAway: (busy) => events.push(busy ? 'busy' : 'away'),
      onWaiting: () => {},
    },
    later: (retry, ms) => {
      const pause = { ms, retry, cancelled: false };
      pauses.push(pause);
      return () => (pause.cancelled = true);
    },
  });
  const question = (/** @type {number} */ i) => {
    const found = asked[i];
    assert.ok(found);
    return found;
  };
  const pause = (/** @type {number} */ i) => {
    const found = pauses[i];
    assert.ok(found);
    return found;
  };
  return { reader, events, asked, pauses, question, pause };
}

test('the newest question wins, whichever answer comes last', async () => {
  const { reader, events, question } = setUp();
  const first = reader.read('first');
  const second = reader.read('second');
  assert.equal(question(0).signal.aborted, true);
  question(1).resolve(reading('2'));
  await second;
  question(0).resolve(reading('1'));
  await first;
  assert.deepEqual(events, ['second=2']);
});

test('a question overtaken by a failure of the old one is not disturbed', async () => {
  const { reader, events, question, pauses } = setUp();
  const first = reader.read('first');
  const second = reader.read('second');
  question(0).reject(new ServerAway());
  await first;
  question(1).resolve(reading('2'));
  await second;
  assert.deepEqual(events, ['second=2']);
  assert.equal(pauses.length, 0);
});

test('a server that is away is asked again, more and more patiently, until it answers', async () => {
  const { reader, events, asked, question, pause } = setUp();
  void reader.read('7');
  for (const [i, ms] of [500, 1000, 2000, 4000, 8000, 8000].entries()) {
    question(i).reject(new ServerAway());
    await new Promise(setImmediate);
    assert.equal(pause(i).ms, ms);
    pause(i).retry();
    assert.equal(asked.length, i + 2);
  }
  question(6).resolve(reading('7'));
  await new Promise(setImmediate);
  assert.deepEqual(events, [...Array(6).fill('away'), '7=7']);
});

test('a new question while the server is away takes the place of the old one', async () => {
  const { reader, asked, question, pause } = setUp();
  const first = reader.read('first');
  question(0).reject(new ServerAway());
  await first;
  void reader.read('second');
  assert.equal(pause(0).cancelled, true);
  assert.deepEqual(asked.map(({ job }) => job), ['first', 'second']);
});

test('a busy server is asked after as long as it wished', async () => {
  const { reader, events, question, pause } = setUp();
  const open = reader.read('7');
  question(0).reject(new ServerBusy(3));
  await open;
  assert.equal(pause(0).ms, 3000);
  assert.deepEqual(events, ['busy']);
});

test('a refusal is told and not repeated', async () => {
  const { reader, events, pauses, question } = setUp();
  const open = reader.read('notes.txt');
  question(0).reject(new Refused('Not a picture.'));
  await open;
  assert.deepEqual(events, ['notes.txt refused: Not a picture.']);
  assert.equal(pauses.length, 0);
});

test('hurrying asks at once, and does nothing where no question waits', async () => {
  const { reader, asked, question } = setUp();
  reader.hurry();
  assert.equal(asked.length, 0);
  const open = reader.read('7');
  question(0).reject(new ServerAway());
  await open;
  reader.hurry();
  assert.equal(asked.length, 2);
});

test('a cleared sheet gets no late answer', async () => {
  const { reader, events, question } = setUp();
  const open = reader.read('7');
  reader.forget();
  question(0).resolve(reading('7'));
  await open;
  assert.deepEqual(events, []);
});

test('a question is open until it is answered, also while it waits to be asked again', async () => {
  const { reader, question, pause } = setUp();
  assert.equal(reader.isAsking, false);
  void reader.read('7');
  assert.equal(reader.isAsking, true);
  question(0).reject(new ServerAway());
  await new Promise(setImmediate);
  assert.equal(reader.isAsking, true);
  pause(0).retry();
  question(1).resolve(reading('7'));
  await new Promise(setImmediate);
  assert.equal(reader.isAsking, false);
});
