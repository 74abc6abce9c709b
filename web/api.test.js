import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseReading, Refused, ServerAway, ServerBusy, understand } from './api.js';

const SEVEN = {
  digit: 7,
  confidence: 0.9,
  probabilities: [0, 0.05, 0, 0, 0, 0, 0, 0.9, 0, 0.03],
  not_a_digit: 0.02,
  box: [1, 2, 3, 4],
};
const READING = { text: '7', confidence: 0.9, digits: [SEVEN], rejected: [], width: 400, height: 400, model: 'x' };

/** @param {number} status @param {unknown} body @param {Record<string, string>} [headers] */
const answer = (status, body, headers = { 'Content-Type': 'application/problem+json' }) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

test('a reading is taken over as it was sent', () => {
  const reading = parseReading(READING);
  assert.equal(reading.text, '7');
  assert.equal(reading.digits[0]?.digit, 7);
  assert.equal(reading.digits[0]?.notADigit, 0.02);
  assert.equal(reading.digits[0]?.tile, null);
  assert.deepEqual(reading.rejected, []);
  assert.deepEqual(reading.digits[0]?.box, { x: 1, y: 2, width: 3, height: 4 });
  assert.deepEqual([reading.width, reading.height], [400, 400]);
});

test('a tile is 784 bytes or nothing', () => {
  const tile = Buffer.from(Uint8Array.from({ length: 784 }, (_, i) => i % 256)).toString('base64');
  const parsed = parseReading({ ...READING, digits: [{ ...SEVEN, tile }] });
  assert.equal(parsed.digits[0]?.tile?.length, 784);
  assert.equal(parsed.digits[0]?.tile?.[783], 783 % 256);
  assert.equal(parseReading({ ...READING, digits: [{ ...SEVEN, tile: 'AAAA' }] }).digits[0]?.tile, null);
});

test('a reading without places is still a reading', () => {
  for (const box of [undefined, null, [1, 2, 3], [1, 2, 0, 4], [1, -2, 3, 4], [1, 2, '3', 4]]) {
    const { width, digits } = parseReading({ ...READING, width: undefined, digits: [{ ...SEVEN, box }] });
    assert.equal(width, 0);
    assert.equal(digits[0]?.box, null);
  }
});

test('an answer of another shape is refused instead of shown', () => {
  const nine = SEVEN.probabilities.slice(1);
  for (const json of [null, 'text', {}, { text: 7, confidence: 1 }, { text: '', confidence: 1.5 },
    { ...READING, digits: [{ ...SEVEN, probabilities: nine }] },
    { ...READING, digits: [{ ...SEVEN, probabilities: [...nine, null] }] }]) {
    assert.throws(() => parseReading(json), Refused);
  }
});

test("the server's own words are shown as a sentence", async () => {
  const detail = 'this is not a picture format that I read';
  await assert.rejects(understand(answer(415, { title: 'Unsupported Media Type', detail })), (error) => {
    assert.ok(error instanceof Refused);
    assert.equal(error.message, 'This is not a picture format that I read.');
    return true;
  });
});

test('a refusal without words still says something', async () => {
  await assert.rejects(understand(answer(400, {})), /^Error: The server refused this\.$/);
  await assert.rejects(understand(answer(403, 'no', { 'Content-Type': 'text/html' })), /refused this \(status 403\)/);
});

test('a busy server is asked again when it says so, within reason', async () => {
  const busy = (/** @type {string} */ after) => understand(answer(503, {}, { 'Retry-After': after }));
  await assert.rejects(busy('7'), (error) => error instanceof ServerBusy && error.seconds === 7);
  await assert.rejects(busy('86400'), (error) => error instanceof ServerBusy && error.seconds === 60);
  await assert.rejects(busy('soon'), (error) => error instanceof ServerBusy && error.seconds === 1);
});

test('a proxy that speaks for a server that is gone counts as away', async () => {
  await assert.rejects(understand(answer(502, '<h1>Bad Gateway</h1>', { 'Content-Type': 'text/html' })), ServerAway);
});

test('a fault of the server itself is told in its words', async () => {
  await assert.rejects(understand(answer(500, { detail: 'the model failed' })), /The model failed\./);
});
