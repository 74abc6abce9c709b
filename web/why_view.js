/**
 * "Why?": the very tile that the network gets, its pixels large enough to count, and behind them what speaks for and
 * against any of the ten digits. Opens in place.
 */

import { byId, contextOf } from './dom.js';
import { evidenceFor, evidenceInWords, valueAt } from './evidence.js';
import { named } from './words.js';

const SIDE = 28;
/** Canvas pixels for each of the tile's. */
const CELL = 12;
/** The ink leaves so much of its cell free on each side that the map behind it is seen. */
const INSET = 2;
/** How much ink a pixel of paper shows, so that the grid is seen. */
const TRACE = 0.05;
/** Weaker evidence than this is not worth a colour. */
const FAINT = 0.04;

export class WhyView {
  #button = byId('see', HTMLButtonElement);
  #panel = byId('seen', HTMLElement);
  #canvas = byId('tile', HTMLCanvasElement);
  #words = byId('why-words', HTMLElement);
  #inside = byId('inside', HTMLButtonElement);
  /** @type {HTMLButtonElement[]} */
  #digits;
  /** @type {import('./finds.js').Find | null} */
  #find = null;
  /** Asked for with a button; null shows the answer's. @type {number | null} */
  #chosen = null;

  /** @param {{onOpen: () => void, onInside: (tile: Uint8Array) => void}} listener */
  constructor({ onOpen, onInside }) {
    this.#canvas.width = SIDE * CELL;
    this.#canvas.height = SIDE * CELL;
    this.#digits = Array.from({ length: 10 }, (_, digit) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = String(digit);
      button.setAttribute('aria-label', `What speaks for ${named(digit)}`);
      button.addEventListener('click', () => {
        this.#chosen = digit;
        this.repaint();
      });
      return button;
    });
    byId('why-digits', HTMLElement).append(...this.#digits);
    this.#inside.addEventListener('click', () => {
      if (this.#find?.tile) onInside(this.#find.tile);
    });
    this.#button.addEventListener('click', () => {
      this.#panel.hidden = !this.#panel.hidden;
      this.#button.setAttribute('aria-expanded', String(this.isOpen));
      if (!this.isOpen) return;
      this.repaint();
      this.#panel.scrollIntoView({ block: 'nearest' });
      onOpen();
    });
  }

  get isOpen() {
    return !this.#panel.hidden;
  }

  /** @param {import('./finds.js').Find | null} find null leaves an empty grid */
  show(find) {
    this.#find = find;
    this.#chosen = null;
    if (this.isOpen) this.repaint();
  }

  repaint() {
    const find = this.#find;
    const evidence = find?.evidence ?? null;
    const digit = this.#chosen ?? find?.digit ?? -1;
    this.#digits.forEach((button, i) => {
      button.setAttribute('aria-pressed', String(evidence !== null && i === digit));
      button.setAttribute('aria-disabled', String(evidence === null));
    });
    this.#inside.setAttribute('aria-disabled', String(!find?.tile));
    contextOf(this.#canvas).clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    if (evidence) {
      const values = evidenceFor(evidence, digit);
      this.#paintEvidence(values, evidence);
      this.#words.textContent = evidenceInWords(values, evidence, named(digit));
    } else {
      this.#words.textContent = find?.tile ? 'There are too many digits here to explain this one.' : '';
    }
    this.#paintInk(find?.tile ?? null);
  }

  /**
   * For: plain. Against: every other pixel, so that the two differ without their colours.
   * @param {Float32Array} values
   * @param {{height: number, width: number}} size
   */
  #paintEvidence(values, size) {
    const context = contextOf(this.#canvas);
    const style = getComputedStyle(this.#canvas);
    const colours = { for: style.getPropertyValue('--accent'), against: style.getPropertyValue('--alarm') };
    for (let y = 0; y < SIDE; ++y) {
      for (let x = 0; x < SIDE; ++x) {
        const value = valueAt(values, size, (x + 0.5) / SIDE, (y + 0.5) / SIDE);
        if (Math.abs(value) < FAINT || (value < 0 && (x + y) % 2 === 1)) continue;
        context.globalAlpha = Math.min(1, 0.15 + 0.75 * Math.abs(value));
        context.fillStyle = value > 0 ? colours.for : colours.against;
        context.fillRect(x * CELL, y * CELL, CELL, CELL);
      }
    }
  }

  /** @param {Uint8Array | null} tile */
  #paintInk(tile) {
    const context = contextOf(this.#canvas);
    context.fillStyle = getComputedStyle(this.#canvas).color;
    for (let i = 0; i < SIDE * SIDE; ++i) {
      const ink = (tile?.[i] ?? 0) / 255;
      context.globalAlpha = TRACE + (1 - TRACE) * ink;
      const x = (i % SIDE) * CELL + INSET;
      const y = Math.floor(i / SIDE) * CELL + INSET;
      context.fillRect(x, y, CELL - 2 * INSET, CELL - 2 * INSET);
    }
  }
}
