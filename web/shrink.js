/**
 * A picture made fit for sending, in a worker: a phone's photograph takes a while, and the pen must not wait for it.
 */

import { fitInto, MAX_SIDE, needsRedrawing, PREVIEW_SIDE } from './picture_size.js';

/** @typedef {{body: Blob, preview: ImageBitmap}} Shrunk */

const QUALITY = 0.92;

/**
 * @param {File} file
 * @returns {Promise<Shrunk | null>} upright, as the camera's note says; null where this browser can't show it
 */
export async function shrink(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null);
  if (!bitmap) return null;
  try {
    const { width, height } = bitmap;
    const redraw = needsRedrawing({ type: file.type, bytes: file.size, width, height });
    const preview = draw(bitmap, PREVIEW_SIDE).transferToImageBitmap();
    if (!redraw) return { body: file, preview };
    // A photograph stays a JPEG, which is a tenth of the bytes; all else becomes a PNG, which loses nothing.
    const type = file.type === 'image/jpeg' ? file.type : 'image/png';
    return { body: await draw(bitmap, MAX_SIDE).convertToBlob({ type, quality: QUALITY }), preview };
  } finally {
    bitmap.close();
  }
}

/**
 * @param {ImageBitmap} bitmap
 * @param {number} side
 * @returns {OffscreenCanvas}
 */
function draw(bitmap, side) {
  const { width, height } = fitInto(bitmap.width, bitmap.height, side);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no 2d context');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

if (typeof document === 'undefined' && typeof self !== 'undefined') {
  self.addEventListener('message', async ({ data }) => {
    try {
      const shrunk = await shrink(data);
      self.postMessage({ shrunk }, { transfer: shrunk ? [shrunk.preview] : [] });
    } catch (error) {
      self.postMessage({ error: String(error) });
    }
  });
}
