import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, draw, inkBox, sheetBox } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('playwright-core').Page} Page */

const { visit } = new Fixture();

const label = (/** @type {Page} */ page) => page.locator('#sheet').getAttribute('aria-label');
const isPressed = (/** @type {Page} */ page, /** @type {string} */ id) =>
  page.locator(id).getAttribute('aria-pressed').then((pressed) => pressed === 'true');

/** @type {import('./browser.js').Line} */
const ACROSS = [[0.2, 0.5], [0.5, 0.5], [0.8, 0.5]];
/** @type {import('./browser.js').Line} */
const DOWN = [[0.5, 0.3], [0.5, 0.5], [0.5, 0.7]];

test('redo brings back what was undone, until something new is drawn', () =>
  visit({}, async (page) => {
    const redo = page.getByRole('button', { name: 'Redo' });
    const answer = await answerTo(page, () => draw(page, DIGITS['4'] ?? []));
    const whole = await inkBox(page);
    assert.equal(await redo.getAttribute('aria-disabled'), 'true');
    await answerTo(page, () => page.keyboard.press('z'));
    assert.equal(await label(page), 'The sheet, with a drawing of one stroke');
    assert.deepEqual(await answerTo(page, () => redo.click()), answer);
    assert.deepEqual(await inkBox(page), whole);
    await answerTo(page, () => page.keyboard.press('z'));
    await answerTo(page, () => page.keyboard.press('y'));
    assert.deepEqual(await inkBox(page), whole);
    await answerTo(page, () => page.keyboard.press('z'));
    await answerTo(page, () => draw(page, [ACROSS]));
    assert.equal(await redo.getAttribute('aria-disabled'), 'true');
  }));

test('the eraser cuts a stroke where it passes, undo mends it, and the reader sees the rest', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, [ACROSS]));
    const whole = await inkBox(page);
    await page.getByRole('button', { name: 'Eraser' }).click();
    assert.ok(await isPressed(page, '#eraser'));
    await answerTo(page, () => draw(page, [DOWN]));
    assert.equal(await label(page), 'The sheet, with a drawing of 2 strokes');
    await answerTo(page, () => page.keyboard.press('z'));
    assert.equal(await label(page), 'The sheet, with a drawing of one stroke');
    await page.mouse.move(0, 0);
    assert.deepEqual(await inkBox(page), whole);
    await answerTo(page, () => page.keyboard.press('y'));
    await draw(page, [ACROSS]);
    assert.equal(await label(page), 'The sheet, empty', 'all of it is rubbed out');
    await page.keyboard.press('e');
    assert.ok(await isPressed(page, '#pen'));
    assert.equal((await answerTo(page, () => draw(page, DIGITS['7'] ?? []))).digit, '7');
  }));

test('the eraser on paper, and on a blank sheet, changes nothing', () =>
  visit({}, async (page) => {
    await page.keyboard.press('e');
    await draw(page, [ACROSS]);
    assert.equal(await label(page), 'The sheet, empty');
    assert.equal(await page.locator('#undo').getAttribute('aria-disabled'), 'true');
  }));

test('a wider pen draws wider, and the width is remembered', () =>
  visit({}, async (page) => {
    const width = page.locator('#width');
    const heights = [];
    for (const name of ['middle', 'thick', 'thin']) {
      assert.equal(await width.getAttribute('aria-label'), `Pen width: ${name}`);
      await answerTo(page, () => draw(page, [ACROSS]));
      const ink = await inkBox(page);
      heights.push(ink ? ink.bottom - ink.top : 0);
      await page.keyboard.press('c');
      if (name !== 'thin') await page.keyboard.press('w');
    }
    const [middle = 0, thick = 0, thin = 0] = heights;
    assert.ok(thin < 0.7 * middle && thick > 1.4 * middle, `${heights}`);
    await page.reload();
    assert.equal(await width.getAttribute('aria-label'), 'Pen width: thin');
  }));

/**
 * A pen's stroke as the browser's driver can't make it, event by event.
 * @param {Page} page
 * @param {import('./browser.js').Line} line
 * @param {number} button 0 for the tip, 5 for the eraser at the other end
 */
const penStroke = (page, line, button) => page.locator('#sheet').evaluate((sheet, [points, which]) => {
  const { left, top, width, height } = sheet.getBoundingClientRect();
  const fire = (/** @type {string} */ type, /** @type {readonly [number, number]} */ [x, y]) =>
    sheet.dispatchEvent(new PointerEvent(type, {
      bubbles: true, cancelable: true, pointerId: 7, pointerType: 'pen', isPrimary: true, pressure: 0.5,
      button: type === 'pointermove' ? -1 : which, buttons: which === 5 ? 32 : 1,
      clientX: left + x * width, clientY: top + y * height,
    }));
  points.forEach((point, i) => fire(i === 0 ? 'pointerdown' : 'pointermove', point));
  fire('pointerup', points[points.length - 1] ?? [0, 0]);
}, /** @type {const} */ ([line, button]));

test("the eraser end of a pen rubs out, whatever is chosen, and the tip draws again", () =>
  visit({}, async (page) => {
    await answerTo(page, () => penStroke(page, ACROSS, 0));
    assert.equal(await label(page), 'The sheet, with a drawing of one stroke');
    await answerTo(page, () => penStroke(page, DOWN, 5));
    assert.equal(await label(page), 'The sheet, with a drawing of 2 strokes', 'cut in two');
    assert.ok(await isPressed(page, '#pen'));
    await answerTo(page, () => penStroke(page, DOWN, 0));
    assert.equal(await label(page), 'The sheet, with a drawing of 3 strokes');
  }));

const SHORT_PHONE = { viewport: { width: 360, height: 520 }, isMobile: true, hasTouch: true };

test('once a pen was used, a finger on the sheet scrolls and leaves no ink', () =>
  visit(SHORT_PHONE, async (page) => {
    await answerTo(page, () => penStroke(page, ACROSS, 0));
    const { x, y, width } = await sheetBox(page);
    const devtools = await page.context().newCDPSession(page);
    for (let step = 0; step < 12; ++step) {
      const touchPoints = [{ x: x + 0.5 * width, y: y + 300 - 18 * step, id: 0 }];
      await devtools.send('Input.dispatchTouchEvent', { type: step === 0 ? 'touchStart' : 'touchMove', touchPoints });
      await page.waitForTimeout(16);
    }
    await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(100);
    assert.ok((await page.evaluate(() => scrollY)) > 50, `scrolled by ${await page.evaluate(() => scrollY)}`);
    assert.equal(await label(page), 'The sheet, with a drawing of one stroke');
  }));
