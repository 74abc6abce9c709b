/**
 * The help, and in it the switch for keys that work alone: who speaks to the computer, or rests a hand on the keyboard,
 * may want none of them.
 */

import { byId } from './dom.js';
import { remember, remembered } from './settings.js';

const NAME = 'keys';

/** @returns {{open: () => void, readonly keysWork: boolean}} */
export function connectHelp() {
  const dialog = byId('help', HTMLDialogElement);
  const keys = byId('single-keys', HTMLInputElement);
  keys.checked = remembered(NAME, ['on', 'off']) !== 'off';
  keys.addEventListener('change', () => remember(NAME, keys.checked ? 'on' : 'off'));
  const open = () => dialog.showModal();
  byId('ask-help', HTMLButtonElement).addEventListener('click', open);
  byId('close-help', HTMLButtonElement).addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close(); // beside it: the dialog's own padding is its content's
  });
  return {
    open,
    get keysWork() {
      return keys.checked;
    },
  };
}
