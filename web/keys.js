/**
 * Which key means what. Pure, so that the rules can be read and tested in one place.
 */

/** @typedef {'undo' | 'clear' | 'read' | 'previous' | 'next'} Command */

/**
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, repeat: boolean}} event
 * @param {boolean} onControl the focus is on a button or the like, which has its own use for Enter and the arrows
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, repeat }, onControl) {
  if (altKey) return null;
  const letter = key.toLowerCase();
  if (letter === 'z') return 'undo';
  if (ctrlKey || metaKey) return null; // Ctrl+C copies
  if (key === 'ArrowLeft' && !onControl) return 'previous';
  if (key === 'ArrowRight' && !onControl) return 'next';
  if (repeat) return null;
  if (letter === 'c') return 'clear';
  if (key === 'Enter' && !onControl) return 'read';
  return null;
}
