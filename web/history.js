/**
 * What can be taken back and brought back: the present value, those before it and those that were undone. Pure and
 * generic; values are shared, never copied.
 */

/**
 * @template T
 * @typedef {object} History
 * @property {readonly T[]} past oldest first
 * @property {T} present
 * @property {readonly T[]} future the one that was undone last comes first
 */

/** More steps back than anyone takes; a bound, because a step may hold a picture. */
const MAX_STEPS = 100;

/**
 * @template T
 * @param {T} present
 * @returns {History<T>}
 */
export function begin(present) {
  return { past: [], present, future: [] };
}

/**
 * A step forward to something new; what was undone before is gone.
 * @template T
 * @param {History<T>} history
 * @param {T} next
 * @returns {History<T>}
 */
export function advance(history, next) {
  return { past: [...history.past, history.present].slice(-MAX_STEPS), present: next, future: [] };
}

/**
 * One step back, or the same history where there is none.
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function undo(history) {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  return { past: history.past.slice(0, -1), present: before, future: [history.present, ...history.future] };
}

/**
 * Takes the last undo back, or gives the same history where there is none.
 * @template T
 * @param {History<T>} history
 * @returns {History<T>}
 */
export function redo(history) {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future };
}

/**
 * @param {History<unknown>} history
 * @returns {boolean}
 */
export function canUndo(history) {
  return history.past.length > 0;
}

/**
 * @param {History<unknown>} history
 * @returns {boolean}
 */
export function canRedo(history) {
  return history.future.length > 0;
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
