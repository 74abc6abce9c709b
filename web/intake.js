/**
 * The ways in for a picture: the file chooser, a drop anywhere on the page, and the clipboard.
 */

import { byId } from './dom.js';

/** @param {{onFile: (file: File) => void, onNoFile: (words: string) => void}} listener */
export function connectIntake({ onFile, onNoFile }) {
  const chooser = byId('chooser', HTMLInputElement);
  byId('choose', HTMLButtonElement).addEventListener('click', () => chooser.click());
  chooser.addEventListener('change', () => {
    const file = chooser.files?.[0];
    if (file) onFile(file);
    chooser.value = ''; // so that choosing the same file again is a change again
  });

  const hover = (/** @type {boolean} */ over) => document.body.classList.toggle('dropping', over);
  addEventListener('dragover', (event) => {
    event.preventDefault(); // or the browser would open what is dropped, and the drawing would be gone
    hover(event.dataTransfer?.types.includes('Files') ?? false);
  });
  addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) hover(false);
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    hover(false);
    const file = event.dataTransfer?.files[0];
    if (file) onFile(file);
    else onNoFile('That was no picture. Drop a picture file.');
  });

  addEventListener('paste', (event) => {
    const file = event.clipboardData?.files[0];
    if (file) onFile(file);
    else onNoFile('There is no picture on the clipboard. Copy one and paste again.');
  });
}
