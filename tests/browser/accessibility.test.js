import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNoViolation } from './axe.js';
import { answerTo, DESKTOP, draw, PHONE, TABLET } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';
import { FOUR_DIGITS } from './numbers.js';
import { pictureOf } from './pictures.js';

const { visit } = new Fixture();

/** @param {number} digit @param {number} confidence @param {number} second @param {number} other */
function glyph(digit, confidence, second, other) {
  const probabilities = Array.from({ length: 10 }, () => 0.001);
  probabilities[digit] = confidence;
  probabilities[second] = other;
  return { digit, confidence, probabilities, not_a_digit: 0.01, box: [0, 0, 1, 1] };
}

/** @type {{name: string, answer: object}[]} */
const ANSWERS = [
  { name: 'a sure answer', answer: { text: '7', confidence: 0.997, digits: [glyph(7, 0.997, 1, 0.001)] } },
  { name: 'an unsure answer', answer: { text: '4', confidence: 0.6, digits: [glyph(4, 0.6, 9, 0.35)] } },
  { name: 'no digit', answer: { text: '', confidence: 0.9, digits: [], rejected: [glyph(4, 0.04, 9, 0.03)] } },
  { name: 'a number with a spot that is no digit', answer: FOUR_DIGITS },
  { name: 'nothing written', answer: { text: '', confidence: 1, digits: [] } },
];

for (const viewport of [PHONE, TABLET, DESKTOP]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds no fault in any state at ${viewport.width} px, ${colorScheme}`, () =>
      visit({ viewport, colorScheme, requestsFail: true }, async (page) => {
        await assertNoViolation(page, 'empty');
        for (const { name, answer } of ANSWERS) {
          await page.route('**/recognize*', (route) => route.fulfill({ json: answer }));
          await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
          await assertNoViolation(page, name);
          await page.unroute('**/recognize*');
        }
        const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
        await answerTo(page, () => page.locator('#chooser').setInputFiles(file));
        await answerTo(page, () => page.locator('#see').click());
        await assertNoViolation(page, 'a picture and what I see');
        await page.route('**/recognize*', (route) => route.abort());
        await page.locator('#recognize').click();
        await page.waitForFunction(() => document.querySelector('#note')?.textContent);
        await assertNoViolation(page, 'the server away');
      }));
  }
}

for (const viewport of [{ width: 320, height: 640 }, PHONE, TABLET, DESKTOP, { width: 740, height: 360 }]) {
  test(`at ${viewport.width}x${viewport.height} nothing is cut off and every control can be hit with a finger`, () =>
    visit({ viewport }, async (page) => {
      await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
      const { overflow, small, outside } = await page.evaluate(() => {
        const controls = [...document.querySelectorAll('button')].filter((button) => button.checkVisibility());
        const boxes = controls.map((button) => ({ id: button.id, box: button.getBoundingClientRect() }));
        return {
          overflow: document.documentElement.scrollWidth - innerWidth,
          small: boxes.filter(({ box }) => box.width < 44 || box.height < 44).map(({ id }) => id),
          outside: boxes.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ id }) => id),
        };
      });
      assert.deepEqual({ overflow, small, outside }, { overflow: 0, small: [], outside: [] });
    }));
}

for (const viewport of [{ width: 320, height: 640 }, PHONE, TABLET, DESKTOP]) {
  test(`at ${viewport.width} px a number of 40 digits and its controls stay within the window`, () =>
    visit({ viewport }, async (page) => {
      const digits = Array.from({ length: 10 }, () => FOUR_DIGITS.digits).flat();
      const answer = { ...FOUR_DIGITS, digits, text: '4072'.repeat(10) };
      await page.route('**/recognize*', (route) => route.fulfill({ json: answer }));
      await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
      const { overflow, small, outside } = await page.evaluate(() => {
        const boxes = [...document.querySelectorAll('#number, #copy, #previous, #next, #mode label, #picked')]
          .map((element) => ({ id: element.id, box: element.getBoundingClientRect() }));
        return {
          overflow: document.documentElement.scrollWidth - innerWidth,
          small: boxes.flatMap(({ id, box }) => (id !== 'picked' && Math.min(box.width, box.height) < 44 ? [id] : [])),
          outside: boxes.filter(({ box }) => box.left < 0 || box.right > innerWidth).map(({ id }) => id),
        };
      });
      assert.deepEqual({ overflow, small, outside }, { overflow: 0, small: [], outside: [] });
    }));
}

test('at 320 px why, the correction, look inside and the self-test fit the window', () =>
  visit({ viewport: { width: 320, height: 640 } }, async (page) => {
    const outside = () => page.evaluate(() => {
      const shown = [...document.querySelectorAll('#answer *, dialog[open], dialog[open] :is(button, p, h2, h3, div)')]
        .filter((element) => element.checkVisibility() && !element.closest('.unseen'));
      const boxes = shown.map((element) => ({ element, box: element.getBoundingClientRect() }));
      const sideways = Math.max(...[document.documentElement, ...document.querySelectorAll('dialog[open]')]
        .map((element) => element.scrollWidth - element.clientWidth));
      const out = boxes.filter(({ box }) => box.left < -0.5 || box.right > innerWidth + 0.5);
      return [sideways, ...out.map(({ element }) => element.id || element.className)];
    });
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await answerTo(page, () => page.locator('#see').click());
    await page.locator('#wrong').click();
    assert.deepEqual(await outside(), [0], 'why and the correction');
    await page.getByRole('button', { name: 'It is a 1' }).click();
    assert.deepEqual(await outside(), [0], 'thanks');
    await page.locator('#inside').click();
    await page.locator('.logits .winner').waitFor();
    assert.deepEqual(await outside(), [0], 'look inside');
    await page.locator('#close-inside').click();
    await page.locator('#selftest').click();
    await page.waitForFunction(() => document.querySelector('progress')?.value);
    assert.deepEqual(await outside(), [0], 'the self-test');
  }));

for (const viewport of [PHONE, TABLET, DESKTOP]) {
  test(`the tools stay as wide as the sheet, and a number moves nothing below it, at ${viewport.width} px`, () =>
    visit({ viewport }, async (page) => {
      const edge = async (/** @type {string} */ id) => {
        const box = await page.locator(id).boundingBox();
        return { right: (box?.x ?? 0) + (box?.width ?? 0), top: box?.y ?? 0 };
      };
      const over = (await edge('#recognize')).right - (await edge('#frame')).right;
      assert.ok(over <= 0.5, `${over} px`);
      await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
      const { top } = await edge('#more');
      await page.route('**/recognize*', (route) => route.fulfill({ json: { ...FOUR_DIGITS, rejected: [] } }));
      await answerTo(page, () => page.keyboard.press('Enter'));
      assert.equal(await page.locator('#number').textContent(), '4072');
      const moved = Math.abs((await edge('#more')).top - top);
      assert.ok(moved <= 1, `${moved} px`);
    }));
}

test('everything is on one screen at 1440x900, even what I see', () =>
  visit({ viewport: DESKTOP }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
    await answerTo(page, () => page.locator('#see').click());
    assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), DESKTOP.height);
  }));

test('the answer, why and what to do when it is wrong are on the first screen of a phone', () =>
  visit({ viewport: PHONE }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['8'] ?? []));
    for (const id of ['#bars', '#see', '#wrong']) {
      const box = await page.locator(id).boundingBox();
      assert.ok(box && box.y + box.height <= PHONE.height, `${id} ${JSON.stringify(box)}`);
    }
  }));

test('nothing moves by itself where motion is not wanted', () =>
  visit({ reducedMotion: 'reduce' }, async (page) => {
    const durations = await page.evaluate(() =>
      [...document.querySelectorAll('*')].map((element) => getComputedStyle(element).transitionDuration));
    assert.deepEqual([...new Set(durations)], ['0s']);
  }));
