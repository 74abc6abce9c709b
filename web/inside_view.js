/**
 * "Look inside": what every layer makes of the tile, as small maps that grow under the pointer or the focus. Loaded
 * and asked for only when it is opened.
 */

import { explain } from './api.js';
import { byId, contextOf } from './dom.js';
import { mapOf } from './packed.js';
import { named } from './words.js';

/** @typedef {import('./api.js').LayerMaps} LayerMaps */

const KINDS = /** @type {const} */ ([
  [/^conv/, 'looks for small shapes in what came before'],
  [/^maxpool/, 'keeps the strongest of every four places'],
  [/^avgmaxpool/, 'keeps the mean and the strongest of each map'],
  [/^dense/, 'weighs all of it for each answer'],
]);

let openings = 0; // only the newest tile's answer is shown

/** @param {Uint8Array} tile 28 rows of 28 */
export async function openInside(tile) {
  const dialog = byId('inside-dialog', HTMLDialogElement);
  const list = byId('layers', HTMLElement);
  const status = byId('inside-status', HTMLElement);
  const opening = ++openings;
  list.replaceChildren();
  status.textContent = 'I am looking…';
  dialog.showModal();
  try {
    const layers = await explain(tile);
    if (opening !== openings) return;
    status.textContent = '';
    const values = Int8Array.from(tile, (pixel) => pixel >> 1);
    const own = { name: 'tile', count: 1, height: 28, width: 28, scale: 1, values };
    list.append(...[own, ...layers].map((layer, i) => sectionOf(layer, i)));
  } catch {
    if (opening === openings) status.textContent = 'No answer came. Close this and try again.';
  }
}

/**
 * @param {LayerMaps} layer
 * @param {number} index
 * @returns {HTMLElement}
 */
function sectionOf(layer, index) {
  const { name, count, height, width } = layer;
  const section = document.createElement('section');
  const heading = document.createElement('h3');
  const isMaps = height * width > 1;
  const shape = isMaps ? `${count} ${count === 1 ? 'map' : 'maps'} of ${width} × ${height}` : `${count} numbers`;
  heading.textContent = `${index === 0 ? 'What I get' : `${index}. ${name}`}: ${shape}`;
  const about = document.createElement('p');
  about.textContent = KINDS.find(([kind]) => kind.test(name))?.[1] ?? 'your ink, moved to the middle';
  section.append(heading, about, isMaps ? mapsOf(layer) : numbersOf(layer));
  return section;
}

/**
 * One stop for the Tab key in each layer; the arrows go from map to map.
 * @param {LayerMaps} layer
 * @returns {HTMLElement}
 */
function mapsOf(layer) {
  const group = document.createElement('div');
  group.className = 'maps';
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', `Maps of ${layer.name}`);
  const maps = Array.from({ length: layer.count }, (_, i) => {
    const canvas = document.createElement('canvas');
    canvas.width = layer.width;
    canvas.height = layer.height;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `Map ${i + 1} of ${layer.count}`);
    canvas.title = `${layer.name}, map ${i + 1}`;
    canvas.tabIndex = i === 0 ? 0 : -1;
    paint(canvas, mapOf(layer, i));
    return canvas;
  });
  group.append(...maps);
  group.addEventListener('keydown', (event) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const at = maps.findIndex((map) => map === document.activeElement);
    const next = by && at !== -1 ? maps[at + by] : undefined;
    if (!by) return;
    event.preventDefault(); // the dialog would scroll
    if (!next) return;
    maps.forEach((map) => (map.tabIndex = map === next ? 0 : -1));
    next.focus();
  });
  return group;
}

/**
 * Light on dark in either theme, as such maps are always shown.
 * @param {HTMLCanvasElement} canvas
 * @param {Int8Array} values none below 0
 */
function paint(canvas, values) {
  const context = contextOf(canvas);
  const image = context.createImageData(canvas.width, canvas.height);
  values.forEach((value, p) => {
    const light = Math.min(255, 2 * value);
    image.data.set([light, light, Math.min(255, 40 + light), 255], 4 * p);
  });
  context.putImageData(image, 0, 0);
}

/**
 * The last layer's numbers are named; those of the pool are a strip, in two rows: means and strongest.
 * @param {LayerMaps} layer
 * @returns {HTMLElement}
 */
function numbersOf({ name, values, scale, count }) {
  if (!name.startsWith('dense')) {
    const canvas = document.createElement('canvas');
    canvas.className = 'strip';
    canvas.width = count / 2;
    canvas.height = 2;
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', `${count} numbers as a strip`);
    paint(canvas, values);
    return canvas;
  }
  const list = document.createElement('ol');
  list.className = 'logits';
  const largest = Math.max(...values);
  values.forEach((value, i) => {
    const item = document.createElement('li');
    item.classList.toggle('winner', value === largest);
    item.textContent = `${i < 10 ? named(i) : 'no digit'}: ${(value * scale).toFixed(1).replace('-', '−')}`;
    list.append(item);
  });
  return list;
}

byId('close-inside', HTMLButtonElement).addEventListener('click', () => {
  byId('inside-dialog', HTMLDialogElement).close();
});
