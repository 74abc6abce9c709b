/**
 * What is in the hand: a pen of one of three widths or the eraser. The width is remembered; the eraser is not, because
 * whoever comes back wants to write.
 */

import { byId } from './dom.js';
import { remember, remembered } from './settings.js';

/** @typedef {'pen' | 'eraser'} Tool */
/** @typedef {'thin' | 'middle' | 'thick'} WidthName */

const NAME = 'pen';
/** In sheets. A thin pen is for long numbers. @type {Readonly<Record<WidthName, number>>} */
const WIDTHS = { thin: 0.028, middle: 0.05, thick: 0.08 };
/** @type {readonly WidthName[]} */
const NAMES = ['thin', 'middle', 'thick'];

export class Hand {
  #pen = byId('pen', HTMLButtonElement);
  #eraser = byId('eraser', HTMLButtonElement);
  #width = byId('width', HTMLButtonElement);
  #sheet;
  /** @type {WidthName} */
  #widthName = remembered(NAME, NAMES) ?? 'middle';
  /** @type {Tool} */
  tool = 'pen';

  /** @param {HTMLElement} sheet its class tells the tool */
  constructor(sheet) {
    this.#sheet = sheet;
    this.#pen.addEventListener('click', () => this.#take('pen'));
    this.#eraser.addEventListener('click', () => this.#take('eraser'));
    this.#width.addEventListener('click', () => this.nextWidth());
    this.#show();
  }

  /** In sheets. */
  get width() {
    return WIDTHS[this.#widthName];
  }

  /** From the pen to the eraser or back. */
  swap() {
    this.#take(this.tool === 'pen' ? 'eraser' : 'pen');
  }

  /** Thin, middle, thick, and thin again; who chooses a width wants to write. */
  nextWidth() {
    this.#widthName = NAMES[(NAMES.indexOf(this.#widthName) + 1) % NAMES.length] ?? 'middle';
    remember(NAME, this.#widthName);
    this.#take('pen');
  }

  /** @param {Tool} tool */
  #take(tool) {
    this.tool = tool;
    this.#show();
  }

  #show() {
    this.#pen.setAttribute('aria-pressed', String(this.tool === 'pen'));
    this.#eraser.setAttribute('aria-pressed', String(this.tool === 'eraser'));
    this.#sheet.classList.toggle('erasing', this.tool === 'eraser');
    this.#width.dataset['width'] = this.#widthName;
    this.#width.setAttribute('aria-label', `Pen width: ${this.#widthName}`);
  }
}
