/**
 * Shows a verdict: the digit large, the words, ten bars that never change their order. Everything has its place from
 * the start, so nothing jumps.
 */

import { byId } from './dom.js';
import { NOTHING_YET, percent } from './words.js';

/** @typedef {import('./words.js').Verdict} Verdict */
/** @typedef {{row: HTMLElement, fill: HTMLElement, share: HTMLElement, mark: HTMLElement}} Bar */

export class AnswerView {
  #section = byId('answer', HTMLElement);
  #digit = byId('digit', HTMLElement);
  #number = byId('number', HTMLElement);
  #words = byId('words', HTMLElement);
  #share = byId('share', HTMLElement);
  #bars = Array.from({ length: 10 }, (_, digit) => makeBar(digit));

  constructor() {
    byId('bars', HTMLOListElement).append(...this.#bars.map(({ row }) => row));
    this.show(NOTHING_YET);
  }

  /** @param {Verdict} verdict */
  show(verdict) {
    this.#section.dataset['state'] = verdict.kind;
    this.#digit.textContent = verdict.digit;
    this.#number.textContent = verdict.number;
    this.#number.style.setProperty('--longest', String(longestLine(verdict.number)));
    this.#words.textContent = verdict.words;
    this.#share.textContent = verdict.share;
    this.showBars(verdict);
  }

  /** @param {Verdict} verdict of one find; the words stay */
  showBars(verdict) {
    this.#bars.forEach(({ row, fill, share, mark }, digit) => {
      const probability = verdict.probabilities[digit];
      row.classList.toggle('winner', digit === verdict.winner);
      fill.style.setProperty('--share', String(probability ?? 0));
      share.textContent = probability === undefined ? '' : percent(probability);
      mark.textContent = verdict.marks[digit] ?? '';
    });
  }

  /** @param {boolean} waiting the answer on show is about to be replaced */
  setWaiting(waiting) {
    this.#section.classList.toggle('waiting', waiting);
  }
}

/**
 * @param {string} text
 * @returns {number} in characters: the number is set as large as its longest line allows
 */
function longestLine(text) {
  return Math.max(1, ...text.split('\n').map((line) => line.length));
}

/**
 * @param {number} digit
 * @returns {Bar}
 */
function makeBar(digit) {
  const row = document.createElement('li');
  const part = (/** @type {string} */ name, /** @type {HTMLElement} */ parent) => {
    const element = document.createElement('span');
    element.className = name;
    parent.append(element);
    return element;
  };
  part('bar-digit', row).textContent = String(digit);
  const fill = part('bar-fill', part('bar-track', row));
  return { row, fill, share: part('bar-share', row), mark: part('bar-mark', row) };
}
