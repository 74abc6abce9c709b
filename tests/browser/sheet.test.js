import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, DESKTOP, draw, inkBox, PHONE, sheetBox, shownAnswer } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('playwright-core').Page} Page */

const { visit } = new Fixture();

/**
 * A dot pressed with the mouse must become ink centred under the mouse.
 * @param {Page} page
 * @param {number} x in sheets
 * @param {number} y
 */
async function assertDotLandsAt(page, x, y) {
  const box = await page.locator('#sheet').evaluate((sheet) => {
    const { left, top, width, height } = sheet.getBoundingClientRect();
    return { left, top, width, height };
  });
  const at = { x: box.left + x * box.width, y: box.top + y * box.height };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.up();
  const ink = await inkBox(page);
  assert.ok(ink, 'no ink');
  assert.ok(Math.abs((ink.left + ink.right) / 2 - at.x) < 1.5, `x: ${JSON.stringify(ink)}, pressed at ${at.x}`);
  assert.ok(Math.abs((ink.top + ink.bottom) / 2 - at.y) < 1.5, `y: ${JSON.stringify(ink)}, pressed at ${at.y}`);
  await page.keyboard.press('z');
}

/** @param {Page} page @param {(root: HTMLElement) => void} change a style set from script, which the policy allows */
const restyle = (page, change) => page.locator('html').evaluate(change);

/** @type {{name: string, options?: object, prepare?: (page: Page) => Promise<unknown>}[]} */
const WAYS_TO_SCALE = [
  { name: 'as it is' },
  { name: 'on a screen with three device pixels to one', options: { viewport: PHONE, deviceScaleFactor: 3 } },
  { name: 'on a page zoomed to 150 %', prepare: (page) => restyle(page, (root) => void (root.style.zoom = '1.5')) },
  { name: 'on a page zoomed to 67 %', prepare: (page) => restyle(page, (root) => void (root.style.zoom = '0.67')) },
  {
    name: 'on a sheet scaled by CSS',
    prepare: (page) => page.locator('#frame').evaluate((frame) => void (frame.style.transform = 'scale(0.6, 0.6)')),
  },
  {
    name: 'on a sheet of another size than its canvas had',
    prepare: (page) => restyle(page, (root) => root.style.setProperty('--side', '333px')),
  },
  {
    name: 'on a page scrolled down',
    options: { viewport: { width: 360, height: 500 } },
    prepare: (page) => page.evaluate(() => scrollTo(0, 120)),
  },
];

for (const { name, options = {}, prepare } of WAYS_TO_SCALE) {
  test(`ink lands under the pointer ${name}`, () =>
    visit(options, async (page) => {
      await prepare?.(page);
      await assertDotLandsAt(page, 0.5, 0.5);
      await assertDotLandsAt(page, 0.2, 0.7);
      await assertDotLandsAt(page, 0.85, 0.45);
    }));
}

test('ink lands under the pointer on a page pinched larger', () =>
  visit({ viewport: PHONE, isMobile: true, hasTouch: true }, async (page) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setPageScaleFactor', { pageScaleFactor: 2 });
    const scale = await page.evaluate(() => visualViewport?.scale);
    assert.equal(scale, 2);
    await assertDotLandsAt(page, 0.2, 0.2);
    await assertDotLandsAt(page, 0.4, 0.3);
  }));

test('a stroke that leaves the sheet goes on, and ends where the button is released', () =>
  visit({}, async (page) => {
    const box = await sheetBox(page);
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.5 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 1.2 * box.width, box.y + 0.5 * box.height, { steps: 5 });
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.7 * box.height, { steps: 5 });
    await page.mouse.up();
    await page.mouse.move(box.x + 0.1 * box.width, box.y + 0.1 * box.height);
    const ink = await inkBox(page);
    assert.ok(ink && ink.right >= box.x + box.width - 1, 'it reached the edge');
    assert.ok(ink.top > box.y + 0.4 * box.height, 'it did not go on after the release');
    assert.equal(await page.locator('#sheet').getAttribute('aria-label'), 'The sheet, with a drawing of one stroke');
  }));

test('the drawing keeps its place on the sheet when the window changes', () =>
  visit({}, async (page) => {
    /** Where the ink is, in sheets. */
    const place = async () => {
      const [ink, box] = [await inkBox(page), await sheetBox(page)];
      assert.ok(ink);
      return [(ink.left - box.x) / box.width, (ink.top - box.y) / box.height, (ink.right - ink.left) / box.width];
    };
    await draw(page, DIGITS['4'] ?? []);
    const before_ = await place();
    await page.setViewportSize(PHONE);
    const after_ = await place();
    before_.forEach((value, i) => assert.ok(Math.abs(value - (after_[i] ?? 0)) < 0.01, `${before_} and ${after_}`));
  }));

test('undo takes back stroke by stroke, and even a clear', () =>
  visit({}, async (page) => {
    const label = () => page.locator('#sheet').getAttribute('aria-label');
    const undo = page.getByRole('button', { name: 'Undo' });
    await answerTo(page, () => draw(page, DIGITS['4'] ?? []));
    const whole = await inkBox(page);
    await page.getByRole('button', { name: 'Clear' }).click();
    assert.equal(await label(), 'The sheet, empty');
    assert.equal(await inkBox(page), null);
    assert.equal((await shownAnswer(page)).words, 'nothing here yet');
    await answerTo(page, () => undo.click());
    assert.deepEqual(await inkBox(page), whole);
    await answerTo(page, () => undo.click());
    assert.equal(await label(), 'The sheet, with a drawing of one stroke');
    await undo.click();
    assert.equal(await label(), 'The sheet, empty');
    assert.equal(await undo.getAttribute('aria-disabled'), 'true');
  }));

test('an empty sheet can not be sent, and the page says why', () =>
  visit({}, async (page) => {
    let asked = 0;
    page.on('request', (request) => (asked += Number(request.url().includes('recognize'))));
    const button = page.getByRole('button', { name: 'Recognize' });
    assert.equal(await button.getAttribute('aria-disabled'), 'true');
    assert.equal(await button.getAttribute('aria-describedby'), 'share');
    assert.equal(await page.locator('#share').textContent(), 'Draw a digit, then I can read it.');
    await button.click({ force: true });
    assert.equal(await page.locator('#note').textContent(), 'The sheet is empty. Draw a digit, then I can read it.');
    await page.locator('body').press('Enter');
    assert.equal(asked, 0);
    await answerTo(page, () => draw(page, DIGITS['1'] ?? []));
    assert.equal(await button.getAttribute('aria-disabled'), 'false');
    assert.equal(await page.locator('#note').textContent(), '');
  }));

test('everything is reached by keyboard, in the order in which it is seen', () =>
  visit({}, async (page) => {
    await page.locator('#example-digits button').nth(9).waitFor();
    const reached = [];
    for (let i = 0; i < 25; ++i) {
      await page.keyboard.press('Tab');
      reached.push(await page.evaluate(() => {
        const element = document.activeElement;
        const ringed = element instanceof HTMLInputElement ? element.nextElementSibling : element;
        const ring = ringed && getComputedStyle(ringed).outlineStyle;
        return `${element?.id || element?.parentElement?.id} ${ring}`;
      }));
    }
    const examples = Array.from({ length: 10 }, () => 'example-digits');
    const controls = ['mode-auto', 'ask-help', 'theme', ...examples, 'pen', 'eraser', 'width', 'undo', 'redo', 'clear',
      'choose', 'camera', 'save', 'recognize', 'see', 'wrong'];
    assert.deepEqual(reached, controls.map((id) => `${id} solid`));
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.locator('#choose').press('Enter'),
    ]);
    assert.equal(chooser.isMultiple(), false);
  }));

test('Z undoes, C clears and Enter reads', () =>
  visit({}, async (page) => {
    const label = () => page.locator('#sheet').getAttribute('aria-label');
    await answerTo(page, () => draw(page, DIGITS['5'] ?? []));
    await answerTo(page, () => page.keyboard.press('Enter'));
    await answerTo(page, () => page.keyboard.press('z'));
    assert.equal(await label(), 'The sheet, with a drawing of one stroke');
    await page.keyboard.press('c');
    assert.equal(await label(), 'The sheet, empty');
    await answerTo(page, () => page.keyboard.press('Control+z'));
    assert.equal(await label(), 'The sheet, with a drawing of one stroke');
    await page.keyboard.press('Control+c');
    assert.equal(await label(), 'The sheet, with a drawing of one stroke', 'Ctrl+C copies');
    await page.locator('#undo').focus();
    await page.keyboard.press('Enter');
    assert.equal(await label(), 'The sheet, empty', 'Enter on a button presses it');
  }));

test('the newest drawing wins when answers come late', () =>
  visit({}, async (page) => {
    /** @type {(() => void)[]} */
    const gates = [];
    await page.route('**/recognize*', async (route) => {
      if (gates.length === 0) await new Promise((resolve) => gates.push(() => resolve(undefined)));
      await route.continue().catch(() => {}); // the page gave the first question up
    });
    const [first = [], second = []] = DIGITS['4'] ?? [];
    await draw(page, [first]);
    await page.waitForFunction(() => document.querySelector('#answer.waiting'));
    const answer = await answerTo(page, () => draw(page, [second]));
    gates.forEach((open) => open());
    await page.waitForTimeout(200);
    assert.deepEqual(await shownAnswer(page), answer);
    assert.notEqual(answer.state, 'nothing');
  }));

test('the result is announced once it has come to rest', () =>
  visit({}, async (page) => {
    const region = page.locator('#announcement');
    assert.equal(await region.getAttribute('role'), 'status');
    const { words } = await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    assert.equal(await region.textContent(), '', 'not while the hand may go on');
    await page.waitForFunction(() => document.querySelector('#announcement')?.textContent);
    assert.ok((await region.textContent())?.startsWith(words));
  }));

test('the theme follows the system, then the button, and is remembered', () =>
  visit({ colorScheme: 'dark' }, async (page) => {
    const paper = () => page.locator('#sheet').evaluate((sheet) => getComputedStyle(sheet).backgroundColor);
    const dark = await paper();
    await page.getByRole('button', { name: 'Light theme' }).click();
    const light = await paper();
    assert.notEqual(light, dark);
    await page.reload();
    assert.equal(await paper(), light);
    await page.getByRole('button', { name: 'Dark theme' }).click();
    assert.equal(await paper(), dark);
  }));

test('the page works where storage is switched off', () =>
  visit({}, async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
    });
    await page.reload();
    await page.getByRole('button', { name: 'Dark theme' }).click();
    assert.ok(await page.getByRole('button', { name: 'Light theme' }).isVisible());
    assert.notEqual((await answerTo(page, () => draw(page, DIGITS['3'] ?? []))).state, 'nothing');
  }));

test('nothing moves while answers come and go', () =>
  visit({ viewport: DESKTOP }, async (page) => {
    const places = () => page.evaluate(() =>
      [...document.querySelectorAll('#frame, #tools button:not(#put-away), #bars li, #see')].map((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return [element.id, x, y, width, height].join(' ');
      }));
    const empty = await places();
    await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
    assert.deepEqual(await places(), empty);
    await page.keyboard.press('c');
    assert.deepEqual(await places(), empty);
  }));
