/**
 * Which key means what. Pure, so that the rules can be read and tested in one place.
 */

/** @typedef {'undo' | 'clear' | 'read'} Command */

/**
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, repeat: boolean}} event
 * @param {boolean} onControl the focus is on a button or the like, which has its own use for Enter
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, repeat }, onControl) {
  if (altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return 'undo';
  if (ctrlKey || metaKey || repeat) return null; // Ctrl+C copies
  if (letter === 'c') return 'clear';
  if (key === 'Enter' && !onControl) return 'read';
  return null;
}
