/**
 * A reading in plain words. The reader speaks in the first person and claims no more than it knows. Pure.
 */

import { findsOf, leastSure } from './finds.js';

/** @typedef {import('./api.js').Reading} Reading */
/** @typedef {import('./finds.js').Find} Find */
/** @typedef {'digit' | 'unsure' | 'number' | 'rejected' | 'nothing'} Kind */
/**
 * @typedef {object} Verdict
 * @property {Kind} kind
 * @property {string} digit what is shown large: the digit, a question mark, or nothing
 * @property {string} number what is shown instead where there is more than one digit, with its lines and spaces
 * @property {string} words
 * @property {string} share the confidence in per cent, or what to do where there is nothing to be sure of
 * @property {readonly number[]} probabilities ten, or none
 * @property {number} winner the digit whose bar is marked, or -1
 * @property {readonly string[]} marks a word for each bar; empty for most
 * @property {string} announcement the same for someone who hears the page
 */

/** From here on there is no "maybe": a second guess this small is not worth a word. */
const SURE = 0.99;
const LIKELY = 0.9;
const WORTH_A_WORD = 0.02;
const UNSURE = 0.5;

/** @type {Verdict} */
export const NOTHING_YET = {
  kind: 'nothing',
  digit: '',
  number: '',
  words: 'nothing here yet',
  share: 'Draw a digit, then I can read it.',
  probabilities: [],
  winner: -1,
  marks: [],
  announcement: '',
};

/** There is ink, but the server can't be asked now. @type {Verdict} */
export const NO_ANSWER_YET = { ...NOTHING_YET, words: 'no answer yet', share: 'I will read it as soon as I can.' };

/** The server was asked and refused. @type {Verdict} */
export const NO_ANSWER = { ...NOTHING_YET, words: 'no answer to this one', share: 'Change it, or try again.' };

/**
 * @param {Reading} reading
 * @returns {Verdict}
 */
export function describe(reading) {
  const read = reading.digits[0];
  if (reading.digits.length > 1) return describeNumber(reading);
  if (read) return describeDigit(read);
  const ink = reading.rejected[0];
  if (ink) return describeRejected(reading.confidence, ink);
  const words = 'I see nothing written here';
  return { ...NOTHING_YET, words, share: 'Is the ink dark enough?', announcement: `${words}.` };
}

/**
 * A number is as sure as its text. The bars belong to one of its digits: see describeFind, which says also what else
 * the digit may be; someone who hears the page is told that of the digit most in doubt at once.
 * @param {Reading} reading
 * @returns {Verdict}
 */
function describeNumber({ text, confidence, digits, rejected }) {
  const share = `${percent(confidence).replace('>', 'over ')} sure`;
  const doubted = leastSure(findsOf({ digits, rejected }));
  const { digit = -1, confidence: least = 1, probabilities = [] } = digits[doubted] ?? {};
  const second = least < SURE ? secondGuess(probabilities, digit) : -1;
  const count = digits.length;
  let words = `${count} digits, almost surely`;
  if (confidence < UNSURE) words = `${count} digits, but I'm not sure`;
  else if (confidence < LIKELY) words = `probably these ${count} digits`;
  else if (confidence < SURE) words = `these ${count} digits, I think`;
  const doubt = second === -1 ? '' : `the ${ordinal(doubted + 1)} may be ${named(second)}`;
  const spots = rejected.length === 1 ? 'one spot is' : `${rejected.length} spots are`;
  const rest = rejected.length === 0 ? '' : `${spots} no digit`;
  return {
    ...NOTHING_YET,
    kind: 'number',
    number: text,
    words,
    share: rest ? `${share}, ${rest}` : share,
    announcement: `${spelled(text)}: ${[words, doubt, share, rest].filter(Boolean).join(', ')}.`,
  };
}

/**
 * One of several finds.
 * @param {Find} find
 * @param {number} index
 * @param {number} count of all finds
 * @returns {{label: string, bars: Verdict}} the label says which it is and what it is read as
 */
export function describeFind(find, index, count) {
  const bars = find.isDigit ? describeDigit(find) : describeRejected(find.notADigit, find);
  const words = find.isDigit ? bars.words : 'not a digit';
  return { label: `${ordinal(index + 1)} of ${count}: ${words}`, bars };
}

/**
 * @param {string} text
 * @returns {string} digit by digit, so that nobody hears four thousand for a row of boxes; lines end with a comma
 */
function spelled(text) {
  return text.split('\n').map((line) => [...line.replaceAll(' ', '')].join(' ')).join(', ');
}

/**
 * @param {number} n 1 or more
 * @returns {string}
 */
export function ordinal(n) {
  const tens = n % 100;
  const endings = ['th', 'st', 'nd', 'rd'];
  return `${n}${tens >= 11 && tens <= 13 ? 'th' : (endings[n % 10] ?? 'th')}`;
}

/**
 * @param {import('./api.js').GlyphReading} read
 * @returns {Verdict}
 */
function describeDigit({ digit, confidence, probabilities }) {
  const second = secondGuess(probabilities, digit);
  const share = `${percent(confidence).replace('>', 'over ')} sure`;
  const first = named(digit);
  const other = second === -1 ? '' : named(second);
  const marks = Array.from({ length: 10 }, () => '');
  marks[digit] = 'answer';
  if (second !== -1) marks[second] = 'maybe';
  let words = `${first}, almost surely`;
  if (confidence < UNSURE) words = other ? `${first} or ${other}, I'm not sure` : `perhaps ${first}, I'm not sure`;
  else if (confidence < LIKELY) words = other ? `probably ${first}, maybe ${other}` : `probably ${first}`;
  else if (confidence < SURE) words = other ? `${first}, I think, or maybe ${other}` : `${first}, I think`;
  else marks.fill('', 0, digit).fill('', digit + 1);
  return {
    kind: confidence < LIKELY ? 'unsure' : 'digit',
    digit: String(digit),
    number: '',
    words,
    share,
    probabilities,
    winner: digit,
    marks,
    announcement: `${words}, ${share}.`,
  };
}

/**
 * @param {number} confidence
 * @param {import('./api.js').GlyphReading} ink
 * @returns {Verdict}
 */
function describeRejected(confidence, { probabilities }) {
  const words = "I can't read this as a digit";
  const nearest = probabilities.indexOf(Math.max(...probabilities));
  const marks = Array.from({ length: 10 }, () => '');
  marks[nearest] = 'nearest';
  return {
    kind: 'rejected',
    digit: '?',
    number: '',
    words,
    share: `${percent(confidence).replace('>', 'over ')} sure that it is none`,
    probabilities,
    winner: -1,
    marks,
    announcement: `${words}. Nearest: ${named(nearest)}.`,
  };
}

/**
 * A verdict in which the person set a find right.
 * @param {Verdict} verdict what I made of it
 * @param {{text: string, digit: number, read: Find}} correction the whole text with it, and what I had
 *   read at that place
 * @returns {Verdict}
 */
export function describeCorrected(verdict, { text, digit, read }) {
  const isNumber = text.length > 1;
  const before = read.isDigit ? named(read.digit) : 'no digit';
  const share = `I read ${before} there`;
  const words = isNumber ? `with ${named(digit)}, as you say` : `${named(digit)}, as you say`;
  return {
    ...verdict,
    kind: isNumber ? 'number' : 'digit',
    digit: isNumber ? '' : String(digit),
    number: isNumber ? text : '',
    words,
    share,
    ...correctedBars(read, digit),
    announcement: `${words}. ${share}.`,
  };
}

/**
 * @param {Find} read
 * @param {number} digit
 */
export function correctedBars({ digit: before, isDigit, probabilities }, digit) {
  const marks = Array.from({ length: 10 }, () => '');
  if (isDigit) marks[before] = 'read';
  marks[digit] = 'yours';
  return { probabilities, winner: digit, marks };
}

/**
 * The likeliest digit besides the answer, or -1 where none is worth a word.
 * @param {readonly number[]} probabilities
 * @param {number} answer
 * @returns {number}
 */
function secondGuess(probabilities, answer) {
  let best = -1;
  probabilities.forEach((p, digit) => {
    if (digit !== answer && p >= WORTH_A_WORD && p > (probabilities[best] ?? 0)) best = digit;
  });
  return best;
}

/**
 * @param {number} digit
 * @returns {string} with its article
 */
export function named(digit) {
  return digit === 8 ? 'an 8' : `a ${digit}`;
}

/**
 * Whole per cent, with a decimal only under one; never rounds doubt away: 100 % is said of certainty alone.
 * @param {number} share 0 to 1
 * @returns {string} the number and the sign do not part at a line's end
 */
export function percent(share) {
  const value = 100 * share;
  if (value >= 99.5) return value === 100 ? '100\u00a0%' : '>99\u00a0%';
  if (value >= 0.95) return `${Math.round(value)}\u00a0%`;
  if (value >= 0.05) return `${value.toFixed(1)}\u00a0%`;
  return '0\u00a0%';
}
