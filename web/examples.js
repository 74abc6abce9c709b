/**
 * A row of example digits at the foot of the blank sheet. The pen draws through them: a tap takes one.
 */

import { byId } from './dom.js';
import { loadDigits } from './drawings.js';

/** @typedef {import('./strokes.js').Drawing} Drawing */

const SVG = 'http://www.w3.org/2000/svg';

export class Examples {
  #row = byId('examples', HTMLElement);
  #buttons = byId('example-digits', HTMLElement);
  #frame;
  #onPick;

  /**
   * @param {HTMLElement} frame around the sheet
   * @param {(drawing: Drawing) => void} onPick
   */
  constructor(frame, onPick) {
    this.#frame = frame;
    this.#onPick = onPick;
    void this.#load();
  }

  /**
   * @param {{x: number, y: number}} at in sheets
   * @returns {boolean} whether there was an example
   */
  pickAt({ x, y }) {
    if (!this.#row.checkVisibility()) return false;
    const frame = this.#frame.getBoundingClientRect();
    const [left, top] = [frame.left + x * frame.width, frame.top + y * frame.height];
    const hit = [...this.#buttons.children].find((button) => {
      const box = button.getBoundingClientRect();
      return left >= box.left && left < box.right && top >= box.top && top < box.bottom;
    });
    if (hit instanceof HTMLButtonElement) hit.click();
    return hit !== undefined;
  }

  async #load() {
    try {
      const digits = await loadDigits('examples.json');
      this.#buttons.append(...digits.map(({ digit, drawing }) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.setAttribute('aria-label', `Example: a handwritten ${digit}`);
        button.append(smallPicture(drawing));
        button.addEventListener('click', () => this.#onPick(drawing));
        return button;
      }));
    } catch {
      this.#row.hidden = true; // nobody misses them
    }
  }
}

/**
 * @param {Drawing} drawing
 * @returns {SVGSVGElement} it takes the colour of the text around it
 */
export function smallPicture(drawing) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '14 14 72 72');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  const place = (/** @type {{x: number, y: number}} */ { x, y }) => `${(100 * x).toFixed(1)} ${(100 * y).toFixed(1)}`;
  path.setAttribute('d', drawing.map(({ points }) => `M${points.map(place).join('L')}`).join(''));
  svg.append(path);
  return svg;
}
