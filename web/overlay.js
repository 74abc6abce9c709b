/**
 * Thin boxes over what was found on the sheet, each with its digit. They are only looked at: the pen draws through
 * them, and a tap is the sheet's to notice.
 */

import { byId } from './dom.js';

/** @typedef {import('./api.js').Box} Box */
/** @typedef {import('./finds.js').Find} Find */

/** Nearer to the sheet's upper edge than this, in sheets, the digit stands below its box instead of above it. */
const ROOM_ABOVE = 0.08;

export class Overlay {
  #layer = byId('finds', HTMLElement);
  /** @type {HTMLElement[]} one for each find; those without a place are not in the page */
  #marks = [];

  /**
   * @param {readonly Find[]} finds
   * @param {readonly (Box | null)[]} places of the finds, in sheets
   */
  show(finds, places) {
    this.#marks = finds.map((find, i) => makeMark(find, places[i] ?? null));
    this.#layer.replaceChildren(...this.#marks.filter((_, i) => places[i]));
  }

  /** @param {number} index of the find whose probabilities are on show */
  select(index) {
    this.#marks.forEach((mark, i) => mark.classList.toggle('selected', i === index));
  }

  clear() {
    this.show([], []);
  }
}

/**
 * @param {Find} find
 * @param {Box | null} place
 * @returns {HTMLElement}
 */
function makeMark({ digit, isDigit }, place) {
  const mark = document.createElement('div');
  mark.className = 'find';
  mark.classList.toggle('no-digit', !isDigit);
  if (place) {
    const { x, y, width, height } = place;
    const style = { left: x, top: y, width, height };
    for (const [name, value] of Object.entries(style)) mark.style.setProperty(name, `${100 * value}%`);
    mark.classList.toggle('below', y < ROOM_ABOVE);
  }
  const label = document.createElement('span');
  label.textContent = isDigit ? String(digit) : '?';
  mark.append(label);
  return mark;
}
