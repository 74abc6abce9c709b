/**
 * Shows a whole reading: the words and bars, the boxes on the sheet, the tile; and lets one of several finds be picked,
 * whose bars and tile are then on show.
 */

import { announce } from './announce.js';
import { connectCopyButton } from './copy.js';
import { byId } from './dom.js';
import { boxAt, findsOf, leastSure, onSheet } from './finds.js';
import { describe, describeFind } from './words.js';

/** @typedef {import('./api.js').Reading} Reading */
/** @typedef {import('./api.js').Box} Box */
/** @typedef {{answer: import('./answer_view.js').AnswerView, overlay: import('./overlay.js').Overlay,
 *   tile: import('./tile_view.js').TileView}} Views */

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
    const verdict = describe(reading);
    this.#text = reading.text;
    this.#finds = findsOf(reading);
    // A lone drawing needs no box: everyone sees what was read.
    const hasBoxes = isShown && (isPicture || this.#finds.length > 1);
    this.#places = this.#finds.map(({ box }) => (hasBoxes && box ? onSheet(box, reading) : null));
    this.#views.answer.show(verdict);
    this.#views.overlay.show(this.#finds, this.#places);
    this.#picker.hidden = this.#finds.length < 2;
    this.#pick(leastSure(this.#finds));
    announce(verdict.announcement);
  }

  /** @param {import('./words.js').Verdict} verdict that says why there is no reading */
  showNone(verdict) {
    this.#views.answer.show(verdict);
    this.#views.answer.setWaiting(false);
    this.#picker.hidden = true;
    this.#views.tile.show(null);
    this.clearBoxes();
    announce('');
  }

  /** What lies on the sheet is about to be another. */
  clearBoxes() {
    this.#finds = [];
    this.#places = [];
    this.#views.overlay.clear();
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
    this.#views.tile.show(find?.tile ?? null);
    if (!find || this.#finds.length < 2) return;
    const { label, bars } = describeFind(find, index, this.#finds.length);
    this.#label.textContent = label;
    this.#views.answer.showBars(bars);
    this.#views.overlay.select(index);
  }
}
