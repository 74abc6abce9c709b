/**
 * Pictures from outside: a chosen, dropped or pasted file becomes something to show and something to send. Large ones
 * are made smaller here, so that a phone's photograph need not travel whole; shrinking to the reader's own size is the
 * server's work and is never done here.
 */

import { MAX_BYTES } from './picture_size.js';

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Blob} body what is sent
 * @property {ImageBitmap | null} preview upright; null where the browser can't show this kind of picture
 */

/** A picture that can't be sent, with the reason in words for the person. */
export class UnusablePicture extends Error {}

/**
 * @param {File} file
 * @returns {Promise<Picture>} rejects with UnusablePicture
 */
export async function openPicture(file) {
  const name = file.name || 'picture';
  if (file.size === 0) throw new UnusablePicture(`“${name}” is empty.`);
  const shrunk = await shrinkInWorker(file).catch(() => shrinkHere(file));
  if (shrunk) return { name, ...shrunk };
  if (file.size > MAX_BYTES) throw new UnusablePicture(`“${name}” is over 16 MB, and I can't make it smaller.`);
  return { name, body: file, preview: null }; // the server may know this kind, and else says in words what is wrong
}

/**
 * A worker for each picture: it goes with all of the memory that a large one took.
 * @param {File} file
 * @returns {Promise<import('./shrink.js').Shrunk | null>} null where that can't be done; rejects where no worker starts
 */
async function shrinkInWorker(file) {
  const worker = new Worker(new URL('shrink.js', import.meta.url), { type: 'module' });
  return new Promise((/** @type {(shrunk: import('./shrink.js').Shrunk | null) => void} */ resolve, reject) => {
    worker.addEventListener('message', ({ data }) => resolve(data.shrunk ?? null));
    worker.addEventListener('error', () => reject(new Error('the worker did not start')));
    worker.postMessage(file);
  }).finally(() => worker.terminate());
}

/**
 * Without a worker the pen waits meanwhile, which is better than no answer.
 * @param {File} file
 * @returns {Promise<import('./shrink.js').Shrunk | null>} null where that can't be done
 */
async function shrinkHere(file) {
  try {
    const { shrink } = await import('./shrink.js');
    return await shrink(file);
  } catch {
    return null;
  }
}
