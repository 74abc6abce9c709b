/**
 * "Wrong?": ten buttons in the place of the bars to say what it should have been (the bars themselves take it as well,
 * and the keys 0 to 9), and thanks for it.
 */

import { byId } from './dom.js';
import { named } from './words.js';

export class CorrectionView {
  #button = byId('wrong', HTMLButtonElement);
  #panel = byId('correction', HTMLElement);
  #thanks = byId('thanks', HTMLElement);
  #words = byId('thanks-words', HTMLElement);
  #takeBack = byId('take-back', HTMLButtonElement);

  /** @param {{onDigit: (digit: number) => void, onTakeBack: () => void}} listener */
  constructor({ onDigit, onTakeBack }) {
    byId('right-digits', HTMLElement).append(...Array.from({ length: 10 }, (_, digit) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = String(digit);
      button.setAttribute('aria-label', `It is ${named(digit)}`);
      button.addEventListener('click', () => {
        onDigit(digit);
        this.#close();
      });
      return button;
    }));
    this.#button.addEventListener('click', () => {
      if (this.#button.getAttribute('aria-disabled') !== 'true') this.#open(this.#panel.hidden);
    });
    this.#panel.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.#close();
    });
    this.#takeBack.addEventListener('click', () => {
      onTakeBack();
      this.#button.focus();
    });
    byId('bars', HTMLOListElement).addEventListener('click', ({ target }) => {
      const row = target instanceof Element ? target.closest('li') : null;
      if (row?.parentElement) onDigit([...row.parentElement.children].indexOf(row));
    });
  }

  /** @param {boolean} enabled whether there is anything to set right */
  setEnabled(enabled) {
    this.#button.setAttribute('aria-disabled', String(!enabled));
    byId('bars', HTMLOListElement).classList.toggle('correctable', enabled);
    if (!enabled) this.#open(false);
  }

  /**
   * @param {boolean} wasRight what I read is what the person says
   * @param {boolean} isKept
   */
  thank(wasRight, isKept) {
    this.#words.textContent = wasRight ? 'Thanks, so I was right.'
      : isKept ? 'Thanks! Kept with your readings; I learn from it.'
        : 'Thanks! This holds until you change the drawing; I don’t learn from it.';
    this.#takeBack.hidden = wasRight;
    this.#thanks.hidden = false;
  }

  clear() {
    this.#thanks.hidden = true;
  }

  /** @param {boolean} open */
  #open(open) {
    this.#panel.hidden = !open;
    this.#button.setAttribute('aria-expanded', String(open));
    if (open) this.#panel.querySelector('button')?.focus(); // on a phone the panel may be above what is seen
  }

  #close() {
    this.#open(false);
    this.#button.focus();
  }
}
