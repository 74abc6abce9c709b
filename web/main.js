/**
 * Puts the page together: what lies on the sheet (a history of leaves), the reader that is asked about it, and the
 * views that show the answer.
 */

import { AnswerView } from './answer_view.js';
import { recognize } from './api.js';
import { connectCamera } from './camera.js';
import { byId } from './dom.js';
import { Examples } from './examples.js';
import { Hand } from './hand.js';
import { connectHelp } from './help.js';
import { advance, begin, canRedo, canUndo, newest, redo, undo } from './history.js';
import { drawingToGreyPng, drawingToPng, SAVED_SIZE, SENT_SIZE } from './ink.js';
import { connectIntake } from './intake.js';
import { Keeper } from './keeper.js';
import { commandOf } from './keys.js';
import { BLANK_LEAF, isBlank, isDrawing } from './leaf.js';
import { LivePace } from './live.js';
import { connectModeSwitch } from './mode.js';
import { showNote } from './notes.js';
import { Overlay } from './overlay.js';
import { openPicture, UnusablePicture } from './picture.js';
import { Reader } from './reader.js';
import { ReadingView } from './reading_view.js';
import { save } from './save.js';
import { Sheet } from './sheet.js';
import { Strip } from './strip.js';
import { connectThemeButton } from './theme.js';
import { WhyView } from './why_view.js';
import { NO_ANSWER, NO_ANSWER_YET, NOTHING_YET } from './words.js';

/** @typedef {import('./leaf.js').Leaf} Leaf */

const undoButton = byId('undo', HTMLButtonElement);
const redoButton = byId('redo', HTMLButtonElement);
const clearButton = byId('clear', HTMLButtonElement);
const saveButton = byId('save', HTMLButtonElement);
const readButton = byId('recognize', HTMLButtonElement);
const frame = byId('frame', HTMLElement);
const canvas = byId('sheet', HTMLCanvasElement);

/**
 * A question for the reader.
 * @typedef {{readonly leaf: Leaf, readonly isLive: boolean}} Question live: asked while the pen is still down
 */

/** @type {import('./history.js').History<Leaf>} */
let history = begin(/** @type {Leaf} */ (BLANK_LEAF));
let openings = 0; // pictures begun to be opened: only the newest may land on the sheet

const answer = new AnswerView();
const pace = new LivePace();
const hand = new Hand(canvas);
const sheet = new Sheet(canvas, hand, {
  onPen: (down) => {
    frame.classList.toggle('writing', down);
    if (down) {
      pace.begin(performance.now());
      keeper.hold();
    }
  },
  onDrawing: (drawing) => {
    if (pace.take(performance.now(), reader.isAsking)) ask({ kind: 'drawing', drawing }, { isLive: true });
  },
  onDrawn: (drawing) => {
    if (drawing) put({ kind: 'drawing', drawing });
    else if (pace.hasAsked) readSheet(); // what was read on the way is not there
    else keeper.rest();
  },
  onTap: (at) => (isBlank(history.present) ? examples.pickAt(at) : view.pickAt(at)),
});
const reader = new Reader({
  ask: async (/** @type {Question} */ { leaf }, signal) => {
    return recognize(bodyOf(leaf), {
      mode: settings.mode, explain: whyView.isOpen, learned: strip.learns, signal,
    });
  },
  listener: {
    onReading: ({ leaf, isLive }, reading) => {
      // A picture that this browser can't show takes the sheet only once the server could read it.
      if (leaf !== history.present && !isLive) lay(leaf);
      showNote('');
      if (!isLive) keeper.settle(leaf);
      view.show(reading, { isPicture: !isDrawing(leaf), isShown: isDrawing(leaf) || leaf.picture.preview !== null });
    },
    onRefused: ({ leaf, isLive }, words) => {
      showNote(words);
      if (leaf === history.present || isLive) view.showNone(NO_ANSWER);
    },
    onAway: (busy) => {
      view.showNone(NO_ANSWER_YET);
      const kept = isDrawing(history.present) ? 'drawing' : 'picture';
      showNote(`${busy ? 'The reader is busy.' : "I've lost the connection."} Your ${kept} is safe; I'll try again.`);
    },
    onWaiting: (waiting) => answer.setWaiting(waiting),
  },
});
const whyView = new WhyView({
  onOpen: () => {
    if (!isBlank(history.present)) ask(history.present);
  },
  onInside: (tile) => void import('./inside_view.js').then(({ openInside }) => openInside(tile)),
});
const view = new ReadingView({
  answer,
  overlay: new Overlay(),
  why: whyView,
  onCorrected: (text) => keeper.correct(history.present, text),
});
const readAgain = () => {
  if (!isBlank(history.present)) readSheet();
};
const strip = new Strip(readAgain);
const keeper = new Keeper({
  bodyOf,
  mode: () => settings.mode,
  wanted: () => strip.wanted,
  onKept: () => strip.load(),
  onTrouble: (words) => strip.say(words),
});
const settings = connectModeSwitch(readAgain);

/**
 * @param {Leaf} leaf
 * @returns {Blob} as the server gets it
 */
function bodyOf(leaf) {
  return isDrawing(leaf) ? drawingToGreyPng(leaf.drawing, sheet.colours, SENT_SIZE) : leaf.picture.body;
}

/**
 * @param {Leaf} leaf
 * @param {{isLive?: boolean}} [options]
 */
function ask(leaf, { isLive = false } = {}) {
  void reader.read({ leaf, isLive });
}

/** @param {Leaf} leaf */
function lay(leaf) {
  keeper.next();
  history = advance(history, leaf);
  showSheet();
}

/** @param {Leaf} leaf */
function put(leaf) {
  const isSame = [leaf, history.present].every((one) => isDrawing(one) && !isBlank(one));
  if (!isSame) keeper.next();
  history = advance(history, leaf);
  readSheet(); // first: while the answer is on its way there is time for the rest
  showSheet();
}

function takeBack() {
  if (sheet.isDrawing || view.takeBackCorrection() || !canUndo(history)) return;
  history = undo(history);
  showSheet();
  readSheet();
}

function bringBack() {
  if (!canRedo(history) || sheet.isDrawing) return;
  history = redo(history);
  showSheet();
  readSheet();
}

function clear() {
  if (!isBlank(history.present) && !sheet.isDrawing) put(BLANK_LEAF);
}

function readSheet() {
  showNote('');
  if (isBlank(history.present)) {
    reader.forget();
    view.showNone(NOTHING_YET);
  } else {
    ask(history.present);
  }
}

function readNow() {
  keeper.finish();
  readSheet();
  if (isBlank(history.present)) showNote('The sheet is empty. Draw a digit, then I can read it.');
}

function showSheet() {
  const leaf = history.present;
  const blank = isBlank(leaf);
  sheet.show(leaf);
  view.clearBoxes();
  frame.classList.toggle('blank', blank);
  frame.classList.toggle('picture', !isDrawing(leaf));
  byId('picture-name', HTMLElement).textContent = isDrawing(leaf) ? '' : leaf.picture.name;
  byId('unseen', HTMLElement).hidden = isDrawing(leaf) || leaf.picture.preview !== null;
  canvas.setAttribute('aria-label', nameOf(leaf));
  setEnabled(undoButton, canUndo(history));
  setEnabled(redoButton, canRedo(history));
  setEnabled(clearButton, !blank);
  setEnabled(saveButton, isDrawing(leaf) && !blank);
  setEnabled(readButton, !blank);
  if (blank) readButton.setAttribute('aria-describedby', 'share'); // where it says what is missing
  else readButton.removeAttribute('aria-describedby');
}

/**
 * @param {Leaf} leaf
 * @returns {string}
 */
function nameOf(leaf) {
  if (!isDrawing(leaf)) return `The sheet, with the picture ${leaf.picture.name}`;
  const strokes = leaf.drawing.length;
  if (strokes === 0) return 'The sheet, empty';
  return `The sheet, with a drawing of ${strokes === 1 ? 'one stroke' : `${strokes} strokes`}`;
}

/**
 * Not the `disabled` attribute: a button that is switched off under the focus would lose it, and could not say why.
 * @param {HTMLButtonElement} button
 * @param {boolean} enabled
 */
function setEnabled(button, enabled) {
  button.setAttribute('aria-disabled', String(!enabled));
}

async function saveDrawing() {
  const leaf = history.present;
  if (!isDrawing(leaf)) showNote('This picture is yours already. I can save drawings.');
  else if (isBlank(leaf)) showNote('The sheet is empty. Draw something, then I can save it.');
  else save(await drawingToPng(leaf.drawing, sheet.colours, SAVED_SIZE), 'inkdigit.png');
}

/** @param {File} file */
async function take(file) {
  const opening = ++openings;
  showNote('');
  answer.setWaiting(true);
  try {
    const picture = await openPicture(file);
    if (opening !== openings) return;
    /** @type {Leaf} */
    const leaf = { kind: 'picture', picture };
    if (picture.preview) put(leaf);
    else ask(leaf);
  } catch (error) {
    if (opening !== openings) return;
    answer.setWaiting(false);
    const words = "I couldn't open this picture. Try another one.";
    showNote(error instanceof UnusablePicture ? error.message : words);
  }
}

undoButton.addEventListener('click', takeBack);
redoButton.addEventListener('click', bringBack);
clearButton.addEventListener('click', clear);
saveButton.addEventListener('click', () => void saveDrawing());
readButton.addEventListener('click', readNow);
byId('put-away', HTMLButtonElement).addEventListener('click', () => {
  put(newest(history, isDrawing) ?? BLANK_LEAF);
});
addEventListener('keydown', (event) => {
  const onControl = event.target instanceof Element && event.target.matches('button, a, input');
  const command = commandOf(event, onControl, help.keysWork);
  if (!command || document.querySelector('dialog[open]')) return;
  event.preventDefault();
  ({
    undo: takeBack,
    redo: bringBack,
    erase: () => hand.swap(),
    width: () => hand.nextWidth(),
    picture: () => byId('choose', HTMLButtonElement).click(),
    clear,
    read: readNow,
    save: () => void saveDrawing(),
    theme: () => byId('theme', HTMLButtonElement).click(),
    help: () => help.open(),
    previous: () => view.step(-1),
    next: () => view.step(1),
    correct: () => view.correct(Number(event.key)),
  })[command]();
});
addEventListener('online', () => reader.hurry());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') reader.hurry();
  else keeper.finish();
});
const examples = new Examples(frame, (drawing) => put({ kind: 'drawing', drawing }));
byId('selftest', HTMLButtonElement).addEventListener('click', async () => {
  const { openSelfTest } = await import('./selftest.js');
  await openSelfTest(sheet.colours);
});
const help = connectHelp();
connectCamera({ onFile: (file) => void take(file), onTrouble: showNote });
connectIntake({ onFile: (file) => void take(file), onNoFile: showNote });
connectThemeButton(byId('theme', HTMLButtonElement), () => {
  sheet.repaint();
  whyView.repaint();
});
showSheet();
strip.load();
