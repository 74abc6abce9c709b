/**
 * Asks for readings so that the newest question always wins: a new one drops the one in flight, a question that the
 * server could not take is asked again until it is answered or overtaken.
 */

import { Refused, ServerBusy } from './api.js';

/**
 * @template J
 * @typedef {object} Listener
 * @property {(job: J, reading: import('./api.js').Reading) => void} onReading
 * @property {(job: J, words: string) => void} onRefused the answer is no, and asking again would not change it
 * @property {(busy: boolean) => void} onAway the server is away or busy; it will be asked again
 * @property {(waiting: boolean) => void} onWaiting a question is open, or none is any longer
 */
/**
 * @template J
 * @typedef {object} Options
 * @property {(job: J, signal: AbortSignal) => Promise<import('./api.js').Reading>} ask
 * @property {Listener<J>} listener
 * @property {(retry: () => void, ms: number) => () => void} [later] calls back after a while; returns how to cancel
 */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8000;

/** @template J what a question is about */
export class Reader {
  #ask;
  #listener;
  #later;
  /** @type {AbortController | null} */
  #inFlight = null;
  /** @type {{retry: () => void, cancel: () => void} | null} */
  #pause = null;
  #failures = 0;

  /** @param {Options<J>} options */
  constructor({ ask, listener, later = laterByTimer }) {
    this.#ask = ask;
    this.#listener = listener;
    this.#later = later;
  }

  /** Whether a question is open, on its way or to be asked again. */
  get isAsking() {
    return this.#inFlight !== null || this.#pause !== null;
  }

  /**
   * Asks at once; whatever was asked before is forgotten.
   * @param {J} job
   * @returns {Promise<void>} when it was answered, refused, overtaken or put off
   */
  async read(job) {
    this.#drop();
    const controller = new AbortController();
    this.#inFlight = controller;
    this.#listener.onWaiting(true);
    try {
      const reading = await this.#ask(job, controller.signal);
      if (controller.signal.aborted) return;
      this.#settle();
      this.#listener.onReading(job, reading);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (error instanceof Refused) {
        this.#settle();
        this.#listener.onRefused(job, error.message);
      } else {
        this.#askAgainLater(job, error);
      }
    }
  }

  /** Nothing is to be read any more. */
  forget() {
    this.#drop();
    this.#listener.onWaiting(false);
  }

  /** Something tells that the server may be back: ask now instead of after the pause. */
  hurry() {
    this.#pause?.retry();
  }

  /**
   * @param {J} job
   * @param {unknown} error
   */
  #askAgainLater(job, error) {
    this.#inFlight = null;
    const busy = error instanceof ServerBusy;
    const pause = busy ? 1000 * error.seconds : Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures += 1;
    const retry = () => void this.read(job);
    this.#pause = { retry, cancel: this.#later(retry, pause) };
    this.#listener.onAway(busy);
  }

  #drop() {
    this.#inFlight?.abort();
    this.#inFlight = null;
    this.#pause?.cancel();
    this.#pause = null;
  }

  #settle() {
    this.#inFlight = null;
    this.#failures = 0;
    this.#listener.onWaiting(false);
  }
}

/**
 * @param {() => void} retry
 * @param {number} ms
 * @returns {() => void}
 */
function laterByTimer(retry, ms) {
  const timer = setTimeout(retry, ms);
  return () => clearTimeout(timer);
}
