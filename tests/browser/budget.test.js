import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { answerTo, DESKTOP, draw, PHONE, TABLET } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('./browser.js').Page} Page */

const WEB = fileURLToPath(new URL('../../web/', import.meta.url));
const LIMIT = 60_000; // bytes
const DOCS_LIMIT = 25_000;

const fixture = new Fixture();
const { visit } = fixture;

/**
 * Bytes of a file on its way: Node's own fetch unpacks at once, and what travels is what counts.
 * @param {string} name
 */
async function sizeOf(name) {
  const response = await fetch(new URL(name, fixture.program.url), { headers: { 'Accept-Encoding': 'gzip' } });
  assert.equal(response.headers.get('Content-Encoding'), 'gzip', name);
  return Number(response.headers.get('Content-Length'));
}

/** @param {number} bytes */
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

test('all that the page can ever load is under 60 kB gzipped', async (run) => {
  const files = (await readdir(WEB, { withFileTypes: true })).filter((entry) => entry.isFile())
    .map(({ name }) => name).filter((name) => !name.endsWith('.test.js') && name !== 'package.json');
  const sizes = await Promise.all(files.map(sizeOf));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  run.diagnostic(`${files.length} files, ${kB(bytes)} gzipped`);
  assert.ok(sizes.every((size) => size > 0) && bytes < LIMIT, kB(bytes));
});

test('the description of the API and its page take under 25 kB gzipped more', async (run) => {
  const own = (await readdir(join(WEB, 'docs'))).filter((name) => !name.endsWith('.test.js') && name !== 'index.html');
  const sizes = await Promise.all(['docs', 'api/openapi.json', ...own.map((name) => `docs/${name}`)].map(sizeOf));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  run.diagnostic(`${sizes.length} files, ${kB(bytes)} gzipped`);
  assert.ok(bytes < DOCS_LIMIT, kB(bytes));
});

test('the page is there after few bytes, and one round trip after the HTML', async (run) => {
  const context = await fixture.browser.newContext({ viewport: DESKTOP });
  try {
    const page = await context.newPage();
    /** @type {import('playwright-core').Request[]} */
    const requests = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(fixture.program.url, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    const body = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    const headers = sizes.reduce((sum, { responseHeadersSize }) => sum + responseHeadersSize, 0);
    run.diagnostic(`${kB(body)} gzipped, ${kB(headers)} more of headers, ${requests.length} requests`);
    assert.ok(body > 5_000 && body < 50_000, kB(body));
    assert.ok(requests.length < 50, `${requests.length} requests`);
    const late = await page.evaluate(() => {
      const html = document.documentElement.innerHTML;
      return performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop() ?? '')
        .filter((name) => /\.(js|css)$/.test(name) && !html.includes(`="${name}"`));
    });
    assert.deepEqual(late, [], 'modules that only other modules name wait for one more round trip');
  } finally {
    await context.close();
  }
});

for (const viewport of [PHONE, TABLET, DESKTOP]) {
  test(`nothing shifts by itself from the first paint on at ${viewport.width} px`, () =>
    visit({ viewport }, async (page) => {
      await page.addInitScript(() => {
        const shifts = /** @type {string[]} */ ([]);
        Reflect.set(window, 'shifts', shifts);
        new PerformanceObserver((list) => {
          for (const shift of list.getEntries()) {
            if (Reflect.get(shift, 'hadRecentInput')) continue; // a panel that a click opens may move what is below it
            const moved = Reflect.get(shift, 'sources').map((/** @type {{node: Element | null}} */ { node }) =>
              node?.id || node?.nodeName);
            shifts.push(`${Reflect.get(shift, 'value').toFixed(4)}: ${moved}`);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await page.reload();
      await page.locator('#example-digits button').nth(4).waitFor({ state: 'attached' });
      await answerTo(page, () => draw(page, DIGITS['4'] ?? []));
      await page.keyboard.press('c');
      await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
      await answerTo(page, () => page.locator('#see').click());
      await answerTo(page, () => page.locator('#recognize').click());
      await page.locator('#wrong').click();
      await page.getByRole('button', { name: 'It is a 1' }).click();
      await page.waitForTimeout(600); // input excuses shifts for half a second: what comes later is not excused
      assert.deepEqual(await page.evaluate(() => Reflect.get(window, 'shifts')), []);
    }));
}

/**
 * The tasks of the page's main thread while something goes on, in milliseconds of the processor: what else the machine
 * does meanwhile, which the browser's own "longtask" counts in, is no fault of the page.
 * @param {Page} page
 * @param {() => Promise<unknown>} action
 * @returns {Promise<number[]>}
 */
async function tasksDuring(page, action) {
  await fixture.browser.startTracing(page, { categories: ['toplevel', 'disabled-by-default-devtools.timeline'] });
  await action();
  const { traceEvents } = JSON.parse((await fixture.browser.stopTracing()).toString());
  /** @type {{name: string, pid: number, tid: number, tdur?: number, args: {name?: string}}[]} */
  const events = traceEvents;
  const threads = new Set(events.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
    .map(({ pid, tid }) => `${pid} ${tid}`));
  return events.filter(({ name, pid, tid }) => name.endsWith('RunTask') && threads.has(`${pid} ${tid}`))
    .map(({ tdur = 0 }) => tdur / 1000);
}

test('no task takes 50 ms of the processor while someone draws and the answers come', (run) =>
  visit({ viewport: DESKTOP }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['1'] ?? [])); // what the first use costs is no matter of drawing
    const tasks = await tasksDuring(page, async () => {
      for (const digit of ['4', '7']) await answerTo(page, () => draw(page, DIGITS[digit] ?? []));
      await page.keyboard.press('c');
      await answerTo(page, () => draw(page, DIGITS['5'] ?? []));
    });
    const longest = Math.max(...tasks);
    run.diagnostic(`the longest of ${tasks.length} tasks: ${longest.toFixed(1)} ms`);
    assert.ok(tasks.length > 100 && longest > 0 && longest < 50, `${longest} ms`);
  }));
