/**
 * Pictures to upload, made by the browser itself, so that none needs to lie in the repository.
 */

import { deflateSync } from 'node:zlib';

import { DIGITS } from './digits.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{name: string, mimeType: string, buffer: Buffer}} PictureFile what Playwright's file chooser takes */

/**
 * A digit written with a dark pen on white paper.
 * @param {Page} page any page; it is only asked to encode
 * @param {object} options
 * @param {string} options.digit
 * @param {number} options.width
 * @param {number} options.height
 * @param {string} [options.type]
 * @param {number} [options.turned] quarter turns clockwise
 * @returns {Promise<PictureFile>}
 */
export async function pictureOf(page, { digit, width, height, type = 'image/png', turned = 0 }) {
  const lines = DIGITS[digit] ?? [];
  const base64 = await page.evaluate(([canvasWidth, canvasHeight, mimeType, quarters, strokes]) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvasWidth;
    canvas.height = canvasHeight;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no context');
    const side = Math.min(canvasWidth, canvasHeight);
    context.fillStyle = '#f7f7f5';
    context.fillRect(0, 0, canvasWidth, canvasHeight);
    context.translate(canvasWidth / 2, canvasHeight / 2);
    context.rotate((quarters * Math.PI) / 2);
    context.scale(side, side);
    context.translate(-0.5, -0.5);
    context.strokeStyle = '#1c2541';
    context.lineWidth = 0.06;
    context.lineCap = context.lineJoin = 'round';
    for (const stroke of strokes) {
      context.beginPath();
      for (const [x, y] of stroke) context.lineTo(x, y);
      context.stroke();
    }
    return canvas.toDataURL(mimeType, 0.9).split(',')[1] ?? '';
  }, /** @type {const} */ ([width, height, type, turned, lines.map((line) => [...line])]));
  return { name: `${digit}.${type.split('/')[1]}`, mimeType: type, buffer: Buffer.from(base64, 'base64') };
}

/**
 * The same JPEG with the camera's note that it must be turned.
 * @param {Buffer} jpeg
 * @param {number} orientation EXIF's number: 6 means a quarter turn clockwise
 * @returns {Buffer}
 */
export function withOrientation(jpeg, orientation) {
  const exif = Buffer.from([
    0xff, 0xe1, 0x00, 0x22, // APP1, 34 bytes
    ...Buffer.from('Exif\0\0', 'latin1'),
    ...Buffer.from('MM\0*', 'latin1'), 0, 0, 0, 8, // big-endian TIFF, its directory at 8
    0, 1, // one entry:
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, // Orientation, SHORT, one value
    0, 0, 0, 0, // no other directory
  ]);
  return Buffer.concat([jpeg.subarray(0, 2), exif, jpeg.subarray(2)]);
}

/**
 * A grey picture as PNM, which browsers don't show and the program reads.
 * @param {(x: number, y: number) => boolean} isInk
 * @param {number} side
 * @returns {Buffer}
 */
export function pgm(isInk, side) {
  const pixels = Buffer.alloc(side * side, 250);
  for (let y = 0; y < side; ++y) for (let x = 0; x < side; ++x) if (isInk(x, y)) pixels[y * side + x] = 20;
  return Buffer.concat([Buffer.from(`P5\n${side} ${side}\n255\n`), pixels]);
}

/** A PNG that claims 60,000 x 60,000 pixels and holds a few. */
export const hugePng = () => greyPng(60_000, 60_000, Buffer.alloc(1000));

/** A whole PNG of 80 megapixels: a 1 as high as most of it, on white. */
export function largePng() {
  const [width, height] = [10_000, 8_000];
  const paper = Buffer.alloc(width + 1, 255);
  const ink = Buffer.alloc(width + 1, 255).fill(20, width / 2 - 250, width / 2 + 250);
  paper[0] = ink[0] = 0; // the row's filter: none
  const rows = Array.from({ length: height }, (_, y) => (y > 1000 && y < 7000 ? ink : paper));
  return greyPng(width, height, Buffer.concat(rows));
}

/**
 * @param {number} width
 * @param {number} height
 * @param {Buffer} rows each behind the number of its filter
 * @returns {Buffer}
 */
function greyPng(width, height, rows) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 8; // bits; the zeros behind it: grey, deflated, filtered, not interlaced
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const [pixels, nothing] = [deflateSync(rows, { level: 1 }), Buffer.alloc(0)];
  const chunks = [chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', nothing)];
  return Buffer.concat([signature, ...chunks]);
}

/** @param {string} type @param {Buffer} data @returns {Buffer} */
function chunk(type, data) {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
  bytes.writeUInt32BE(data.length, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.length - 4);
  return bytes;
}

/** @param {Buffer} bytes @returns {number} as PNG wants it */
function crc32(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
