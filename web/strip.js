/**
 * The strip of kept readings: thumbnails, newest first. One is picked with a click or the arrows, set right with the
 * digits, taken back with Backspace, deleted with Delete twice; a finger has buttons for the same.
 */

import { ServerAway, ServerBusy } from './api.js';
import { byId, contextOf } from './dom.js';
import {
  correctReading, deleteReading, endLessons, describeEntry, describeKeeping, isGone, keeping, listReadings,
} from './readings.js';
import { remember, remembered } from './settings.js';
import { named } from './words.js';

/** @typedef {import('./readings.js').Entry} Entry */

const PAGE = 24;
const MOST = 200;
const TILES_SHOWN = 4;
const SIDE = 28;
const SURE_MS = 4000;
const RETRY_MS = 5000;

export class Strip {
  #section = byId('kept', HTMLElement);
  #list = byId('kept-list', HTMLOListElement);
  #none = byId('kept-none', HTMLElement);
  #more = byId('kept-more', HTMLButtonElement);
  #doubtful = byId('doubtful', HTMLInputElement);
  #panel = byId('kept-one', HTMLElement);
  #label = byId('kept-words', HTMLElement);
  #digits = byId('kept-digits', HTMLElement);
  #form = byId('kept-form', HTMLFormElement);
  #field = byId('kept-text', HTMLInputElement);
  #takeBack = byId('kept-take-back', HTMLButtonElement);
  #note = byId('kept-note', HTMLElement);
  #switch = byId('keep', HTMLInputElement);
  #learn = byId('learn', HTMLInputElement);
  /** @type {import('./readings.js').Keeping | null} */
  #keeping = null;
  /** @type {Entry[]} */
  #entries = [];
  #next = '';
  #picked = '';
  #loads = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => void} onLessons what was learned counts no longer, or again */
  constructor(onLessons) {
    connectSwitch(this.#switch, () => this.#showKeeping());
    connectSwitch(this.#learn, onLessons);
    byId('unlearn', HTMLButtonElement).addEventListener('click', () => void this.#do(async () => {
      await endLessons();
      onLessons();
      this.say('I forgot what you taught me. Your corrections are still here.');
    }));
    this.#doubtful.addEventListener('change', () => this.load());
    this.#more.addEventListener('click', () => void this.#do(async () => {
      const options = { limit: PAGE, doubtful: this.#doubtful.checked, cursor: this.#next };
      const { entries, next } = await listReadings(options);
      this.#entries.push(...entries);
      this.#next = next;
      this.#show();
    }));
    this.#digits.append(...Array.from({ length: 10 }, (_, digit) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = String(digit);
      button.setAttribute('aria-label', `It was ${named(digit)}`);
      button.addEventListener('click', () => this.#correct(String(digit)));
      return button;
    }));
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#correct(this.#field.value.trim().replace(/\s+/g, ' '));
    });
    byId('kept-close', HTMLButtonElement).addEventListener('click', () => this.#close());
    this.#takeBack.addEventListener('click', () => this.#correct(null));
    const remove = twice(byId('kept-delete', HTMLButtonElement), () => this.#delete());
    twice(byId('forget', HTMLButtonElement), () => this.#change(() => deleteReading()));
    this.#list.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button) this.#pick(this.#picked === button.value ? '' : button.value);
    });
    this.#section.addEventListener('keydown', (event) => {
      if (event.target === this.#field && event.key !== 'Escape') event.stopPropagation();
      else if (this.#onKey(event, remove)) {
        event.preventDefault();
        event.stopPropagation();
      }
    });
  }

  /** @returns {'all' | 'corrections' | 'never'} what is to be kept now */
  get wanted() {
    return this.#keeping && this.#switch.checked ? this.#keeping.mode : 'never';
  }

  /** @returns {boolean} whether corrections change how this person's digits are read */
  get learns() {
    return this.#learn.checked;
  }

  /** Asks the server what there is and shows it. */
  load() {
    clearTimeout(this.#timer);
    const load = ++this.#loads;
    void this.#do(async () => {
      this.#keeping ??= await keeping();
      const limit = Math.min(MOST, Math.max(PAGE, this.#entries.length));
      const { entries, next } = await listReadings({ limit, doubtful: this.#doubtful.checked });
      if (load !== this.#loads) return;
      this.#entries = entries;
      this.#next = next;
      this.#showKeeping();
      this.#show();
    });
  }

  /** @param {string} words empty to take it away */
  say(words) {
    this.#note.textContent = words;
  }

  #showKeeping() {
    if (!this.#keeping) return;
    const isNever = this.#keeping.mode === 'never';
    const all = byId('keeping', HTMLElement);
    all.classList.remove('unknown');
    all.hidden = isNever;
    const what = this.#keeping.mode === 'all' ? 'readings' : 'corrections';
    byId('keep-what', HTMLElement).textContent = `Keep my ${what}`;
    byId('keep-how', HTMLElement).textContent = describeKeeping(this.#keeping, this.#switch.checked);
    this.#section.classList.remove('unknown');
    this.#section.hidden = isNever && this.#entries.length === 0 && !this.#doubtful.checked;
  }

  #show() {
    const hadFocus = this.#list.contains(document.activeElement) || this.#panel.contains(document.activeElement);
    this.#list.replaceChildren(...this.#entries.map(itemOf));
    this.#list.hidden = this.#entries.length === 0;
    this.#none.hidden = this.#entries.length > 0;
    this.#none.textContent = this.#doubtful.checked ? 'None that was unsure or corrected.'
      : this.#keeping?.mode === 'all' ? 'What you draw will be kept here.' : 'What you set right will be kept here.';
    this.#more.hidden = this.#next === '';
    this.#pick(this.#entries.some(({ id }) => id === this.#picked) ? this.#picked : '');
    const isInPanel = !this.#panel.hidden && this.#panel.contains(document.activeElement);
    if (hadFocus && !isInPanel) (this.#button() ?? this.#doubtful).focus();
  }

  /** @param {string} id empty for none */
  #pick(id) {
    this.#picked = id;
    for (const button of this.#list.querySelectorAll('button')) {
      button.setAttribute('aria-pressed', String(button.value === id));
    }
    const entry = this.#entry();
    this.#panel.hidden = !entry;
    if (!entry) return;
    const isOne = entry.text.length < 2;
    const time = new Date(entry.time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
    this.#label.textContent = `${time}: ${describeEntry(entry)}. ${entry.corrected === null ? 'What was it?' : ''}`;
    this.#digits.hidden = !isOne;
    this.#form.hidden = isOne;
    this.#field.value = (entry.corrected ?? entry.text).replaceAll('\n', ' ');
    this.#takeBack.setAttribute('aria-disabled', String(entry.corrected === null));
  }

  /** @returns {Entry | undefined} */
  #entry() {
    return this.#entries.find(({ id }) => id === this.#picked);
  }

  /** @returns {HTMLButtonElement | undefined} of the picked entry */
  #button() {
    return [...this.#list.querySelectorAll('button')].find(({ value }) => value === this.#picked);
  }

  /**
   * @param {KeyboardEvent} event
   * @param {() => void} remove
   * @returns {boolean} whether it meant something here
   */
  #onKey({ key, ctrlKey, metaKey, altKey }, remove) {
    if (ctrlKey || metaKey || altKey) return false;
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (step) return this.#step(step);
    const entry = this.#entry();
    if (!entry) return false;
    if (/^\d$/.test(key) && entry.text.length < 2) this.#correct(key);
    else if (/^\d$/.test(key)) {
      this.#field.value = key; // the first digit of a number
      this.#field.focus();
    } else if (key === 'Backspace') this.#correct(null);
    else if (key === 'Delete') remove();
    else if (key === 'Escape') this.#close();
    else return false;
    return true;
  }

  #close() {
    this.#button()?.focus();
    this.#pick('');
  }

  /** @param {number} by @returns {boolean} whether it could be done */
  #step(by) {
    const buttons = [...this.#list.querySelectorAll('button')];
    const from = buttons.findIndex((button) => button === document.activeElement);
    const to = from === -1 ? undefined : buttons[from + by];
    if (!to) return from !== -1;
    to.focus();
    this.#pick(to.value);
    return true;
  }

  /** @param {string | null} text */
  #correct(text) {
    const entry = this.#entry();
    if (!entry || (text === null && entry.corrected === null)) return;
    this.#change(() => correctReading(entry.id, text));
  }

  #delete() {
    const index = this.#entries.findIndex(({ id }) => id === this.#picked);
    const entry = this.#entries[index];
    if (!entry) return;
    this.#change(async () => {
      await deleteReading(entry.id);
      this.#picked = (this.#entries[index + 1] ?? this.#entries[index - 1])?.id ?? '';
    });
  }

  /** @param {() => Promise<unknown>} change */
  #change(change) {
    void this.#do(async () => {
      try {
        await change();
      } catch (error) {
        if (!isGone(error)) throw error;
        this.load();
        this.say('This reading was deleted elsewhere.');
        return;
      }
      this.load();
    });
  }

  /** @param {() => Promise<void>} action */
  async #do(action) {
    try {
      this.say('');
      await action();
    } catch (error) {
      if (error instanceof ServerAway || error instanceof ServerBusy) {
        this.say("I can't reach what is kept. Nothing was changed; I'll look again.");
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.load(), RETRY_MS);
      } else if (error instanceof Error) this.say(error.message);
    }
  }
}

/**
 * On unless it was switched off.
 * @param {HTMLInputElement} box its id is the name that the choice is remembered by
 * @param {() => void} onChange
 */
function connectSwitch(box, onChange) {
  box.checked = remembered(box.id, ['off']) === null;
  box.addEventListener('change', () => {
    remember(box.id, box.checked ? 'on' : 'off');
    onChange();
  });
}

/**
 * A button that wants to be pressed a second time.
 * @param {HTMLButtonElement} button
 * @param {() => void} action
 * @returns {() => void} presses it
 */
function twice(button, action) {
  const words = button.textContent;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const calm = () => {
    clearTimeout(timer);
    timer = undefined;
    button.textContent = words;
  };
  const press = () => {
    if (timer === undefined) {
      button.textContent = 'Really delete?';
      timer = setTimeout(calm, SURE_MS);
    } else {
      calm();
      action();
    }
  };
  button.addEventListener('click', press);
  return press;
}

/**
 * @param {Entry} entry
 * @returns {HTMLLIElement}
 */
function itemOf(entry) {
  const button = document.createElement('button');
  button.type = 'button';
  button.value = entry.id;
  const thumbs = document.createElement('span');
  thumbs.append(...entry.tiles.slice(0, TILES_SHOWN).map(thumbOf));
  const words = document.createElement('span');
  const read = document.createElement(entry.corrected === null ? 'span' : 's');
  const short = (/** @type {string} */ text) => (text.length > 6 ? `${text.slice(0, 5)}…` : text || '–');
  read.textContent = short(entry.text);
  words.append(heard('read as '), read);
  if (entry.corrected !== null) {
    const right = document.createElement('b');
    right.textContent = ` ${short(entry.corrected)}`;
    words.append(heard(', corrected to'), right);
  }
  button.append(thumbs, words);
  const item = document.createElement('li');
  item.append(button);
  return item;
}

/** @param {string} words @returns {HTMLElement} */
function heard(words) {
  const element = document.createElement('span');
  element.className = 'unseen';
  element.textContent = words;
  return element;
}

/** @param {Uint8Array} tile */
function thumbOf(tile) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const context = contextOf(canvas);
  const image = context.createImageData(SIDE, SIDE);
  tile.forEach((ink, i) => (image.data[4 * i + 3] = ink));
  context.putImageData(image, 0, 0);
  return canvas;
}
