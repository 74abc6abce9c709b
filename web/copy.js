/**
 * The copy button beside a number. The clipboard's own interface is there on safe origins only; on a plain
 * http://192.168... page the old way does it.
 */

import { byId } from './dom.js';

const SAID_MS = 2000;

/** @param {{text: () => string, onCopied: (done: boolean) => void}} options */
export function connectCopyButton({ text, onCopied }) {
  const button = byId('copy', HTMLButtonElement);
  const label = byId('copy-label', HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  button.addEventListener('click', async () => {
    const done = await copy(text());
    label.textContent = done ? 'Copied' : 'Not copied';
    clearTimeout(timer);
    timer = setTimeout(() => (label.textContent = 'Copy'), SAID_MS);
    onCopied(done);
  });
}

/**
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/**
 * @param {string} text
 * @returns {boolean}
 */
function copyBySelection(text) {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
  }
}
