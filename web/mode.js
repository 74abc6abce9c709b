/**
 * What the reader looks for: one digit, a number, or whatever there is; remembered.
 */

import { byId } from './dom.js';
import { remember, remembered } from './settings.js';

/** @typedef {import('./api.js').Mode} Mode */

const NAME = 'mode';
/** @type {readonly Mode[]} */
const MODES = ['auto', 'digit', 'number'];

/**
 * @param {() => void} onChange
 * @returns {{readonly mode: Mode}} as it is now
 */
export function connectModeSwitch(onChange) {
  const state = { mode: remembered(NAME, MODES) ?? 'auto' };
  for (const mode of MODES) {
    const radio = byId(`mode-${mode}`, HTMLInputElement);
    radio.checked = mode === state.mode;
    radio.addEventListener('change', () => {
      state.mode = mode;
      remember(NAME, mode);
      onChange();
    });
  }
  return state;
}
