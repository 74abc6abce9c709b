import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { answerTo, draw, inkBox } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('playwright-core').Page} Page */

const { visit } = new Fixture();

/** @param {Page} page */
const isHelpOpen = (page) => page.locator('#help').evaluate((help) => help.hasAttribute('open'));

test('the drawing is saved as a PNG of 1024 pixels', () =>
  visit({ acceptDownloads: true }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['3'] ?? []));
    const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
    assert.equal(download.suggestedFilename(), 'inkdigit.png');
    const bytes = await readFile(await download.path());
    assert.equal(bytes.toString('latin1', 1, 4), 'PNG');
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1024, 1024]);
  }));

test('? opens the help, Escape closes it, and no key reaches the sheet meanwhile', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['3'] ?? []));
    await page.keyboard.press('?');
    assert.ok(await isHelpOpen(page));
    await page.keyboard.press('c');
    await page.keyboard.press('Escape');
    assert.equal(await isHelpOpen(page), false);
    assert.ok(await inkBox(page), 'nothing was cleared');
  }));

test('letters that work alone can be switched off, and that is remembered', () =>
  visit({}, async (page) => {
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByLabel('letters work without Ctrl').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.reload();
    await answerTo(page, () => draw(page, DIGITS['3'] ?? []));
    await page.keyboard.press('c');
    assert.ok(await inkBox(page));
    await page.keyboard.press('Control+z');
    assert.equal(await inkBox(page), null);
  }));

/** @type {readonly [name: string, words: RegExp][]} */
const TROUBLES = [['NotAllowedError', /Allow it/], ['NotFoundError', /no camera/]];
for (const [name, words] of TROUBLES) {
  test(`a camera that fails with ${name} is told in words and costs no drawing`, () =>
    visit({}, async (page) => {
      await answerTo(page, () => draw(page, DIGITS['3'] ?? []));
      await page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      }, name);
      await page.getByRole('button', { name: 'Camera' }).click();
      await page.waitForFunction(() => document.querySelector('#note')?.textContent);
      assert.match((await page.locator('#note').textContent()) ?? '', words);
      assert.equal(await page.locator('#viewfinder').evaluate((dialog) => dialog.hasAttribute('open')), false);
      assert.ok(await inkBox(page));
    }));
}

test('a snapshot of the camera is read as a picture, and the camera goes off', () =>
  visit({}, async (page) => {
    await page.evaluate((line) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [640, 480];
      const context = canvas.getContext('2d');
      if (!context) throw new Error('no context');
      context.fillStyle = '#f4f4f0';
      context.fillRect(0, 0, 640, 480);
      [context.lineWidth, context.lineCap] = [28, 'round'];
      for (const [x, y] of line) context.lineTo(80 + 480 * x, 480 * y);
      context.stroke();
      const stream = canvas.captureStream(10);
      Reflect.set(window, 'track', stream.getTracks()[0]);
      navigator.mediaDevices.getUserMedia = () => Promise.resolve(stream);
    }, (DIGITS['7']?.[0] ?? []).map(([x, y]) => /** @type {const} */ ([x, y])));
    await page.getByRole('button', { name: 'Camera' }).click();
    const answer = await answerTo(page, () => page.getByRole('button', { name: 'Take the picture' }).click());
    assert.equal(answer.digit, '7');
    const label = await page.locator('#sheet').getAttribute('aria-label');
    assert.equal(label, 'The sheet, with the picture from the camera.jpg');
    assert.equal(await page.evaluate(() => Reflect.get(window, 'track').readyState), 'ended');
  }));
