/**
 * node bench/chart.mjs <TABLE >CHART.svg: bars from the table that bench/peers.sh prints (other lines are passed over, so a page
 * that holds the table will do, and its first table of that shape counts).
 */

import { readFileSync } from 'node:fs';

const BAR = 16;
const GAP = 4;
const LABELS = 150; // pixels to the left of the bars
const WIDTH = 720;
const VALUES = 150; // pixels to the right of the longest bar

/** @typedef {{ network: string, batch: string, library: string, us: number, times: string }} Row */

/** @returns {Row[]} */
function readTable() {
  /** @type {Row[]} */
  const rows = [];
  for (const line of readFileSync(0, 'utf8').split('\n')) {
    const cells = line.split('|').map((cell) => cell.trim());
    if (cells.length === 9 && Number(cells[5]) > 0) {
      const [, network = '', , batch = '', library = '', us, , times = ''] = cells;
      rows.push({ network, batch, library, us: Number(us), times: times.split(' ')[0] ?? '' });
    } else if (rows.length > 0) {
      break;
    }
  }
  if (rows.length === 0) throw new Error('no table of bench/peers.sh on standard input');
  return rows;
}

/** @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const rows = readTable();
const longest = Math.max(...rows.map(({ us }) => us));
const parts = [];
let y = 8;
let group = '';
for (const { network, batch, library, us, times } of rows) {
  const title = `${network}, ${batch === '1' ? 'a tile alone' : `${batch} tiles a call`}: microseconds a tile, one thread`;
  if (title !== group) {
    group = title;
    y += 22;
    parts.push(`<text class="title" x="0" y="${y}">${escaped(title)}</text>`);
    y += 8;
  }
  const width = Math.max(1, (us / longest) * (WIDTH - LABELS - VALUES));
  const middle = y + BAR - 4;
  const ratio = times === '' ? '' : `, ${times} times as long`;
  parts.push(
    `<text x="${LABELS - 8}" y="${middle}" text-anchor="end">${escaped(library)}</text>`,
    `<rect class="${library === 'inkdigit' ? 'own' : 'peer'}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}"/>`,
    `<text x="${(LABELS + width + 6).toFixed(1)}" y="${middle}">${us}${ratio}</text>`,
  );
  y += BAR + GAP;
}
console.log(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y + 8}" role="img" aria-label="Microseconds a tile, by library">
<style>
text { font: 12px sans-serif; fill: #1d2733 }
.title { font-weight: bold }
.own { fill: #2457c5 }
.peer { fill: #98a5b3 }
@media (prefers-color-scheme: dark) { text { fill: #e6ebf2 } .own { fill: #7aa2ff } .peer { fill: #66727f } }
</style>
${parts.join('\n')}
</svg>`);
