/**
 * node tests/big_pictures.mjs URL CLIENTS: that many clients send a picture of 50 megapixels at once, the dearest kind there is: an
 * interlaced PNG of RGBA, whose rows are spread over seven passes, so that it has to be held whole. Prints "STATUS COUNT" lines.
 */

import { deflateSync } from 'node:zlib';

const SIDE = 7071; // 49,999,041 pixels; 50 million are allowed
const STROKE = { left: 3400, right: 3650, top: 1500, bottom: 5500 }; // a 1
/** Adam7: first column and row of each pass, and the steps to the next. */
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

const CRC_TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; ++bit) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/**
 * @param {string} name
 * @param {Buffer} data
 */
function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  let crc = -1;
  for (const byte of body) crc = (CRC_TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeInt32BE(~crc, body.length + 4);
  return frame;
}

function picture() {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 6, 0, 0, 1], 8); // 8 bits, RGBA, the only methods there are, Adam7
  const rows = [];
  for (const [x0 = 0, y0 = 0, dx = 1, dy = 1] of PASSES) {
    const width = Math.ceil((SIDE - x0) / dx);
    const paper = Buffer.alloc(1 + 4 * width, 255);
    paper[0] = 0; // no filter
    const inked = Buffer.from(paper);
    for (let i = 0; i < width; ++i) {
      const x = x0 + i * dx;
      if (x >= STROKE.left && x < STROKE.right) inked.fill(0, 1 + 4 * i, 4 + 4 * i);
    }
    for (let y = y0; y < SIDE; y += dy) rows.push(y >= STROKE.top && y < STROKE.bottom ? inked : paper);
  }
  return Buffer.concat([
    Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 1 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const [url = '', clients = '64'] = process.argv.slice(2);
const body = picture();
const counts = new Map();
await Promise.all(
  Array.from({ length: Number(clients) }, async () => {
    const answer = await fetch(new URL('/api/v1/recognize', url), {
      method: 'POST',
      headers: { 'content-type': 'image/png' },
      body,
    });
    await answer.arrayBuffer();
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1);
  }),
);
for (const [status, count] of counts) console.log(status, count);
