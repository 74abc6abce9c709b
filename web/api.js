/**
 * The HTTP API as the page needs it: a picture in, a reading out, and three ways to fail.
 */

import { bytesOf, unpack } from './packed.js';

/**
 * `auto` finds out by itself how many digits there are; `digit` takes all ink as one; `number` reads one line.
 * @typedef {'auto' | 'digit' | 'number'} Mode
 */
/** @typedef {{x: number, y: number, width: number, height: number}} Box */
/**
 * What was made of one find on the picture.
 * @typedef {object} GlyphReading
 * @property {number} digit
 * @property {number} confidence
 * @property {readonly number[]} probabilities ten of them; with notADigit they add up to one
 * @property {number} notADigit
 * @property {Box | null} box where it is, in pixels of the picture as shown
 * @property {Uint8Array | null} tile 28 rows of 28 pixels, 0 paper to 255 ink; only where it was asked for
 * @property {import('./packed.js').Packed | null} evidence what its places say for eleven classes, the last being "no
 *   digit"; likewise, and for the first few dozen finds only
 */
/**
 * @typedef {object} Reading
 * @property {string} text lines end with \n, a space stands for a clear gap; empty where nothing was written or nothing
 *   is a digit
 * @property {number} confidence that the text is right or, where it is empty, that there is nothing to read
 * @property {readonly GlyphReading[]} digits
 * @property {readonly GlyphReading[]} rejected ink that is no digit
 * @property {number} width of the picture as shown, in pixels; 0 where it was not told
 * @property {number} height
 * @property {string} model the name of the network that read it
 */

/** What a layer of the network made of a tile. @typedef {import('./packed.js').Packed & {name: string}} LayerMaps */

/** The server said no, in words for the person. */
export class Refused extends Error {
  /**
   * @param {string} words
   * @param {number} [status] of the answer
   */
  constructor(words, status = 0) {
    super(words);
    this.status = status;
  }
}

/** No answer came: the server is away, or something between us speaks for it. */
export class ServerAway extends Error {}

/** The server is there but has no time now. */
export class ServerBusy extends Error {
  /** @param {number} seconds to wait */
  constructor(seconds) {
    super('busy');
    this.seconds = seconds;
  }
}

/** An answer that takes longer will not come; long enough for a slow line to carry a photograph. */
export const TIMEOUT_MS = 30_000;
const TILE_PIXELS = 28 * 28;

/**
 * @param {Blob} picture
 * @param {{mode: Mode, explain: boolean, learned: boolean, signal: AbortSignal}} options learned: what this person
 *   corrected counts; aborting rejects with the signal's own AbortError
 * @returns {Promise<Reading>}
 */
export async function recognize(picture, { mode, explain: withReasons, learned, signal }) {
  const url = new URL('api/v1/recognize', document.baseURI);
  url.searchParams.set('mode', mode);
  url.searchParams.set('keep', '0'); // keeper.js says what is kept, once it is finished
  if (!learned) url.searchParams.set('learned', '0');
  if (withReasons) url.searchParams.set('explain', '1');
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const abort = () => timeout.abort();
  signal.addEventListener('abort', abort);
  try {
    const headers = { 'Content-Type': picture.type || 'application/octet-stream', Accept: 'application/json' };
    const response = await fetch(url, { method: 'POST', body: picture, headers, signal: timeout.signal });
    return await understand(response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof Refused || error instanceof ServerBusy || error instanceof ServerAway) throw error;
    throw new ServerAway('no answer', { cause: error });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

/**
 * @param {Uint8Array} tile
 * @returns {Promise<LayerMaps[]>} every layer's output, in order
 */
export async function explain(tile) {
  const response = await fetch(new URL('api/v1/explain', document.baseURI), {
    method: 'POST',
    body: Uint8Array.from(tile),
    headers: { 'Content-Type': 'application/octet-stream' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new ServerAway(`status ${response.status}`);
  return listAt(await response.json(), 'layers').map((json) => {
    const maps = unpack(json);
    if (!maps) throw unexpected();
    return { ...maps, name: textAt(json, 'name') };
  });
}

/**
 * @param {Response} response
 * @returns {Promise<Reading>}
 */
export async function understand(response) {
  return parseReading(await answerOf(response));
}

/**
 * @param {Response} response
 * @returns {Promise<unknown>} its JSON, where it is no failure
 */
export async function answerOf(response) {
  const type = response.headers.get('Content-Type') ?? '';
  if (response.ok) return response.json();
  if (response.status === 429 || response.status === 503) {
    throw new ServerBusy(secondsToWait(response.headers.get('Retry-After')));
  }
  if (type.startsWith('application/problem+json')) {
    throw new Refused(problemInWords(await response.json()), response.status);
  }
  if (response.status >= 500) throw new ServerAway(`status ${response.status}`);
  throw new Refused(`The server refused this (status ${response.status}).`, response.status);
}

/**
 * @param {string | null} retryAfter
 * @returns {number}
 */
function secondsToWait(retryAfter) {
  const seconds = Number(retryAfter);
  return seconds > 0 ? Math.min(seconds, 60) : 1;
}

/**
 * @param {unknown} problem
 * @returns {string} a sentence
 */
function problemInWords(problem) {
  const words = textAt(problem, 'detail') || textAt(problem, 'title') || 'The server refused this';
  const sentence = (words[0] ?? '').toUpperCase() + words.slice(1);
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/**
 * Checks what the server sent, so that the rest of the page can trust the types.
 * @param {unknown} json
 * @returns {Reading}
 */
export function parseReading(json) {
  const text = valueAt(json, 'text');
  const confidence = valueAt(json, 'confidence');
  if (typeof text !== 'string' || !isShare(confidence)) throw unexpected();
  return {
    text,
    confidence,
    digits: listAt(json, 'digits').map(parseGlyph),
    rejected: listAt(json, 'rejected').map(parseGlyph),
    width: lengthAt(json, 'width'),
    height: lengthAt(json, 'height'),
    model: textAt(json, 'model'),
  };
}

/**
 * @param {unknown} json
 * @returns {GlyphReading}
 */
function parseGlyph(json) {
  const digit = valueAt(json, 'digit');
  const confidence = valueAt(json, 'confidence');
  const notADigit = valueAt(json, 'not_a_digit') ?? 0;
  const probabilities = listAt(json, 'probabilities');
  if (typeof digit !== 'number' || !isShare(confidence) || !isShare(notADigit)) throw unexpected();
  if (probabilities.length !== 10 || !probabilities.every(isShare)) throw unexpected();
  const box = parseBox(listAt(json, 'box'));
  const tile = parseTile(textAt(json, 'tile'));
  return { digit, confidence, notADigit, probabilities, box, tile, evidence: unpack(valueAt(json, 'evidence')) };
}

/**
 * @param {unknown[]} numbers x, y, width, height
 * @returns {Box | null}
 */
function parseBox([x, y, width, height]) {
  if (!isLength(x) || !isLength(y) || !isLength(width) || !isLength(height)) return null;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/**
 * @param {string} base64
 * @returns {Uint8Array | null}
 */
function parseTile(base64) {
  const pixels = bytesOf(base64);
  return pixels?.length === TILE_PIXELS ? pixels : null;
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isShare(value) {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

/**
 * @param {unknown} value
 * @returns {value is number}
 */
function isLength(value) {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {number} 0 where there is none
 */
function lengthAt(object, key) {
  const value = valueAt(object, key);
  return isLength(value) ? value : 0;
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown}
 */
export function valueAt(object, key) {
  return typeof object === 'object' && object !== null ? Reflect.get(object, key) : undefined;
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {string} empty where there is none
 */
export function textAt(object, key) {
  const value = valueAt(object, key);
  return typeof value === 'string' ? value : '';
}

/**
 * @param {unknown} object
 * @param {string} key
 * @returns {unknown[]} empty where there is none
 */
export function listAt(object, key) {
  const value = valueAt(object, key);
  return Array.isArray(value) ? value : [];
}

function unexpected() {
  return new Refused("The server sent an answer that this page doesn't understand. Reload the page.");
}
