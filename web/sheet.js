/**
 * The sheet: turns pointers into ink or takes ink away, and shows the leaf that lies on it. It keeps no history; who
 * made it decides what becomes of a changed drawing.
 */

import { contextOf } from './dom.js';
import { ERASER_RADIUS, eraseAlong } from './erase.js';
import { renderDrawing } from './ink.js';
import { addStroke, EMPTY_DRAWING, extendLine, lengthOf } from './strokes.js';

/** @typedef {import('./leaf.js').Leaf} Leaf */
/** @typedef {import('./hand.js').Tool} Tool */
/** @typedef {import('./strokes.js').Drawing} Drawing */
/** @typedef {import('./strokes.js').Point} Point */
/**
 * @typedef {object} SheetListener
 * @property {(drawing: Drawing) => void} onDrawing the pen is down and changed the drawing; on every frame at most
 * @property {(drawing: Drawing | null) => void} onDrawn the pen was lifted; null where it changed nothing
 * @property {(down: boolean) => void} onPen
 * @property {(at: Readonly<Point>) => boolean} onTap returns whether it meant something there; else it is a dot of ink
 */
/**
 * A pointer that is down.
 * @typedef {object} Pen
 * @property {number} pointer
 * @property {string} type
 * @property {Tool} tool
 * @property {number} width
 * @property {Point[]} points so far
 * @property {number} begun when, in milliseconds of the page's clock
 * @property {Drawing} before
 * @property {Drawing} drawing with what this pointer did to it
 */

/**
 * A finger that the browser takes over for scrolling or pinching within this time meant no ink. Later it did: the
 * stroke stays.
 */
const CHANGE_OF_MIND_MS = 300;
/** A tap is shorter than this, and no longer than the next, in sheets. */
const TAP_MS = 300;
const TAP_LENGTH = 0.012;

/** A pointer event's button for the other end of a pen. */
const ERASER_END = 5;

export class Sheet {
  #canvas;
  #context;
  #hand;
  #listener;
  /** @type {Leaf} */
  #leaf = { kind: 'drawing', drawing: EMPTY_DRAWING };
  /** @type {Pen | null} */
  #pen = null;
  /** Where the eraser hovers. @type {{x: number, y: number} | null} */
  #hover = null;
  /** Whether a pen was ever used here: a finger scrolls from then on, and so does the hand that rests on the sheet. */
  #penKnown = false;
  #willPaint = false;
  /** As of the last paint: to look them up in the middle of changes would cost the style of the whole page. */
  #colours = /** @type {import('./ink.js').Colours | null} */ (null);

  /**
   * @param {HTMLCanvasElement} canvas square on the page; its colour is the ink's, its background the paper's
   * @param {{readonly tool: Tool, readonly width: number}} hand
   * @param {SheetListener} listener
   */
  constructor(canvas, hand, listener) {
    this.#canvas = canvas;
    this.#context = contextOf(canvas);
    this.#hand = hand;
    this.#listener = listener;
    canvas.addEventListener('pointerdown', (event) => this.#down(event));
    canvas.addEventListener('pointermove', (event) => this.#move(event));
    canvas.addEventListener('pointerup', (event) => this.#up(event));
    canvas.addEventListener('pointercancel', (event) => this.#cancel(event));
    canvas.addEventListener('pointerleave', () => this.#hoverAt(null));
    canvas.addEventListener('contextmenu', (event) => {
      if (this.#pen) event.preventDefault(); // a finger that rests is about to draw
    });
    // Where fingers scroll, a pen would too; it comes as a touch right after its own pointerdown.
    canvas.addEventListener('touchstart', (event) => {
      if (this.#pen?.type === 'pen' && event.cancelable) event.preventDefault();
    }, { passive: false });
    new ResizeObserver(() => this.repaint()).observe(canvas);
  }

  /** Whether a stroke is being drawn. */
  get isDrawing() {
    return this.#pen !== null;
  }

  /** @returns {import('./ink.js').Colours} */
  get colours() {
    this.#colours ??= this.#lookUpColours();
    return this.#colours;
  }

  /** @returns {import('./ink.js').Colours} */
  #lookUpColours() {
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
      if (this.#pen && this.#pen.drawing !== this.#pen.before) this.#listener.onDrawing(this.#pen.drawing);
    });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (this.#pen) {
      const isPinch = event.pointerType === 'touch' && this.#pen.type === 'touch';
      if (isPinch) this.#lift({ changedMind: true });
      return;
    }
    const isPen = event.pointerType === 'pen';
    const isEraserEnd = isPen && event.button === ERASER_END;
    if ((event.button !== 0 && !isEraserEnd) || !event.isPrimary) return;
    if (isPen) this.#getToKnowPen();
    else if (event.pointerType === 'touch' && this.#penKnown) return;
    this.#capture(event.pointerId);
    const before = this.#leaf.kind === 'drawing' ? this.#leaf.drawing : EMPTY_DRAWING;
    this.#pen = {
      pointer: event.pointerId,
      type: event.pointerType,
      tool: isEraserEnd ? 'eraser' : this.#hand.tool,
      width: this.#hand.width,
      points: [],
      begun: event.timeStamp,
      before,
      drawing: before,
    };
    this.#draw(event);
    this.#listener.onPen(true);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    if (this.#pen?.pointer === event.pointerId) this.#draw(event);
    this.#hoverAt(event.pointerType === 'touch' && !this.#pen ? null : event);
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

  #getToKnowPen() {
    this.#penKnown = true;
    this.#canvas.classList.add('pen-known');
  }

  /** @param {number} pointer */
  #capture(pointer) {
    try {
      this.#canvas.setPointerCapture(pointer);
    } catch {
      // It is gone already; then nothing of it is missed either.
    }
  }

  /** @param {PointerEvent | null} event */
  #hoverAt(event) {
    const erases = (this.#pen?.tool ?? this.#hand.tool) === 'eraser';
    if (!this.#hover && !(event && erases)) return;
    this.#hover = event && erases ? this.#placeOf(event, this.#canvas.getBoundingClientRect()) : null;
    this.repaint();
  }

  /**
   * @param {{clientX: number, clientY: number}} event
   * @param {DOMRect} box the sheet as it is on the screen now: scaled, zoomed, scrolled
   * @returns {{x: number, y: number}} in sheets
   */
  #placeOf({ clientX, clientY }, box) {
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  }

  /** @param {PointerEvent} event all of the points that it stands for go into the stroke */
  #draw(event) {
    const pen = this.#pen;
    if (!pen) return;
    const box = this.#canvas.getBoundingClientRect();
    const coalesced = event.type === 'pointermove' ? (event.getCoalescedEvents?.() ?? []) : [];
    for (const one of coalesced.length > 0 ? coalesced : [event]) {
      const pressure = pen.type === 'pen' && one.pressure > 0 ? one.pressure : 0.5;
      const point = { ...this.#placeOf(one, box), t: one.timeStamp, pressure };
      const last = pen.points.at(-1) ?? point;
      if (!extendLine(pen.points, point)) continue;
      if (pen.tool === 'eraser') pen.drawing = eraseAlong(pen.drawing, last, point);
    }
    if (pen.tool === 'pen') pen.drawing = addStroke(pen.before, { width: pen.width, points: pen.points });
    this.repaint();
  }

  /** @param {{changedMind: boolean}} options */
  #lift({ changedMind }) {
    const pen = this.#pen;
    if (!pen) return;
    this.#pen = null;
    this.#listener.onPen(false);
    if (pen.type === 'touch') this.#hover = null;
    const age = (pen.points.at(-1)?.t ?? pen.begun) - pen.begun;
    const first = pen.points[0];
    const isTap = !changedMind && age < TAP_MS && lengthOf(pen.points) < TAP_LENGTH;
    const canMeanSomething = pen.tool === 'pen' || this.#leaf.kind === 'picture';
    const meantSomething = isTap && canMeanSomething && first !== undefined && this.#listener.onTap(first);
    const meantInk = !meantSomething && (!changedMind || age > CHANGE_OF_MIND_MS);
    this.#listener.onDrawn(meantInk && pen.drawing !== pen.before ? pen.drawing : null);
    this.repaint();
  }

  #paint() {
    const canvas = this.#canvas;
    this.#colours = this.#lookUpColours();
    const side = Math.max(1, Math.round(canvas.clientWidth * devicePixelRatio));
    if (canvas.width !== side || canvas.height !== side) {
      canvas.width = side;
      canvas.height = side;
    }
    this.#context.clearRect(0, 0, side, side);
    // A stroke on a picture begins a new leaf: the picture makes room at once.
    const drawing = this.#pen?.drawing ?? (this.#leaf.kind === 'drawing' ? this.#leaf.drawing : EMPTY_DRAWING);
    if (this.#leaf.kind === 'picture' && this.#pen?.tool !== 'pen') {
      this.#paintPicture(this.#leaf.picture.preview, side);
    } else {
      renderDrawing(this.#context, drawing, side, this.colours.ink);
    }
    if (this.#hover) this.#paintEraser(this.#hover, side);
  }

  /**
   * @param {ImageBitmap | null} preview
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

  /**
   * A ring as large as what it rubs out, seen on ink and on paper.
   * @param {{x: number, y: number}} place
   * @param {number} side
   */
  #paintEraser({ x, y }, side) {
    const { ink, paper } = this.colours;
    this.#context.beginPath();
    this.#context.arc(x * side, y * side, ERASER_RADIUS * side, 0, 2 * Math.PI);
    for (const [colour, width] of /** @type {const} */ ([[paper, 4], [ink, 1.5]])) {
      this.#context.strokeStyle = colour;
      this.#context.lineWidth = width * devicePixelRatio;
      this.#context.stroke();
    }
  }
}
