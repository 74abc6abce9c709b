/**
 * Ink on a canvas: strokes become smooth round lines. What is shown and what is sent are drawn by the same code.
 */

import { greyPng } from './png.js';

/** @typedef {import('./strokes.js').Stroke} Stroke */
/** @typedef {import('./strokes.js').Drawing} Drawing */
/** @typedef {{ink: string, paper: string}} Colours */
/** @typedef {CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D} Context */

/** The side of the square that is sent, in pixels: the reader's tile is 28, so this keeps far more than it can use. */
export const SENT_SIZE = 400;
/** The side of the square that is saved, in pixels. */
export const SAVED_SIZE = 1024;

/**
 * Draws strokes on a square context, in its current transform.
 * @param {Context} context
 * @param {Drawing} drawing
 * @param {number} size side of the sheet in the context's units
 * @param {string} colour
 */
export function renderDrawing(context, drawing, size, colour) {
  context.save();
  context.scale(size, size);
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = colour;
  context.fillStyle = colour;
  for (const stroke of drawing) renderStroke(context, stroke);
  context.restore();
}

/**
 * Each point bends the line from the middle of the segment before it to the middle of the one after it, so the line
 * has no corners, however few points a fast hand leaves.
 * @param {Context} context
 * @param {Stroke} stroke
 */
function renderStroke(context, { points, width: middleWidth }) {
  const widthAt = (/** @type {number} */ pressure) => middleWidth * widthFactor(pressure);
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return;
  if (points.length === 1) {
    context.beginPath();
    context.arc(first.x, first.y, widthAt(first.pressure) / 2, 0, 2 * Math.PI);
    context.fill();
    return;
  }
  context.beginPath();
  context.moveTo(first.x, first.y);
  let width = widthAt(first.pressure);
  context.lineWidth = width;
  for (let i = 1; i < points.length; ++i) {
    const from = points[i - 1];
    const to = points[i];
    if (!from || !to) continue;
    const middle = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    context.quadraticCurveTo(from.x, from.y, middle.x, middle.y);
    if (widthAt(to.pressure) !== width) {
      context.stroke();
      context.beginPath();
      context.moveTo(middle.x, middle.y);
      width = widthAt(to.pressure);
      context.lineWidth = width;
    }
  }
  context.lineTo(last.x, last.y);
  context.stroke();
}

/**
 * A pen that is pressed harder draws up to half as wide again, a light touch half as wide; rounded, so that equal
 * enough widths share a path.
 * @param {number} pressure 0 to 1
 * @returns {number} 1 at middle pressure
 */
function widthFactor(pressure) {
  return Math.round(16 * (0.5 + pressure)) / 16;
}

/**
 * The drawing as a picture: the ink and the paper of the sheet as it is shown, dark on light or light on dark.
 * @param {Drawing} drawing
 * @param {Colours} colours
 * @param {number} size the picture's side, in pixels
 * @returns {Promise<Blob>} a PNG
 */
export async function drawingToPng(drawing, colours, size) {
  const { canvas } = paint(drawing, colours, size);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave no picture'))), 'image/png');
  });
}

/**
 * The same without colour, and at once: what the reader gets.
 * @param {Drawing} drawing
 * @param {Colours} colours
 * @param {number} size the picture's side, in pixels
 * @returns {Blob} a grey PNG
 */
export function drawingToGreyPng(drawing, colours, size) {
  const { data } = paint(drawing, colours, size).context.getImageData(0, 0, size, size);
  const pixels = new Uint32Array(data.buffer);
  const grey = new Uint8Array(size * size);
  let before = 0; // most pixels are as the one before: then nothing is to be computed
  let luma = 0;
  for (let i = 0; i < grey.length; ++i) {
    if (pixels[i] !== before) {
      before = pixels[i] ?? 0;
      // As JPEG has it, in 256ths.
      luma = (77 * (data[4 * i] ?? 0) + 150 * (data[4 * i + 1] ?? 0) + 29 * (data[4 * i + 2] ?? 0)) >> 8;
    }
    grey[i] = luma;
  }
  return new Blob([greyPng(grey, size, size)], { type: 'image/png' });
}

/** The last canvas that was painted: to make one takes longer than to paint it. @type {HTMLCanvasElement | null} */
let spare = null;

/**
 * @param {Drawing} drawing
 * @param {Colours} colours
 * @param {number} size
 */
function paint(drawing, colours, size) {
  const canvas = spare?.width === size ? spare : document.createElement('canvas');
  spare = canvas;
  if (canvas.width !== size) canvas.width = canvas.height = size;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2d context');
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, size, size);
  renderDrawing(context, drawing, size, colours.ink);
  return { canvas, context };
}
