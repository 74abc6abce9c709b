import assert from 'node:assert/strict';
import { test } from 'node:test';

import { describe, named, percent } from './words.js';

/**
 * A glyph with the given probabilities, the rest being no digit.
 * @param {Record<number, number>} some
 */
function glyph(some) {
  const probabilities = Array.from({ length: 10 }, (_, digit) => some[digit] ?? 0);
  const confidence = Math.max(...probabilities);
  const notADigit = Math.max(0, 1 - probabilities.reduce((sum, p) => sum + p, 0));
  return { digit: probabilities.indexOf(confidence), confidence, probabilities, notADigit, tile: null };
}

/** @param {Record<number, number>} some */
function read(some) {
  const digit = glyph(some);
  return describe({ text: String(digit.digit), confidence: digit.confidence, digits: [digit], rejected: [] });
}

test('certainty decides the words', () => {
  assert.equal(read({ 7: 0.995 }).words, 'a 7, almost surely');
  assert.equal(read({ 7: 0.95, 1: 0.01 }).words, 'a 7, I think');
  assert.equal(read({ 7: 0.95, 1: 0.04 }).words, 'a 7, I think, or maybe a 1');
  assert.equal(read({ 4: 0.7, 9: 0.25 }).words, 'probably a 4, maybe a 9');
  assert.equal(read({ 4: 0.7 }).words, 'probably a 4');
  assert.equal(read({ 4: 0.45, 9: 0.4 }).words, "a 4 or a 9, I'm not sure");
  assert.equal(read({ 4: 0.45 }).words, "perhaps a 4, I'm not sure");
});

test('an eight has its own article', () => {
  assert.equal(named(8), 'an 8');
  assert.equal(read({ 8: 1 }).words, 'an 8, almost surely');
  assert.equal(read({ 3: 0.6, 8: 0.3 }).words, 'probably a 3, maybe an 8');
});

test('the answer is marked by a word, and so is a second guess where there is one', () => {
  const sure = read({ 7: 0.995, 1: 0.004 });
  assert.equal(sure.winner, 7);
  assert.deepEqual(sure.marks.filter(Boolean), ['answer']);
  assert.equal(sure.marks[7], 'answer');
  const unsure = read({ 4: 0.6, 9: 0.3, 1: 0.1 });
  assert.equal(unsure.kind, 'unsure');
  assert.equal(unsure.marks[4], 'answer');
  assert.equal(unsure.marks[9], 'maybe');
  assert.equal(unsure.marks[1], '');
});

test('a sentence says over, not greater than', () => {
  assert.equal(read({ 7: 0.999 }).share, 'over 99\u00a0% sure');
  assert.equal(read({ 7: 0.999 }).announcement, 'a 7, almost surely, over 99\u00a0% sure.');
});

test('ink that is no digit is called so, with what it is nearest to', () => {
  const verdict = describe({ text: '', confidence: 0.93, digits: [], rejected: [glyph({ 4: 0.05, 9: 0.02 })] });
  assert.equal(verdict.kind, 'rejected');
  assert.equal(verdict.digit, '?');
  assert.equal(verdict.winner, -1);
  assert.equal(verdict.words, "I can't read this as a digit");
  assert.equal(verdict.share, '93\u00a0% sure that it is none');
  assert.equal(verdict.marks[4], 'nearest');
  assert.equal(verdict.announcement, "I can't read this as a digit. Nearest: a 4.");
});

test('a picture without ink has nothing to be sure of', () => {
  const verdict = describe({ text: '', confidence: 1, digits: [], rejected: [] });
  assert.equal(verdict.kind, 'nothing');
  assert.equal(verdict.words, 'I see nothing written here');
  assert.deepEqual(verdict.probabilities, []);
});

test('per cent are whole, finer under one, and never round doubt away', () => {
  const said = [1, 0.9999, 0.995, 0.9949, 0.5, 0.014, 0.0096, 0.0094, 0.004, 0.0006, 0.0004, 0].map(percent);
  const plain = said.map((text) => text.replaceAll('\u00a0', ' '));
  assert.deepEqual(plain, [
    '100 %', '>99 %', '>99 %', '99 %', '50 %', '1 %', '1 %', '0.9 %', '0.4 %', '0.1 %', '0 %', '0 %',
  ]);
});
