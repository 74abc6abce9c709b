/**
 * Which key means what. Pure, so that the rules can be read and tested in one place.
 */

/**
 * @typedef {'undo' | 'redo' | 'clear' | 'read' | 'previous' | 'next' | 'erase' | 'width' | 'picture' | 'save' | 'theme'
 *   | 'help' | 'correct'} Command
 */

/** @type {Readonly<Record<string, Command>>} */
const LETTERS = {
  c: 'clear', e: 'erase', w: 'width', p: 'picture', s: 'save', t: 'theme', '?': 'help',
};

/**
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean, repeat: boolean}} event
 * @param {boolean} onControl the focus is on a button or the like, which has its own use for Enter and the arrows
 * @param {boolean} [alone] whether letters mean something without Ctrl
 * @returns {Command | null}
 */
export function commandOf({ key, ctrlKey, metaKey, altKey, shiftKey, repeat }, onControl, alone = true) {
  if (altKey) return null;
  const letter = key.toLowerCase();
  if (!alone && key.length === 1 && !ctrlKey && !metaKey) return null;
  if (letter === 'z') return shiftKey ? 'redo' : 'undo';
  if (letter === 'y') return 'redo';
  if (ctrlKey || metaKey) return null; // Ctrl+C copies
  if (key === 'ArrowLeft' && !onControl) return 'previous';
  if (key === 'ArrowRight' && !onControl) return 'next';
  if (repeat) return null;
  if (key === 'Enter' && !onControl) return 'read';
  if (/^[0-9]$/.test(key)) return 'correct';
  return LETTERS[letter] ?? null;
}
