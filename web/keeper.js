/**
 * Has readings kept once they are finished: one entry for a drawing, not one for a stroke. What the server can't take
 * now waits and is sent later, in order.
 */

import { ServerAway, ServerBusy } from './api.js';
import { correctReading, deleteReading, isGone, keepReading } from './readings.js';

/** @typedef {import('./leaf.js').Leaf} Leaf */
/** @typedef {{id: string, isCorrected: boolean, isForCorrection: boolean}} Kept isForCorrection: only because of it */
/**
 * @typedef {object} Options
 * @property {(leaf: Leaf) => Blob} bodyOf
 * @property {() => import('./api.js').Mode} mode
 * @property {() => 'all' | 'corrections' | 'never'} wanted what is to be kept now
 * @property {() => void} onKept something changed on the server
 * @property {(words: string) => void} onTrouble empty when it is over
 */

/** A drawing at rest for this long is finished, in milliseconds. */
const REST_MS = 2000;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 8000;
const MOST_JOBS = 50;
const AWAY = "I can't keep readings just now. Nothing is lost while this page is open; I'll try again.";

export class Keeper {
  #options;
  /** Read and not yet finished. @type {Leaf | null} */
  #settled = null;
  /** The state of the drawing on the sheet that was kept last; a later one replaces it. @type {Leaf | null} */
  #former = null;
  /** @type {WeakMap<Leaf, Kept>} */
  #kept = new WeakMap();
  /** @type {(() => Promise<void>)[]} */
  #jobs = [];
  #isRunning = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {Options} options */
  constructor(options) {
    this.#options = options;
  }

  /** It was read as it lies on the sheet. @param {Leaf} leaf */
  settle(leaf) {
    this.#settled = leaf;
    this.rest();
  }

  /** The pen is down: not finished yet. */
  hold() {
    clearTimeout(this.#timer);
  }

  rest() {
    this.hold();
    this.#timer = setTimeout(() => this.finish(), REST_MS);
  }

  finish() {
    this.hold();
    const leaf = this.#settled;
    this.#settled = null;
    if (!leaf || leaf === this.#former || this.#kept.has(leaf) || this.#options.wanted() !== 'all') return;
    const former = this.#former;
    this.#former = leaf;
    this.#add(async () => {
      const id = await keepReading(this.#options.bodyOf(leaf), this.#options.mode(), null);
      if (id) this.#kept.set(leaf, { id, isCorrected: false, isForCorrection: false });
    });
    if (former) this.#add(() => this.#replace(former));
  }

  /** What lies on the sheet is finished; another drawing begins. */
  next() {
    this.finish();
    this.#former = null;
  }

  /**
   * @param {Leaf} leaf
   * @param {string | null} text what it shows, or null to take that back
   * @returns {boolean} whether it is kept
   */
  correct(leaf, text) {
    if (leaf === this.#settled) this.finish();
    const isWanted = this.#options.wanted() !== 'never';
    if (!isWanted && !this.#kept.has(leaf)) return false;
    this.#add(() => (text === null ? this.#takeBack(leaf) : this.#correct(leaf, text, isWanted)));
    return true;
  }

  /** @param {Leaf} leaf @param {string} text @param {boolean} isWanted */
  async #correct(leaf, text, isWanted) {
    const kept = this.#kept.get(leaf);
    if (kept) {
      try {
        await correctReading(kept.id, text);
        kept.isCorrected = true;
        return;
      } catch (error) {
        if (!isGone(error)) throw error;
        this.#kept.delete(leaf);
      }
    }
    if (!isWanted) return;
    const id = await keepReading(this.#options.bodyOf(leaf), this.#options.mode(), text);
    if (id) this.#kept.set(leaf, { id, isCorrected: true, isForCorrection: true });
  }

  /** @param {Leaf} leaf */
  async #takeBack(leaf) {
    const kept = this.#kept.get(leaf);
    if (!kept) return;
    if (kept.isForCorrection) {
      await deleteReading(kept.id);
      this.#kept.delete(leaf);
      return;
    }
    kept.isCorrected = false;
    try {
      await correctReading(kept.id, null);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  /** @param {Leaf} leaf */
  async #replace(leaf) {
    const kept = this.#kept.get(leaf);
    if (!kept || kept.isCorrected) return;
    await deleteReading(kept.id);
    this.#kept.delete(leaf);
  }

  /** @param {() => Promise<void>} job */
  #add(job) {
    if (this.#jobs.length === MOST_JOBS) {
      this.#options.onTrouble('Too much waits to be kept: this one is not.');
      return;
    }
    this.#jobs.push(job);
    if (!this.#isRunning) void this.#run();
  }

  async #run() {
    this.#isRunning = true;
    let trouble = '';
    let pause = FIRST_PAUSE_MS;
    for (let job = this.#jobs[0]; job; job = this.#jobs[0]) {
      try {
        await job();
        pause = FIRST_PAUSE_MS;
      } catch (error) {
        if (error instanceof ServerAway || error instanceof ServerBusy) {
          this.#options.onTrouble(AWAY);
          await new Promise((resolve) => setTimeout(resolve, pause));
          pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
          continue;
        }
        trouble = `This one was not kept. ${error instanceof Error ? error.message : ''}`;
      }
      this.#jobs.shift();
    }
    this.#isRunning = false;
    this.#options.onTrouble(trouble);
    this.#options.onKept();
  }
}
