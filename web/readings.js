/**
 * The readings that the server keeps for this browser: what the HTTP API says of them, and what it can be asked to do.
 */

import { answerOf, listAt, Refused, ServerAway, ServerBusy, textAt, TIMEOUT_MS, valueAt } from './api.js';
import { bytesOf } from './packed.js';

/**
 * What the server keeps: every reading, only those that were set right, or none.
 * @typedef {object} Keeping
 * @property {'all' | 'corrections' | 'never'} mode
 * @property {number | null} days after which a reading is deleted, or null
 */
/**
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} time
 * @property {string} text what was read
 * @property {string | null} corrected what the person says
 * @property {readonly Uint8Array[]} tiles the first few, 28 rows of 28 pixels, 0 paper to 255 ink
 */
/** @typedef {import('./api.js').Mode} Mode */

const BASE = 'api/v1/readings';
const MOST_AT_LEAVING = 60_000; // bytes: browsers send no more after the page is gone

/** @returns {Promise<Keeping>} */
export async function keeping() {
  return parseKeeping(await send('api/v1/settings'));
}

/**
 * @param {{limit: number, doubtful: boolean, cursor?: string}} options doubtful: only the unsure and the corrected
 * @returns {Promise<{entries: Entry[], next: string}>} newest first; next is empty at the end
 */
export async function listReadings({ limit, doubtful, cursor = '' }) {
  const query = new URLSearchParams({ limit: String(limit), tiles: '1' });
  if (doubtful) query.set('filter', 'unsure-or-corrected');
  if (cursor) query.set('cursor', cursor);
  const json = await send(`${BASE}?${query}`);
  return { entries: listAt(json, 'readings').map(parseEntry), next: textAt(json, 'next') };
}

/**
 * @param {Blob} picture
 * @param {Mode} mode
 * @param {string | null} text what it shows, where the person said so
 * @returns {Promise<string>} the id, or empty where the server chose not to keep it
 */
export async function keepReading(picture, mode, text) {
  const path = text === null ? 'api/v1/recognize' : BASE;
  const query = new URLSearchParams(text === null ? { mode } : { mode, text });
  const json = await send(`${path}?${query}`, {
    method: 'POST',
    body: picture,
    headers: { 'Content-Type': picture.type || 'application/octet-stream' },
    keepalive: picture.size < MOST_AT_LEAVING,
  });
  if (textAt(json, 'not_kept')) throw new ServerBusy(2);
  return textAt(json, 'id');
}

/**
 * @param {string} id
 * @param {string | null} text null takes the correction back
 */
export function correctReading(id, text) {
  return send(`${BASE}/${id}/text`, text === null ? { method: 'DELETE' } : {
    method: 'PUT',
    body: JSON.stringify({ text }),
    headers: { 'Content-Type': 'application/json' },
  });
}

/** @param {string} [id] all of them without it */
export async function deleteReading(id) {
  try {
    await send(id ? `${BASE}/${id}` : BASE, { method: 'DELETE' });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** What was corrected up to now changes no longer how this person's digits are read. */
export async function endLessons() {
  try {
    await send('api/v1/learning', { method: 'DELETE' });
  } catch (error) {
    if (!isGone(error)) throw error; // nothing was learned
  }
}

/** @param {unknown} error @returns {boolean} the reading is not there any more */
export function isGone(error) {
  return error instanceof Refused && error.status === 404;
}

/**
 * @param {string} path
 * @param {RequestInit} [request]
 * @returns {Promise<unknown>}
 */
async function send(path, request = {}) {
  try {
    const url = new URL(path, document.baseURI);
    return await answerOf(await fetch(url, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) }));
  } catch (error) {
    if (error instanceof Refused || error instanceof ServerBusy || error instanceof ServerAway) throw error;
    throw new ServerAway('no answer', { cause: error });
  }
}

/**
 * @param {unknown} json
 * @returns {Keeping}
 */
export function parseKeeping(json) {
  const mode = textAt(json, 'keep');
  const days = valueAt(json, 'retain_days');
  return {
    mode: mode === 'all' || mode === 'corrections' ? mode : 'never',
    days: typeof days === 'number' ? days : null,
  };
}

/**
 * @param {unknown} json
 * @returns {Entry}
 */
export function parseEntry(json) {
  const corrected = valueAt(json, 'corrected');
  return {
    id: textAt(json, 'id'),
    time: textAt(json, 'time'),
    text: textAt(json, 'text').trim(),
    corrected: corrected ? textAt(corrected, 'text') : null,
    tiles: listAt(json, 'tiles').flatMap((tile) => bytesOf(String(tile)) ?? []),
  };
}

/**
 * @param {Keeping} keeping
 * @param {boolean} isOn the page's own switch
 * @returns {string} what is kept and where, as a sentence
 */
export function describeKeeping({ mode, days }, isOn) {
  if (!isOn) return 'Nothing new is kept.';
  const what = mode === 'all' ? 'On this server' : 'With their pictures, on this server';
  const long = days ? `for ${days} ${days === 1 ? 'day' : 'days'}` : 'until you delete them';
  return `${what}, ${long}; no other visitor sees them.`;
}

/** @param {Entry} entry @returns {string} for someone who hears the page */
export function describeEntry({ text, corrected }) {
  const read = `read as ${text || 'nothing'}`;
  return corrected === null ? read : `${read}, corrected to ${corrected || 'nothing'}`;
}
