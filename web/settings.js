/**
 * What the page remembers between visits. Where storage is switched off, it forgets with the page and
 * works all the same.
 */

const PREFIX = 'inkdigit.';

/**
 * @template {string} T
 * @param {string} name
 * @param {readonly T[]} allowed anything else that lies there counts as nothing
 * @returns {T | null}
 */
export function remembered(name, allowed) {
  try {
    const value = localStorage.getItem(PREFIX + name);
    return allowed.find((one) => one === value) ?? null;
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Switched off or full: the choice holds until the page is left.
  }
}
