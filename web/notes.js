/**
 * A note on the sheet's upper edge when something is amiss. Screen readers hear it.
 */

import { byId } from './dom.js';

const note = byId('note', HTMLElement);

/** @param {string} words empty to take the note away */
export function showNote(words) {
  if (note.textContent !== words) note.textContent = words;
}
