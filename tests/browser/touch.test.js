import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, inkBox, sheetBox } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{x: number, y: number}} Spot in CSS pixels of the window */

/** Lower than the page, so that there is something to scroll. */
const SHORT_PHONE = { viewport: { width: 360, height: 520 }, isMobile: true, hasTouch: true };

const { visit } = new Fixture();

/**
 * Moves fingers along their paths at once, each path as many steps long as the others.
 * @param {Page} page
 * @param {readonly (readonly Spot[])[]} paths
 */
async function touch(page, paths) {
  const devtools = await page.context().newCDPSession(page);
  const steps = paths[0]?.length ?? 0;
  for (let step = 0; step < steps; ++step) {
    const touchPoints = paths.map((path, id) => ({ ...(path[step] ?? { x: 0, y: 0 }), id }));
    await devtools.send('Input.dispatchTouchEvent', { type: step === 0 ? 'touchStart' : 'touchMove', touchPoints });
    await page.waitForTimeout(16);
  }
  await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForTimeout(100);
}

/** @param {Spot} from @param {Spot} to @returns {Spot[]} */
const path = (from, to) => Array.from({ length: 12 }, (_, i) => ({
  x: from.x + ((to.x - from.x) * i) / 11,
  y: from.y + ((to.y - from.y) * i) / 11,
}));

/** @param {Page} page */
const scrolled = (page) => page.evaluate(() => scrollY);

test('one finger draws, and the page stays where it is', () =>
  visit(SHORT_PHONE, async (page) => {
    const { x, y, width, height } = await sheetBox(page);
    const answer = await answerTo(page, async () => {
      for (const line of DIGITS['4'] ?? []) {
        await touch(page, [line.map(([u, v]) => ({ x: x + u * width, y: y + v * height }))]);
      }
    });
    assert.equal(await scrolled(page), 0);
    assert.equal(answer.digit, '4');
    assert.equal(await page.locator('#sheet').getAttribute('aria-label'), 'The sheet, with a drawing of 2 strokes');
  }));

test('one finger beside the sheet scrolls', () =>
  visit(SHORT_PHONE, async (page) => {
    const box = await page.locator('#bars').boundingBox();
    assert.ok(box);
    await touch(page, [path({ x: 180, y: box.y + 20 }, { x: 180, y: box.y - 180 })]);
    assert.ok((await scrolled(page)) > 50, `scrolled by ${await scrolled(page)}`);
    assert.equal(await inkBox(page), null);
  }));

test('two fingers on the sheet scroll and leave no ink', () =>
  visit(SHORT_PHONE, async (page) => {
    await touch(page, [path({ x: 120, y: 320 }, { x: 120, y: 120 }), path({ x: 240, y: 320 }, { x: 240, y: 120 })]);
    assert.ok((await scrolled(page)) > 50, `scrolled by ${await scrolled(page)}`);
    assert.equal(await inkBox(page), null);
    assert.equal(await page.locator('#sheet').getAttribute('aria-label'), 'The sheet, empty');
  }));

test('a pen draws wider where it is pressed harder', () =>
  visit({}, async (page) => {
    const { x, y, width } = await sheetBox(page);
    const devtools = await page.context().newCDPSession(page);
    /** @param {'mousePressed' | 'mouseMoved' | 'mouseReleased'} type @param {number} at @param {number} force */
    const pen = (type, at, force) => devtools.send('Input.dispatchMouseEvent', {
      type, x: x + 0.5 * width, y: y + at * width, button: 'left', buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1, force, pointerType: 'pen',
    });
    const widths = [];
    for (const force of [0.1, 0.9]) {
      await pen('mousePressed', 0.2, force);
      for (const at of [0.3, 0.4, 0.5, 0.6, 0.7]) await pen('mouseMoved', at, force);
      await pen('mouseReleased', 0.7, force);
      const ink = await inkBox(page);
      widths.push(ink ? ink.right - ink.left : 0);
      await page.keyboard.press('c');
    }
    const [light = 0, hard = 0] = widths;
    assert.ok(light > 0 && hard > 1.5 * light, `light ${light}, hard ${hard}`);
  }));
