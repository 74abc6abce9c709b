/**
 * A grey picture as a PNG, made at once: the browser's own encoder takes longer and answers when it has time. Drawings are long runs of one grey, so runs are all that is packed. https://www.w3.org/TR/png/ and RFC 1951.
 */

/** PNG's filter "up": each byte less the one above it. A run goes on over lines that are alike. */
const UP = 2;

/** Lengths of runs, RFC 1951 section 3.2.5: the shortest of each code, the first being 257, and its extra bits. */
const RUN_BASES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163,
  195, 227, 258];
const RUN_EXTRAS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LONGEST_RUN = 258;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/**
 * @param {Uint8Array} grey rows first
 * @param {number} width
 * @param {number} height
 * @returns {Uint8Array<ArrayBuffer>} the file
 */
export function greyPng(grey, width, height) {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = 8; // bits; the rest is 0: grey, and the only methods there are
  const chunks = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', zlib(filtered(grey, width, height))),
    chunk('IEND', new Uint8Array(0)),
  ];
  const file = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of chunks) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/**
 * @param {Uint8Array} grey
 * @param {number} width
 * @param {number} height
 * @returns {Uint8Array} each row behind the number of its filter
 */
function filtered(grey, width, height) {
  const bytes = new Uint8Array((width + 1) * height);
  for (let y = 0, from = 0, to = 0; y < height; ++y) {
    bytes[to++] = UP;
    for (let x = 0; x < width; ++x, ++from, ++to) {
      bytes[to] = (grey[from] ?? 0) - (y > 0 ? (grey[from - width] ?? 0) : 0);
    }
  }
  return bytes;
}

/**
 * @param {string} name
 * @param {Uint8Array} data
 * @returns {Uint8Array}
 */
function chunk(name, data) {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; ++i) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < bytes.length - 4; ++i) crc = (CRC_TABLE[(crc ^ (bytes[i] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  view.setUint32(bytes.length - 4, ~crc >>> 0);
  return bytes;
}

/**
 * One block with the fixed code: a byte, then the run of its likes as a copy from one byte before.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array} a zlib stream, RFC 1950
 */
function zlib(bytes) {
  const out = new BitWriter(bytes.length + (bytes.length >> 2) + 16); // a byte takes nine bits at most
  out.put(0x0178, 16); // deflate with a window of 32 KiB: 78 01
  out.put(0b011, 3); // the last block, fixed code
  for (let i = 0; i < bytes.length;) {
    const byte = bytes[i] ?? 0;
    if (byte < 144) out.putCode(0x30 + byte, 8);
    else out.putCode(0x190 + byte - 144, 9);
    let end = i + 1;
    while (end < bytes.length && bytes[end] === byte) ++end;
    i += 1;
    while (end - i >= 3) {
      const run = Math.min(LONGEST_RUN, end - i);
      putRun(out, run);
      i += run;
    }
  }
  out.putCode(0, 7); // the block's end
  out.flush();
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length;) {
    const pause = Math.min(bytes.length, i + 3800); // as long as nothing can overflow
    for (; i < pause; ++i) b += a += bytes[i] ?? 0;
    a %= 65521;
    b %= 65521;
  }
  for (const byte of [b >> 8, b & 255, a >> 8, a & 255]) out.put(byte, 8);
  return out.bytes;
}

/**
 * @param {BitWriter} out
 * @param {number} length 3 to 258
 */
function putRun(out, length) {
  let i = RUN_BASES.length - 1;
  while ((RUN_BASES[i] ?? 0) > length) --i;
  if (i < 23) out.putCode(i + 1, 7); // codes 257 to 279
  else out.putCode(0xc0 + i - 23, 8);
  out.put(length - (RUN_BASES[i] ?? 0), RUN_EXTRAS[i] ?? 0);
  out.putCode(0, 5); // from one byte before
}

class BitWriter {
  #bytes;
  #length = 0;
  #bits = 0;
  #count = 0;

  /** @param {number} most bytes */
  constructor(most) {
    this.#bytes = new Uint8Array(most);
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#length);
  }

  /**
   * @param {number} value its lowest bit first
   * @param {number} count of bits, at most 16
   */
  put(value, count) {
    this.#bits |= value << this.#count;
    this.#count += count;
    while (this.#count >= 8) {
      this.#bytes[this.#length++] = this.#bits & 255;
      this.#bits >>>= 8;
      this.#count -= 8;
    }
  }

  /**
   * @param {number} code a Huffman code: its highest bit first
   * @param {number} count of bits
   */
  putCode(code, count) {
    let turned = 0;
    for (let i = 0; i < count; ++i) turned |= ((code >> i) & 1) << (count - 1 - i);
    this.put(turned, count);
  }

  /** To a whole byte. */
  flush() {
    if (this.#count > 0) this.put(0, 8 - this.#count);
  }
}
