/**
 * Shows a whole reading: the words and bars, the boxes on the sheet, the reasons; lets one of several finds be picked,
 * whose bars and reasons are then on show, and be set right.
 */

import { announce } from './announce.js';
import { connectCopyButton } from './copy.js';
import { CorrectionView } from './correction_view.js';
import { correctedText } from './corrections.js';
import { byId } from './dom.js';
import { boxAt, findsOf, leastSure, onSheet } from './finds.js';
import { correctedBars, describe, describeCorrected, describeFind } from './words.js';

/** @typedef {import('./api.js').Reading} Reading */
/** @typedef {import('./api.js').Box} Box */
/** @typedef {{answer: import('./answer_view.js').AnswerView, overlay: import('./overlay.js').Overlay,
 *   why: import('./why_view.js').WhyView,
 *   onCorrected: (text: string | null) => boolean}} Views null takes the correction back; returns whether it is kept */
/** @typedef {import('./finds.js').Find} Find */

export class ReadingView {
  #views;
  #picker = byId('picker', HTMLElement);
  #label = byId('picked', HTMLElement);
  /** @type {import('./finds.js').Find[]} */
  #finds = [];
  /** @type {(Box | null)[]} of the boxes that are on show */
  #places = [];
  #picked = 0;
  #text = '';
  /** @type {Reading | null} */
  #reading = null;
  /** What the person said of the finds; it lives as long as the reading. @type {Map<number, number>} */
  #corrections = new Map();
  #correctionView = new CorrectionView({
    onDigit: (digit) => this.correct(digit),
    onTakeBack: () => this.takeBackCorrection(),
  });

  /** @param {Views} views */
  constructor(views) {
    this.#views = views;
    byId('previous', HTMLButtonElement).addEventListener('click', () => this.step(-1));
    byId('next', HTMLButtonElement).addEventListener('click', () => this.step(1));
    connectCopyButton({
      text: () => this.#text,
      onCopied: (done) => announce(done ? 'Copied.' : 'This browser does not let me copy. Select the number instead.'),
    });
  }

  /**
   * @param {Reading} reading
   * @param {{isPicture: boolean, isShown: boolean}} sheet whether what was read is a picture, and can be seen
   */
  show(reading, { isPicture, isShown }) {
    if (reading.text !== this.#reading?.text) this.#forgetCorrections();
    this.#reading = reading;
    this.#text = correctedText(reading, this.#corrections);
    this.#finds = findsOf(reading);
    this.#correctionView.setEnabled(this.#finds.length > 0);
    const verdict = this.#verdict();
    // A lone drawing needs no box: everyone sees what was read.
    const hasBoxes = isShown && (isPicture || this.#finds.length > 1);
    this.#places = this.#finds.map(({ box }) => (hasBoxes && box ? onSheet(box, reading) : null));
    this.#views.answer.show(verdict);
    this.#views.overlay.show(this.#finds, this.#places);
    this.#picker.hidden = this.#finds.length < 2;
    this.#pick([...this.#corrections.keys()].pop() ?? leastSure(this.#finds));
    announce(verdict.announcement);
  }

  /**
   * The find that is picked should have been this digit.
   * @param {number} digit
   */
  correct(digit) {
    const find = this.#finds[this.#picked];
    if (!this.#reading || !find) return;
    this.#corrections.delete(this.#picked); // so that it becomes the newest
    const isRight = find.isDigit && find.digit === digit;
    if (!isRight) this.#corrections.set(this.#picked, digit);
    this.#showCorrections();
    this.#correctionView.thank(isRight, this.#views.onCorrected(this.#text.trim()));
  }

  /** @returns {boolean} whether there was one */
  takeBackCorrection() {
    const newest = [...this.#corrections.keys()].pop();
    if (newest === undefined) return false;
    this.#corrections.delete(newest);
    this.#picked = newest;
    this.#showCorrections();
    if (this.#corrections.size === 0) this.#correctionView.clear();
    this.#views.onCorrected(this.#corrections.size === 0 ? null : this.#text.trim());
    return true;
  }

  #showCorrections() {
    if (!this.#reading) return;
    this.#text = correctedText(this.#reading, this.#corrections);
    const verdict = this.#verdict();
    this.#views.answer.show(verdict);
    this.#pick(this.#picked);
    announce(verdict.announcement);
  }

  /** @returns {import('./words.js').Verdict} */
  #verdict() {
    const reading = /** @type {Reading} */ (this.#reading);
    const verdict = describe(reading);
    const [index, digit] = [...this.#corrections].pop() ?? [-1, -1];
    const read = this.#finds[index];
    return read ? describeCorrected(verdict, { text: this.#text, digit, read }) : verdict;
  }

  #forgetCorrections() {
    this.#corrections.clear();
    this.#correctionView.clear();
  }

  /** @param {import('./words.js').Verdict} verdict that says why there is no reading */
  showNone(verdict) {
    this.#views.answer.show(verdict);
    this.#views.answer.setWaiting(false);
    this.#picker.hidden = true;
    this.#views.why.show(null);
    this.#reading = null;
    this.clearBoxes();
    this.#correctionView.setEnabled(false);
    announce('');
  }

  /** What lies on the sheet is about to be another. */
  clearBoxes() {
    this.#finds = [];
    this.#places = [];
    this.#views.overlay.clear();
    this.#forgetCorrections();
  }

  /** @param {number} by finds to go on, round and round */
  step(by) {
    const count = this.#finds.length;
    if (count > 1) this.#pickAloud((this.#picked + by + count) % count);
  }

  /**
   * @param {{x: number, y: number}} point in sheets
   * @returns {boolean} whether a find is there
   */
  pickAt(point) {
    const index = boxAt(this.#places, point);
    if (index === -1) return false;
    this.#pickAloud(index);
    return true;
  }

  /** @param {number} index */
  #pickAloud(index) {
    this.#pick(index);
    announce(this.#label.textContent ?? '');
  }

  /** @param {number} index */
  #pick(index) {
    this.#picked = index;
    const find = this.#finds[index];
    this.#views.why.show(find ?? null);
    if (!find || this.#finds.length < 2) return;
    const { label, bars } = describeFind(find, index, this.#finds.length);
    const digit = this.#corrections.get(index);
    this.#label.textContent = digit === undefined ? label : `${label}; ${digit}, as you say`;
    this.#views.answer.showBars(digit === undefined ? bars : { ...bars, ...correctedBars(find, digit) });
    this.#views.overlay.select(index);
  }
}
