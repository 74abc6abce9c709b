import assert from 'node:assert/strict';
import { test } from 'node:test';

import { describe, describeFind, named, ordinal, percent } from './words.js';

/** An empty one. @type {import('./api.js').Reading} */
const PICTURE = { text: '', confidence: 1, digits: [], rejected: [], width: 400, height: 400, model: 'm' };

/**
 * A glyph with the given probabilities, the rest being no digit.
 * @param {Record<number, number>} some
 */
function glyph(some) {
  const probabilities = Array.from({ length: 10 }, (_, digit) => some[digit] ?? 0);
  const confidence = Math.max(...probabilities);
  const notADigit = Math.max(0, 1 - probabilities.reduce((sum, p) => sum + p, 0));
  const digit = probabilities.indexOf(confidence);
  return { digit, confidence, probabilities, notADigit, box: null, tile: null, evidence: null };
}

/** @param {Record<number, number>} some */
function read(some) {
  const digit = glyph(some);
  return describe({ ...PICTURE, text: String(digit.digit), confidence: digit.confidence, digits: [digit] });
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
  const verdict = describe({ ...PICTURE, confidence: 0.93, rejected: [glyph({ 4: 0.05, 9: 0.02 })] });
  assert.equal(verdict.kind, 'rejected');
  assert.equal(verdict.digit, '?');
  assert.equal(verdict.winner, -1);
  assert.equal(verdict.words, "I can't read this as a digit");
  assert.equal(verdict.share, '93\u00a0% sure that it is none');
  assert.equal(verdict.marks[4], 'nearest');
  assert.equal(verdict.announcement, "I can't read this as a digit. Nearest: a 4.");
});

test('a picture without ink has nothing to be sure of', () => {
  const verdict = describe(PICTURE);
  assert.equal(verdict.kind, 'nothing');
  assert.equal(verdict.words, 'I see nothing written here');
  assert.deepEqual(verdict.probabilities, []);
});

/** @param {number} confidence @param {Record<number, number>[]} digits @param {Record<number, number>[]} [rejected] */
function readNumber(confidence, digits, rejected = []) {
  const glyphs = digits.map(glyph);
  const text = glyphs.map(({ digit }) => digit).join('');
  return describe({ ...PICTURE, text, confidence, digits: glyphs, rejected: rejected.map(glyph) });
}

test('a number is told as text, with words for how sure it is as a whole', () => {
  const sure = readNumber(0.992, [{ 4: 0.998 }, { 2: 0.994 }]);
  assert.deepEqual([sure.kind, sure.number, sure.digit], ['number', '42', '']);
  assert.equal(sure.words, '2 digits, almost surely');
  assert.equal(readNumber(0.95, [{ 4: 0.99 }, { 2: 0.96 }]).words, 'these 2 digits, I think');
  assert.equal(readNumber(0.6, [{ 4: 0.8 }, { 2: 0.75 }]).words, 'probably these 2 digits');
  assert.equal(readNumber(0.3, [{ 4: 0.6 }, { 2: 0.5 }]).words, "2 digits, but I'm not sure");
});

test('someone who hears a number is told which digit is most in doubt, and what else it may be', () => {
  const doubted = readNumber(0.7, [{ 4: 0.99 }, { 2: 0.99 }, { 1: 0.71, 7: 0.28 }]);
  assert.equal(doubted.announcement, '4 2 1: probably these 3 digits, the 3rd may be a 7, 70\u00a0% sure.');
});

test('ink in a number that is no digit is counted', () => {
  assert.equal(readNumber(0.9, [{ 4: 0.95 }, { 2: 0.95 }], [{ 7: 0.1 }]).share, '90\u00a0% sure, one spot is no digit');
  const two = readNumber(0.9, [{ 4: 0.95 }, { 2: 0.95 }], [{ 7: 0.1 }, { 7: 0.1 }]);
  assert.equal(two.share, '90\u00a0% sure, 2 spots are no digit');
});

test('a number is spelled digit by digit for those who hear it, line by line', () => {
  const digits = [{ 1: 1 }, { 9: 1 }, { 8: 1 }].map(glyph);
  const verdict = describe({ ...PICTURE, text: '1 9\n8', digits });
  assert.equal(verdict.number, '1 9\n8');
  assert.ok(verdict.announcement.startsWith('1 9, 8: 3 digits, almost surely'), verdict.announcement);
});

test('one of several finds says which it is', () => {
  const { label, bars } = describeFind({ ...glyph({ 4: 0.7, 9: 0.25 }), isDigit: true }, 1, 5);
  assert.equal(label, '2nd of 5: probably a 4, maybe a 9');
  assert.equal(bars.winner, 4);
  const spot = describeFind({ ...glyph({ 4: 0.1 }), isDigit: false }, 4, 5);
  assert.equal(spot.label, '5th of 5: not a digit');
  assert.equal(spot.bars.winner, -1);
});

test('places are counted as in English', () => {
  const said = [1, 2, 3, 4, 10, 11, 12, 13, 21, 22, 103, 111].map(ordinal);
  assert.deepEqual(said, '1st 2nd 3rd 4th 10th 11th 12th 13th 21st 22nd 103rd 111th'.split(' '));
});

test('per cent are whole, finer under one, and never round doubt away', () => {
  const said = [1, 0.9999, 0.995, 0.9949, 0.5, 0.014, 0.0096, 0.0094, 0.004, 0.0006, 0.0004, 0].map(percent);
  const plain = said.map((text) => text.replaceAll('\u00a0', ' '));
  assert.deepEqual(plain, [
    '100 %', '>99 %', '>99 %', '99 %', '50 %', '1 %', '1 %', '0.9 %', '0.4 %', '0.1 %', '0 %', '0 %',
  ]);
});
