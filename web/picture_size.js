/**
 * How large a picture may be, and which ones are made smaller. Pure.
 */

/** The longest side that is sent, in pixels. */
export const MAX_SIDE = 2048;
/** The server takes 16 MiB; the rest is room for what surrounds the picture. */
export const MAX_BYTES = 16 * 1024 * 1024 - 4096;
/** The longest side that is kept for showing. */
export const PREVIEW_SIDE = 1024;

/** Sent as they are; anything else that the browser can show becomes a PNG. */
const KNOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff']);

/**
 * The size that fits into a square of the given side with the shape kept; never larger than it was, never under 1.
 * @param {number} width
 * @param {number} height
 * @param {number} side
 * @returns {{width: number, height: number}}
 */
export function fitInto(width, height, side) {
  const scale = Math.min(1, side / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/**
 * Whether a picture that the browser can show is sent as a new one rather than as the bytes that it came in.
 * @param {{type: string, bytes: number, width: number, height: number}} picture
 * @returns {boolean}
 */
export function needsRedrawing({ type, bytes, width, height }) {
  return !KNOWN_TYPES.has(type) || bytes > MAX_BYTES || Math.max(width, height) > MAX_SIDE;
}
