/**
 * What can be taken back: the present value and those before it. Pure and generic; values are shared, never copied.
 */

/**
 * @template T
 * @typedef {{readonly past: readonly T[], readonly present: T}} History
 */

/** More steps back than anyone takes; a bound, because a step may hold a picture. */
const MAX_STEPS = 100;

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export function begin(present) {
  return { past: [], present };
}

/**
 * @template T
 * @param {History<T>} history
 * @param {T} next
 * @returns {History<T>}
 */
export function advance(history, next) {
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present: next };
}

/**
 * One step back, or the same history where there is none.
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function undo(history) {
  const before = history.past.at(-1);
  return before === undefined ? history : { past: history.past.slice(0, -1), present: before };
}

/**
 * @param {History<unknown>} history
 * @returns {boolean}
 */
export function canUndo(history) {
  return history.past.length > 0;
}

/**
 * The newest value that satisfies the predicate, the present first.
 * @template T
 * @template {T} S
 * @param {History<T>} history
 * @param {(value: T) => value is S} predicate
 * @returns {S | undefined}
 */
export function newest(history, predicate) {
  return [history.present, ...[...history.past].reverse()].find(predicate);
}
