/**
 * When to ask while the pen is still down: not at once, because most strokes are short and the lifted pen asks anyway;
 * then steadily, but never behind a question that is still open. Pure.
 */

/** A stroke that is shorter than this is asked about when it ends, in milliseconds. */
const FIRST_MS = 300;
/** From one question to the next. */
const PAUSE_MS = 150;

export class LivePace {
  #next = Infinity;
  /** Whether the stroke under the pen was asked about, so that its answer may be on show. */
  hasAsked = false;

  /** @param {number} now when the pen goes down, in milliseconds */
  begin(now) {
    this.#next = now + FIRST_MS;
    this.hasAsked = false;
  }

  /**
   * @param {number} now
   * @param {boolean} isAsking whether a question is open
   * @returns {boolean} whether to ask; if so, it counts as asked
   */
  take(now, isAsking) {
    if (isAsking || now < this.#next) return false;
    this.#next = now + PAUSE_MS;
    this.hasAsked = true;
    return true;
  }
}
