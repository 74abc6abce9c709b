/**
 * Many numbers as the server packs them: signed bytes in base64, each times a scale. Pure.
 */

/**
 * @typedef {object} Packed
 * @property {number} count of maps: channels of a layer, classes of the evidence
 * @property {number} height
 * @property {number} width
 * @property {number} scale what one step is worth
 * @property {Int8Array} values map by map, rows first
 */

/**
 * @param {unknown} json {"shape", "scale", "values"}
 * @returns {Packed | null} null where it is not that
 */
export function unpack(json) {
  if (typeof json !== 'object' || json === null) return null;
  const at = (/** @type {string} */ key) => /** @type {unknown} */ (Reflect.get(json, key));
  const [shape, scale, values] = [at('shape'), at('scale'), at('values')];
  if (!Array.isArray(shape) || typeof scale !== 'number' || typeof values !== 'string') return null;
  const [count, height, width] = shape;
  const bytes = bytesOf(values);
  if (!bytes || bytes.length === 0 || bytes.length !== count * height * width) return null;
  return { count, height, width, scale, values: new Int8Array(bytes.buffer) };
}

/**
 * @param {string} base64
 * @returns {Uint8Array<ArrayBuffer> | null}
 */
export function bytesOf(base64) {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * @param {Packed} packed
 * @param {number} index
 * @returns {Int8Array} one map
 */
export function mapOf({ values, height, width }, index) {
  return values.subarray(index * height * width, (index + 1) * height * width);
}
