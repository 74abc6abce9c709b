/**
 * What lies on the sheet: a drawing or a picture. Undo goes from leaf to leaf, so a picture never costs a drawing.
 */

import { EMPTY_DRAWING } from './strokes.js';

/** @typedef {{readonly kind: 'drawing', readonly drawing: import('./strokes.js').Drawing}} DrawingLeaf */
/** @typedef {{readonly kind: 'picture', readonly picture: import('./picture.js').Picture}} PictureLeaf */
/** @typedef {DrawingLeaf | PictureLeaf} Leaf */

/** @type {DrawingLeaf} */
export const BLANK_LEAF = Object.freeze({ kind: 'drawing', drawing: EMPTY_DRAWING });

/**
 * @param {Leaf} leaf
 * @returns {leaf is DrawingLeaf}
 */
export function isDrawing(leaf) {
  return leaf.kind === 'drawing';
}

/**
 * @param {Leaf} leaf
 * @returns {boolean}
 */
export function isBlank(leaf) {
  return isDrawing(leaf) && leaf.drawing.length === 0;
}
