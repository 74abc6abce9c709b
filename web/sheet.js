/**
 * The sheet: turns pointers into strokes and shows the leaf that lies on it. It keeps no history; who made it decides
 * what becomes of a stroke.
 */

import { contextOf } from './dom.js';
import { renderDrawing } from './ink.js';
import { addStroke, EMPTY_DRAWING, extendStroke, lengthOf } from './strokes.js';

/** @typedef {import('./leaf.js').Leaf} Leaf */
/** @typedef {import('./strokes.js').Point} Point */
/**
 * @typedef {object} SheetListener
 * @property {(stroke: import('./strokes.js').Stroke) => void} onStroke
 * @property {(down: boolean) => void} onPen
 * @property {(at: Readonly<Point>) => boolean} onTap returns whether it meant something there; else it is a dot of ink
 */

/**
 * A finger that the browser takes over for scrolling or pinching within this time meant no ink. Later it did: the
 * stroke stays.
 */
const CHANGE_OF_MIND_MS = 300;
/** A tap is shorter than this, and no longer than the next, in sheets. */
const TAP_MS = 300;
const TAP_LENGTH = 0.012;

export class Sheet {
  #canvas;
  #context;
  #onStroke;
  #onPen;
  #onTap;
  /** @type {Leaf} */
  #leaf = { kind: 'drawing', drawing: EMPTY_DRAWING };
  /** @type {{pointer: number, type: string, points: Point[], begun: number} | null} */
  #pen = null;
  #willPaint = false;

  /**
   * @param {HTMLCanvasElement} canvas square on the page; its colour is the ink's, its background the paper's
   * @param {SheetListener} listener
   */
  constructor(canvas, { onStroke, onPen, onTap }) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
    this.#onStroke = onStroke;
    this.#onPen = onPen;
    this.#onTap = onTap;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    canvas.addEventListener('pointercancel', (event) => this.#cancel(event));
    canvas.addEventListener('contextmenu', (event) => {
      if (this.#pen) event.preventDefault(); // a finger that rests is about to draw
    });
    new ResizeObserver(() => this.repaint()).observe(canvas);
  }

  /** Whether a stroke is being drawn. */
  get isDrawing() {
    return this.#pen !== null;
  }

  /** @returns {import('./ink.js').Colours} */
  get colours() {
    const style = getComputedStyle(this.#canvas);
    return { ink: style.color, paper: style.backgroundColor };
  }

  /** @param {Leaf} leaf */
  show(leaf) {
    this.#leaf = leaf;
    this.repaint();
  }

  /** On the next frame, however often it is asked for before. */
  repaint() {
    if (this.#willPaint) return;
    this.#willPaint = true;
    requestAnimationFrame(() => {
      this.#willPaint = false;
      this.#paint();
    });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.#pen) {
      const isPinch = event.pointerType === 'touch' && this.#pen.type === 'touch';
      if (isPinch) this.#lift({ changedMind: true });
      return;
    }
    if (event.button !== 0 || !event.isPrimary) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#pen = { pointer: event.pointerId, type: event.pointerType, points: [], begun: event.timeStamp };
    this.#draw(event);
    this.#onPen(true);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#pen?.pointer === event.pointerId) this.#draw(event);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (this.#pen?.pointer !== event.pointerId) return;
    this.#draw(event);
    this.#lift({ changedMind: false });
  }

  /** @param {PointerEvent} event */
  #cancel(event) {
    if (this.#pen?.pointer === event.pointerId) this.#lift({ changedMind: true });
  }

  /** @param {PointerEvent} event all of the points that it stands for go into the stroke */
  #draw(event) {
    const pen = this.#pen;
    if (!pen) return;
    const box = this.#canvas.getBoundingClientRect(); // as it is on the screen now: scaled, zoomed, scrolled
    const coalesced = event.type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
    for (const { clientX, clientY, timeStamp, pressure } of coalesced.length > 0 ? coalesced : [event]) {
      extendStroke(pen.points, {
        x: (clientX - box.left) / box.width,
        y: (clientY - box.top) / box.height,
        t: timeStamp,
        pressure: pen.type === 'pen' && pressure > 0 ? pressure : 0.5,
      });
    }
    this.repaint();
  }

  /** @param {{changedMind: boolean}} options */
  #lift({ changedMind }) {
    const pen = this.#pen;
    if (!pen) return;
    this.#pen = null;
    this.#onPen(false);
    const age = (pen.points.at(-1)?.t ?? pen.begun) - pen.begun;
    const first = pen.points[0];
    const isTap = !changedMind && age < TAP_MS && lengthOf(pen.points) < TAP_LENGTH;
    const meantSomething = isTap && first !== undefined && this.#onTap(first);
    if (!meantSomething && (!changedMind || age > CHANGE_OF_MIND_MS)) this.#onStroke(pen.points);
    this.repaint();
  }

  #paint() {
    const canvas = this.#canvas;
    const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== side || canvas.height !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    this.#context.clearRect(0, 0, side, side);
    // A stroke on a picture begins a new leaf: the picture makes room at once.
    const drawing = this.#leaf.kind === 'drawing' ? this.#leaf.drawing : EMPTY_DRAWING;
    if (this.#leaf.kind === 'picture' && !this.#pen) this.#paintPicture(this.#leaf.picture.preview, side);
    else renderDrawing(this.#context, addStroke(drawing, this.#pen?.points ?? []), side, this.colours.ink);
  }

  /**
   * @param {HTMLCanvasElement | null} preview
   * @param {number} side
   */
  #paintPicture(preview, side) {
    if (!preview) return;
    const scale = side / Math.max(preview.width, preview.height);
    const width = preview.width * scale;
    const height = preview.height * scale;
    this.#context.imageSmoothingEnabled = scale < 4; // a tiny picture shows its pixels
    this.#context.drawImage(preview, (side - width) / 2, (side - height) / 2, width, height);
  }
}
