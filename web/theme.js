/**
 * Light or dark: the system's wish until the button is used, the button from then on.
 */

import { byId } from './dom.js';
import { remember, remembered } from './settings.js';

const NAME = 'theme';
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** @type {'light' | 'dark' | null} */
let chosen = remembered(NAME, ['light', 'dark']);

function isDark() {
  return chosen ? chosen === 'dark' : systemIsDark.matches;
}

/** dark.css lies in the page; its media attribute decides whether it counts. */
function apply() {
  const media = { light: 'not all', dark: 'all', system: '(prefers-color-scheme: dark)' };
  byId('dark', HTMLLinkElement).media = media[chosen ?? 'system'];
}

/**
 * Connects the button.
 * @param {HTMLButtonElement} button
 * @param {() => void} onChange the colours of the page are other ones now
 */
export function connectThemeButton(button, onChange) {
  const label = byId('theme-name', HTMLElement);
  const show = () => {
    label.textContent = isDark() ? 'Light' : 'Dark'; // what pressing it gives
    onChange();
  };
  button.addEventListener('click', () => {
    chosen = isDark() ? 'light' : 'dark';
    remember(NAME, chosen);
    apply();
    show();
  });
  systemIsDark.addEventListener('change', show);
  show();
}

apply();
