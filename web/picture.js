/**
 * Pictures from outside: a chosen, dropped or pasted file becomes something to show and something to send. Large ones
 * are made smaller here, so that a phone's photograph need not travel whole; shrinking to the reader's own size is the
 * server's work and is never done here.
 */

/**
 * @typedef {object} Picture
 * @property {string} name
 * @property {Blob} body what is sent
 * @property {HTMLCanvasElement | null} preview upright; null where the browser can't show this kind of picture
 */

/** The longest side that is sent, in pixels. */
export const MAX_SIDE = 2048;
/** The server takes 16 MiB; the rest is room for what surrounds the picture. */
export const MAX_BYTES = 16 * 1024 * 1024 - 4096;
/** The longest side that is kept for showing. */
const PREVIEW_SIDE = 1024;

/** Sent as they are; anything else that the browser can show becomes a PNG. */
const KNOWN_TYPES = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/gif', 'image/bmp', 'image/tiff']);

/** A picture that can't be sent, with the reason in words for the person. */
export class UnusablePicture extends Error {}

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

/**
 * @param {File} file
 * @returns {Promise<Picture>} rejects with UnusablePicture
 */
export async function openPicture(file) {
  const name = file.name || 'picture';
  if (file.size === 0) throw new UnusablePicture(`“${name}” is empty.`);
  const bitmap = await decode(file);
  if (!bitmap) {
    if (file.size > MAX_BYTES) throw new UnusablePicture(`“${name}” is over 16 MB, and I can't make it smaller.`);
    return { name, body: file, preview: null };
  }
  try {
    const { width, height } = bitmap;
    const redraw = needsRedrawing({ type: file.type, bytes: file.size, width, height });
    const body = redraw ? await toBlob(draw(bitmap, MAX_SIDE), file.type) : file;
    return { name, body, preview: draw(bitmap, PREVIEW_SIDE) };
  } finally {
    bitmap.close();
  }
}

/**
 * @param {Blob} file
 * @returns {Promise<ImageBitmap | null>} upright, as the camera's orientation note says; null where it can't be shown
 */
async function decode(file) {
  try {
    return await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    return null; // The server may know this kind, and else says in words what is wrong with it.
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} side
 * @returns {HTMLCanvasElement}
 */
function draw(bitmap, side) {
  const { width, height } = fitInto(bitmap.width, bitmap.height, side);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new UnusablePicture('This browser has no memory left for such a picture.');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/**
 * A photograph stays a JPEG, which is a tenth of the bytes; all else becomes a PNG, which loses nothing.
 * @param {HTMLCanvasElement} canvas
 * @param {string} type
 * @returns {Promise<Blob>}
 */
function toBlob(canvas, type) {
  return new Promise((resolve, reject) => {
    const done = (/** @type {Blob | null} */ blob) =>
      blob ? resolve(blob) : reject(new UnusablePicture('This browser could not make the picture smaller.'));
    canvas.toBlob(done, type === 'image/jpeg' ? 'image/jpeg' : 'image/png', 0.92);
  });
}
