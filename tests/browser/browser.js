/**
 * Debian's Chromium with Inkdigit's page in it, and the hands that use it.
 */

import assert from 'node:assert/strict';

import { chromium } from 'playwright-core';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {readonly (readonly [number, number])[]} Line points in sheets: 0 to 1 from the sheet's corner */
/**
 * `requestsFail`: the browser itself may say on the console that a request failed; no page can stop that.
 * @typedef {import('playwright-core').BrowserContextOptions & {requestsFail?: boolean}} VisitOptions
 */

const CHROMIUM = process.env['INKDIGIT_CHROMIUM'] ?? '/usr/bin/chromium';
/** What the browser says then. */
const REQUEST_FAILED = /^Failed to load resource: /;
const FLAGS = [
  '--no-sandbox', // the tests may run as root in a container, where the sandbox can't start
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE = { width: 360, height: 740 };
export const TABLET = { width: 768, height: 1024 };
export const DESKTOP = { width: 1440, height: 900 };

/** @returns {Promise<Browser>} */
export function launchBrowser() {
  return chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
}

/**
 * Opens the page, gives it to `use`, and then checks what holds for every visit: no request left the host, and the
 * console stayed empty.
 * @param {Browser} browser
 * @param {string} url
 * @param {VisitOptions} options
 * @param {(page: Page) => Promise<void>} use
 */
export async function visitAt(browser, url, { requestsFail = false, ...options }, use) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const complaints = [];
    page.on('console', (message) => {
      const isExpected = requestsFail && REQUEST_FAILED.test(message.text());
      if (!isExpected) complaints.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const isLocal = protocol === 'blob:' || protocol === 'data:';
      if (!isLocal && origin !== new URL(url).origin) complaints.push(`request to ${request.url()}`);
    });
    await page.goto(url);
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/**
 * Where the sheet lies in the window.
 * @param {Page} page
 */
export async function sheetBox(page) {
  const box = await page.locator('#sheet').boundingBox();
  assert.ok(box);
  return box;
}

/**
 * Draws with the mouse.
 * @param {Page} page
 * @param {readonly Line[]} lines
 */
export async function draw(page, lines) {
  const { x: left, y: top, width, height } = await sheetBox(page);
  for (const line of lines) {
    for (const [i, [x, y]] of line.entries()) {
      await page.mouse.move(left + x * width, top + y * height);
      if (i === 0) await page.mouse.down();
    }
    await page.mouse.up();
  }
}

/**
 * Does what makes the page ask, and waits for the answer to be shown that belongs to the last question of it.
 * @param {Page} page
 * @param {() => Promise<unknown>} action
 * @returns {Promise<{digit: string, words: string, share: string, state: string}>}
 */
export async function answerTo(page, action) {
  const strokesBefore = await page.locator('#sheet').getAttribute('aria-label');
  /** @type {Set<import('playwright-core').Request>} */
  const open = new Set(); // only what was asked from here on
  let asked = 0;
  const onRequest = (/** @type {import('playwright-core').Request} */ request) => {
    // Not what has a finished drawing kept, which answers nothing on the page.
    if (!/\/recognize\?.*\bkeep=0\b/.test(request.url())) return;
    asked += 1;
    open.add(request);
  };
  const onEnd = (/** @type {import('playwright-core').Request} */ request) => void open.delete(request);
  page.on('request', onRequest);
  page.on('requestfinished', onEnd);
  page.on('requestfailed', onEnd);
  try {
    await action();
    await waitUntil(async () => asked > 0 && open.size === 0 && !(await page.locator('#answer.waiting').count()), () =>
      `an answer (the sheet was “${strokesBefore}”, ${asked} questions, ${open.size} open)`);
  } finally {
    page.off('request', onRequest);
    page.off('requestfinished', onEnd);
    page.off('requestfailed', onEnd);
  }
  return shownAnswer(page);
}

/** @param {Page} page */
export async function shownAnswer(page) {
  const text = async (/** @type {string} */ selector) => (await page.locator(selector).textContent()) ?? '';
  return {
    digit: await text('#digit'),
    words: await text('#words'),
    share: await text('#share'),
    state: (await page.locator('#answer').getAttribute('data-state')) ?? '',
  };
}

/**
 * @param {() => Promise<boolean>} condition
 * @param {() => string} what it waited for
 * @param {number} [ms]
 */
export async function waitUntil(condition, what, ms = 10_000) {
  const end = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > end) assert.fail(`waited ${ms} ms for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * The ink on the sheet as it is shown: its bounding box in CSS pixels of the window, or null where there is none.
 * @param {Page} page
 */
export async function inkBox(page) {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  return page.locator('#sheet').evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('the sheet is no canvas');
    const copy = new OffscreenCanvas(element.width, element.height); // reading the sheet itself would slow it down
    const context = copy.getContext('2d');
    context?.drawImage(element, 0, 0);
    const data = context?.getImageData(0, 0, element.width, element.height).data;
    let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let y = 0; y < element.height; ++y) {
      for (let x = 0; x < element.width; ++x) {
        if ((data?.[4 * (y * element.width + x) + 3] ?? 0) < 128) continue;
        left = Math.min(left, x);
        top = Math.min(top, y);
        right = Math.max(right, x + 1);
        bottom = Math.max(bottom, y + 1);
      }
    }
    if (left > right) return null;
    const box = element.getBoundingClientRect();
    const scale = box.width / element.width;
    return {
      left: box.left + left * scale,
      top: box.top + top * scale,
      right: box.left + right * scale,
      bottom: box.top + bottom * scale,
    };
  });
}
