/**
 * The self-test: 200 digits whose labels are known, drawn as the page draws and read by this very server. It tells
 * whether a wrong answer is the reader's fault or the setting's. Loaded when it is opened.
 */

import { recognize } from './api.js';
import { byId } from './dom.js';
import { loadDigits } from './drawings.js';
import { smallPicture } from './examples.js';
import { drawingToGreyPng, SENT_SIZE } from './ink.js';
import { percent } from './words.js';

/** @typedef {import('./drawings.js').KnownDigit} KnownDigit */

const dialog = byId('selftest-dialog', HTMLDialogElement);
const result = byId('selftest-result', HTMLElement);
const bar = byId('selftest-bar', HTMLProgressElement);
const wrongs = byId('selftest-wrong', HTMLUListElement);
/** @type {AbortController | null} */
let running = null;

/** @param {import('./ink.js').Colours} colours of the sheet */
export async function openSelfTest(colours) {
  dialog.showModal();
  const run = new AbortController();
  running = run;
  wrongs.replaceChildren();
  bar.value = 0;
  result.textContent = 'I am reading 200 digits…';
  try {
    const digits = await loadDigits('selftest.json');
    bar.max = digits.length;
    const { right, times, model } = await readAll(digits, colours, run.signal);
    const median = times.sort((a, b) => a - b)[times.length >> 1] ?? 0;
    result.textContent = `${right} of ${digits.length} right: ${percent(right / digits.length)}. `
      + `${median.toFixed(0)} ms for each, with the way there and back. Read by ${model}.`;
  } catch (error) {
    if (run.signal.aborted) return;
    result.textContent = error instanceof Error && error.name === 'Refused' ? error.message
      : 'The server did not answer. Close this and try again.';
  }
}

/**
 * @param {readonly KnownDigit[]} digits
 * @param {import('./ink.js').Colours} colours
 * @param {AbortSignal} signal
 */
async function readAll(digits, colours, signal) {
  const times = [];
  let right = 0;
  let model = '';
  for (const [i, { digit, drawing }] of digits.entries()) {
    const begun = performance.now();
    const picture = drawingToGreyPng(drawing, colours, SENT_SIZE);
    const reading = await recognize(picture, { mode: 'auto', explain: false, learned: false, signal });
    times.push(performance.now() - begun);
    model = reading.model;
    if (reading.text === String(digit)) right += 1;
    else wrongs.append(wrongItem(digit, drawing, reading.text));
    bar.value = i + 1;
  }
  return { right, times, model };
}

/**
 * @param {number} digit
 * @param {import('./strokes.js').Drawing} drawing
 * @param {string} text
 * @returns {HTMLLIElement}
 */
function wrongItem(digit, drawing, text) {
  const item = document.createElement('li');
  item.append(smallPicture(drawing), text === '' ? `${digit}, and I read none` : `${digit}, and I read ${text}`);
  return item;
}

byId('close-selftest', HTMLButtonElement).addEventListener('click', () => dialog.close());
dialog.addEventListener('close', () => running?.abort());
