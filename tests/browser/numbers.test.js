import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, draw, inkBox, PHONE, sheetBox, waitUntil } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';
import { FOUR_DIGITS, linesOf, TWO_LINES } from './numbers.js';
import { pictureOf } from './pictures.js';

/** @typedef {import('playwright-core').Page} Page */

const { visit } = new Fixture();

/** @param {Page} page @param {object} json */
const answerWith = (page, json) => page.route('**/recognize*', (route) => route.fulfill({ json }));

/** @param {Page} page */
async function drawNumber(page) {
  await answerWith(page, FOUR_DIGITS);
  return answerTo(page, () => draw(page, linesOf('4072')));
}

/** @param {Page} page @param {string} selector */
const texts = (page, selector) => page.locator(selector).allTextContents();
/** @param {Page} page */
const picked = (page) => page.locator('#picked').textContent();
/** @param {Page} page */
const label = (page) => page.locator('#sheet').getAttribute('aria-label');

test('a number is shown as text, with boxes over its digits and a dashed one over what is none', () =>
  visit({}, async (page) => {
    const answer = await drawNumber(page);
    assert.equal(answer.state, 'number');
    assert.equal(answer.words, 'probably these 4 digits');
    assert.equal(answer.share, '71\u00a0% sure, one spot is no digit');
    assert.equal(await page.locator('#number').innerText(), '4072');
    assert.deepEqual(await texts(page, '.find'), ['4', '0', '7', '2', '?']);
    const styles = await page.locator('.find').evaluateAll((all) =>
      all.map((one) => getComputedStyle(one).borderStyle));
    assert.deepEqual(styles, ['solid', 'solid', 'solid', 'solid', 'dashed']);
  }));

test('the digit most in doubt is picked first; a tap, the buttons and the arrows pick another', () =>
  visit({}, async (page) => {
    await drawNumber(page);
    const winner = () => page.locator('#bars .winner .bar-digit').textContent();
    assert.equal(await picked(page), '3rd of 5: probably a 7, maybe a 1');
    assert.equal(await winner(), '7');
    assert.deepEqual(await texts(page, '.find.selected'), ['7']);
    const { x, y, width } = await sheetBox(page);
    await page.mouse.click(x + (150 / 400) * width, y + (200 / 400) * width);
    assert.equal(await picked(page), '2nd of 5: a 0, almost surely');
    assert.equal(await winner(), '0');
    assert.equal(await label(page), 'The sheet, with a drawing of 5 strokes', 'the tap left no ink');
    await page.locator('#next').press('Enter');
    assert.equal(await winner(), '7');
    await page.locator('#next').evaluate((button) => button.blur());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await picked(page), '5th of 5: not a digit');
    assert.equal(await page.locator('#bars .winner').count(), 0);
    await page.keyboard.press('ArrowRight');
    assert.equal(await winner(), '4', 'and round again');
    await page.keyboard.press('ArrowLeft');
    await waitUntil(async () => (await page.locator('#announcement').textContent()) === '5th of 5: not a digit',
      () => 'the picked one to be announced');
  }));

test('a tap beside the digits is a dot of ink', () =>
  visit({}, async (page) => {
    await drawNumber(page);
    const { x, y, width } = await sheetBox(page);
    await answerTo(page, () => page.mouse.click(x + 0.5 * width, y + 0.9 * width));
    assert.equal(await label(page), 'The sheet, with a drawing of 6 strokes');
  }));

test('someone who hears the page is told the number digit by digit, and the doubt', () =>
  visit({}, async (page) => {
    await drawNumber(page);
    const expected = '4 0 7 2: probably these 4 digits, the 3rd may be a 1, 71\u00a0% sure, one spot is no digit.';
    await waitUntil(async () => (await page.locator('#announcement').textContent()) === expected, () => expected);
  }));

for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
  test(`boxes lie where the picture lies on the sheet at ${viewport.width} px`, () =>
    visit({ viewport }, async (page) => {
      await answerWith(page, TWO_LINES);
      const file = await pictureOf(page, { digit: '3', width: 800, height: 400 });
      await answerTo(page, () => page.locator('#chooser').setInputFiles(file));
      const box = await page.locator('.find').first().boundingBox();
      const sheet = await sheetBox(page);
      assert.ok(box);
      // 60, 60 of 800 x 400: the picture is as wide as the sheet, and a quarter of the sheet is free above it.
      const expected = {
        x: sheet.x + (60 / 800) * sheet.width,
        y: sheet.y + (0.25 + 60 / 800) * sheet.width,
        width: (80 / 800) * sheet.width,
        height: (120 / 800) * sheet.width,
      };
      for (const side of /** @type {const} */ (['x', 'y', 'width', 'height'])) {
        assert.ok(Math.abs(box[side] - expected[side]) < 1, `${side}: ${box[side]}, not ${expected[side]}`);
      }
      assert.equal(await page.locator('#number').innerText(), '0441 20\n7319');
    }));
}

test('a lone drawing gets no box, a lone digit on a picture does', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['3'] ?? []));
    assert.equal(await page.locator('.find').count(), 0);
    assert.ok(await page.locator('#picker').isHidden());
    const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
    await answerTo(page, () => page.locator('#chooser').setInputFiles(file));
    assert.deepEqual(await texts(page, '.find'), ['3']);
    await page.keyboard.press('c');
    assert.equal(await page.locator('.find').count(), 0);
  }));

test('the pen draws through the boxes, which are out of its way meanwhile', () =>
  visit({}, async (page) => {
    await drawNumber(page);
    const { x, y, width } = await sheetBox(page);
    await page.mouse.move(x + 0.1 * width, y + 0.4 * width);
    await page.mouse.down();
    await page.mouse.move(x + 0.9 * width, y + 0.4 * width, { steps: 4 });
    assert.equal(await page.locator('.find').first().isVisible(), false);
    await answerTo(page, () => page.mouse.up());
    assert.equal(await label(page), 'The sheet, with a drawing of 6 strokes');
    assert.ok(await page.locator('.find').first().isVisible());
  }));

test('the number is copied, and the page says so', () =>
  visit({ permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    await drawNumber(page);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), '4072');
    await page.getByRole('button', { name: 'Copy', exact: true }).waitFor();
  }));

test('where the clipboard has no interface for pages, the number is copied all the same', () =>
  visit({}, async (page) => {
    await page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.reload();
    await drawNumber(page);
    await page.evaluate(() => document.addEventListener('copy', () => {
      document.body.dataset['copied'] = String(getSelection());
    }));
    await page.locator('#copy').press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    assert.equal(await page.evaluate(() => document.body.dataset['copied']), '4072');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'copy', 'the focus is where it was');
  }));

test('the switch decides how the server reads, asks again at once and is remembered', () =>
  visit({}, async (page) => {
    /** @type {(string | null)[]} */
    const modes = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.pathname.endsWith('/recognize')) modes.push(url.searchParams.get('mode'));
    });
    await answerTo(page, () => draw(page, DIGITS['1'] ?? []));
    assert.ok(modes.every((mode) => mode === 'auto'), String(modes));
    await answerTo(page, () => page.getByRole('radio', { name: 'Digit' }).click());
    assert.equal(modes.at(-1), 'digit');
    await page.reload();
    assert.ok(await page.getByRole('radio', { name: 'Digit' }).isChecked());
    await answerTo(page, () => draw(page, DIGITS['1'] ?? []));
    assert.equal(modes.at(-1), 'digit');
    await answerTo(page, async () => {
      await page.getByRole('radio', { name: 'Digit' }).focus();
      await page.keyboard.press('ArrowLeft');
    });
    assert.equal(modes.at(-1), 'auto');
  }));

test('an answer without places is shown without boxes', () =>
  visit({}, async (page) => {
    const digits = FOUR_DIGITS.digits.map((digit) => ({ ...digit, box: undefined }));
    await answerWith(page, { ...FOUR_DIGITS, digits, rejected: undefined, width: undefined });
    assert.equal((await answerTo(page, () => draw(page, linesOf('4072')))).state, 'number');
    assert.equal(await page.locator('.find').count(), 0);
    assert.ok(await inkBox(page));
    await page.keyboard.press('ArrowLeft');
    assert.equal(await picked(page), '2nd of 4: a 0, almost surely');
  }));

for (const text of ['4072', '11', '35']) {
  test(`the program itself reads ${text} off the sheet, a box for each digit`, () =>
    visit({}, async (page) => {
      await answerTo(page, () => draw(page, linesOf(text)));
      await waitUntil(async () => (await page.locator('#number').innerText()) === text,
        () => text);
      assert.deepEqual(await texts(page, '.find'), [...text]);
    }));
}

test('a digit of two strokes stays one digit, without a box', () =>
  visit({}, async (page) => {
    const answer = await answerTo(page, () => draw(page, DIGITS['5'] ?? []));
    assert.equal(answer.digit, '5');
    assert.equal(await page.locator('.find').count(), 0);
  }));
