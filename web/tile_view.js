/**
 * "What I see": the very tile that the network gets, its pixels large enough to count. Opens in place.
 */

import { byId, contextOf } from './dom.js';

const SIDE = 28;
/** Canvas pixels for each of the tile's: eleven of colour and one of gap. */
const CELL = 12;
/** How much ink a pixel of paper shows, so that the grid is seen. */
const TRACE = 0.05;

export class TileView {
  #button = byId('see', HTMLButtonElement);
  #panel = byId('seen', HTMLElement);
  #canvas = byId('tile', HTMLCanvasElement);
  /** @type {Uint8Array | null} */
  #tile = null;

  /** @param {() => void} onOpen */
  constructor(onOpen) {
    this.#canvas.width = SIDE * CELL;
    this.#canvas.height = SIDE * CELL;
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

  /** @param {Uint8Array | null} tile 28 rows of 28, 0 paper to 255 ink; null leaves an empty grid */
  show(tile) {
    this.#tile = tile;
    if (this.isOpen) this.repaint();
  }

  repaint() {
    const canvas = this.#canvas;
    const context = contextOf(canvas);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = getComputedStyle(canvas).color;
    for (let i = 0; i < SIDE * SIDE; ++i) {
      context.globalAlpha = TRACE + ((1 - TRACE) * (this.#tile?.[i] ?? 0)) / 255;
      context.fillRect((i % SIDE) * CELL, Math.floor(i / SIDE) * CELL, CELL - 1, CELL - 1);
    }
  }
}
