/**
 * Tells screen readers what came out, once it has come to rest: while someone writes, answers change with every
 * stroke, and nobody wants to hear all of them.
 */

import { byId } from './dom.js';

const REST_MS = 900;

const region = byId('announcement', HTMLElement);
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} sentence empty to say nothing any more */
export function announce(sentence) {
  clearTimeout(timer);
  timer = setTimeout(() => (region.textContent = sentence), REST_MS);
}
