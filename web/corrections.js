/**
 * What the person says a find should have been. Pure.
 */

/** @typedef {import('./api.js').Reading} Reading */
/** @typedef {import('./api.js').Box} Box */
/** @typedef {ReadonlyMap<number, number>} Corrections from the index of a find to its digit */

/**
 * The text with the corrections in it. Ink that I took for no digit is put beside the digit that it lies nearest to.
 * @param {Pick<Reading, 'text' | 'digits' | 'rejected'>} reading
 * @param {Corrections} corrections
 * @returns {string}
 */
export function correctedText({ text, digits, rejected }, corrections) {
  const characters = [...text];
  const places = characters.flatMap((character, i) => (/\d/.test(character) ? [i] : []));
  digits.forEach((_, i) => {
    const place = places[i];
    const digit = corrections.get(i);
    if (place !== undefined && digit !== undefined) characters[place] = String(digit);
  });
  rejected.forEach(({ box }, i) => {
    const digit = corrections.get(digits.length + i);
    if (digit === undefined) return;
    const near = nearest(box, digits.map((glyph) => glyph.box));
    const place = places[near];
    const neighbour = digits[near]?.box;
    const isBefore = box && neighbour && middle(box).x < middle(neighbour).x;
    if (place === undefined) characters.push(String(digit));
    else if (isBefore) characters[place] = `${digit}${characters[place]}`;
    else characters[place] += String(digit);
  });
  return characters.join('');
}

/** @param {Box} box */
function middle({ x, y, width, height }) {
  return { x: x + width / 2, y: y + height / 2 };
}

/**
 * @param {Box | null} box
 * @param {readonly (Box | null)[]} boxes
 * @returns {number} the index of the box nearest to it; -1 where there is none
 */
function nearest(box, boxes) {
  let best = -1;
  let least = Infinity;
  boxes.forEach((other, i) => {
    if (!box || !other) return;
    const [a, b] = [middle(box), middle(other)];
    const distance = Math.hypot(a.x - b.x, a.y - b.y);
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}
