/**
 * A model that hands its input on, to measure what a call costs by itself. A few fields of onnx.proto, written by hand: the
 * numbers are its field numbers.
 */

/** @param {number} number */
function varint(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) + 128);
  return Buffer.from([...bytes, number]);
}

/**
 * @param {number} field
 * @param {number | string | Buffer} value
 */
function write(field, value) {
  if (typeof value === 'number') return Buffer.concat([varint(field * 8), varint(value)]);
  const bytes = Buffer.from(value);
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/** @param {Buffer[]} fields */
const message = (...fields) => Buffer.concat(fields);

/**
 * A float tensor [N, 1, 28, 28].
 * @param {string} name
 */
function tiles(name) {
  const sizes = [write(2, 'N'), write(1, 1), write(1, 28), write(1, 28)];
  const shape = message(...sizes.map((size) => write(1, size)));
  const tensor = message(write(1, 1), write(2, shape));
  return message(write(1, name), write(2, write(1, tensor)));
}

/** @returns {Buffer} a model file with input "tiles" and output "same" */
export function identityModel() {
  const node = message(write(1, 'tiles'), write(2, 'same'), write(3, 'same'), write(4, 'Identity'));
  const graph = message(write(1, node), write(2, 'identity'), write(11, tiles('tiles')), write(12, tiles('same')));
  return message(write(1, 7), write(7, graph), write(8, message(write(1, ''), write(2, 13))));
}
