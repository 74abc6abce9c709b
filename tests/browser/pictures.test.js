import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, draw, inkBox, PHONE, shownAnswer } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';
import { hugePng, largePng, pgm, pictureOf, withOrientation } from './pictures.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./pictures.js').PictureFile} PictureFile */

const { visit } = new Fixture();

/** @param {Page} page @param {PictureFile} file */
const choose = (page, file) => page.locator('#chooser').setInputFiles(file);

/**
 * Lets go of a file over the page, or pastes it.
 * @param {Page} page
 * @param {'drop' | 'paste'} way
 * @param {PictureFile | null} file
 */
async function bring(page, way, file) {
  const bytes = file ? { name: file.name, type: file.mimeType, base64: file.buffer.toString('base64') } : null;
  await page.evaluate(([event, content]) => {
    const data = new DataTransfer();
    if (content) {
      const array = Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0));
      data.items.add(new File([array], content.name, { type: content.type }));
    } else {
      data.setData('text/plain', 'no picture');
    }
    const target = document.querySelector('#bars') ?? document.body; // anywhere on the page will do
    const common = { bubbles: true, cancelable: true };
    if (event === 'paste') {
      target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }));
    } else {
      target.dispatchEvent(new DragEvent('dragover', { ...common, dataTransfer: data }));
      if (content && !document.body.classList.contains('dropping')) throw new Error('the page does not invite');
      target.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer: data }));
    }
  }, /** @type {const} */ ([way, bytes]));
}

const note = (/** @type {Page} */ page) => page.locator('#note').textContent();
const label = (/** @type {Page} */ page) => page.locator('#sheet').getAttribute('aria-label');

/** @param {Page} page @param {() => Promise<unknown>} action */
async function noteAfter(page, action) {
  await action();
  await page.waitForFunction(() => document.querySelector('#note')?.textContent);
  return (await note(page)) ?? '';
}

for (const viewport of [PHONE, { width: 1440, height: 900 }]) {
  test(`a chosen picture is shown on the sheet and read at ${viewport.width} px`, () =>
    visit({ viewport }, async (page) => {
      const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
      assert.equal((await answerTo(page, () => choose(page, file))).digit, '3');
      assert.equal(await label(page), 'The sheet, with the picture 3.png');
      assert.ok(await page.locator('#tag').isVisible());
      assert.ok(await inkBox(page), 'something is shown');
    }));
}

test('a dropped picture is read', () =>
  visit({}, async (page) => {
    const file = await pictureOf(page, { digit: '5', width: 400, height: 300, type: 'image/webp' });
    assert.equal((await answerTo(page, () => bring(page, 'drop', file))).digit, '5');
    assert.equal(await page.locator('body.dropping').count(), 0);
  }));

test('a pasted picture is read', () =>
  visit({}, async (page) => {
    const file = await pictureOf(page, { digit: '2', width: 300, height: 400, type: 'image/jpeg' });
    assert.equal((await answerTo(page, () => bring(page, 'paste', file))).digit, '2');
  }));

test('the drawing comes back from under a picture', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['4'] ?? []));
    const [drawn, answer] = [await inkBox(page), await shownAnswer(page)];
    const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
    await answerTo(page, () => choose(page, file));
    const back = page.getByRole('button', { name: 'Back to my drawing' });
    assert.deepEqual(await answerTo(page, () => back.click()), answer);
    assert.deepEqual(await inkBox(page), drawn);
    await answerTo(page, () => page.keyboard.press('z'));
    assert.equal(await label(page), 'The sheet, with the picture 3.png', 'undo brings the picture back');
    await answerTo(page, () => page.keyboard.press('z'));
    assert.equal(await label(page), 'The sheet, with a drawing of 2 strokes');
  }));

test('drawing on a picture begins a new sheet', () =>
  visit({}, async (page) => {
    const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
    await answerTo(page, () => choose(page, file));
    assert.equal((await answerTo(page, () => draw(page, DIGITS['7'] ?? []))).digit, '7');
    assert.equal(await label(page), 'The sheet, with a drawing of one stroke');
  }));

/** The size of the picture as the program saw it. @param {Page} page @param {PictureFile} file */
async function seenSize(page, file) {
  const response = page.waitForResponse(/recognize/);
  const answer = await answerTo(page, () => choose(page, file));
  const { width, height } = await (await response).json();
  return { ...answer, width, height };
}

test('a large photograph is made smaller in the browser and stays upright', () =>
  visit({}, async (page) => {
    const lying = await pictureOf(page, { digit: '7', width: 3000, height: 2250, type: 'image/jpeg', turned: 3 });
    const photo = { ...lying, buffer: withOrientation(lying.buffer, 6) };
    const { width, height, digit } = await seenSize(page, photo);
    assert.deepEqual({ width, height, digit }, { width: 1536, height: 2048, digit: '7' });
  }));

test('a photograph that fits is sent as it is, with the note on how to turn it', () =>
  visit({}, async (page) => {
    const lying = await pictureOf(page, { digit: '7', width: 800, height: 600, type: 'image/jpeg', turned: 3 });
    const photo = { ...lying, buffer: withOrientation(lying.buffer, 6) };
    const { width, height, digit } = await seenSize(page, photo);
    assert.deepEqual({ width, height, digit }, { width: 600, height: 800, digit: '7' });
  }));

test('a small picture is never made larger or smaller', () =>
  visit({}, async (page) => {
    const { width, height } = await seenSize(page, await pictureOf(page, { digit: '0', width: 28, height: 40 }));
    assert.deepEqual({ width, height }, { width: 28, height: 40 });
  }));

test('a picture that the browser can not show is read all the same', () =>
  visit({}, async (page) => {
    const buffer = pgm((x, y) => x > 92 && x < 108 && y > 40 && y < 160, 200);
    const file = { name: 'one.pgm', mimeType: 'image/x-portable-graymap', buffer };
    assert.equal((await answerTo(page, () => choose(page, file))).digit, '1');
    assert.equal(await label(page), 'The sheet, with the picture one.pgm');
    assert.ok(await page.getByText("This browser can't show this kind of picture, but I can read it.").isVisible());
  }));

test('a blank picture has nothing written on it', () =>
  visit({}, async (page) => {
    const file = { name: 'blank.pgm', mimeType: '', buffer: pgm(() => false, 200) };
    const answer = await answerTo(page, () => choose(page, file));
    assert.equal(answer.words, 'I see nothing written here');
    assert.equal(answer.digit, '');
  }));

for (const way of /** @type {const} */ (['drop', 'paste'])) {
  test(`a ${way} without a picture is told in words, and costs nothing`, () =>
    visit({}, async (page) => {
      const answer = await answerTo(page, () => draw(page, DIGITS['6'] ?? []));
      assert.match(await noteAfter(page, () => bring(page, way, null)), /picture/);
      assert.deepEqual(await shownAnswer(page), answer);
      await answerTo(page, () => page.keyboard.press('Enter'));
      assert.equal(await note(page), '', 'the note goes with the next thing done');
    }));
}

/** @type {{name: string, file: PictureFile, words: RegExp}[]} */
const BAD_FILES = [
  {
    name: 'a text file named .png',
    file: { name: 'notes.png', mimeType: 'image/png', buffer: Buffer.from('milk, bread, a 7\n'.repeat(20)) },
    words: /^[A-Z].*PNG.*\.$/s,
  },
  {
    name: 'an empty file',
    file: { name: 'empty.png', mimeType: 'image/png', buffer: Buffer.alloc(0) },
    words: /^“empty\.png” is empty\.$/,
  },
  {
    name: 'a picture that claims 60,000 x 60,000 pixels',
    file: { name: 'huge.png', mimeType: 'image/png', buffer: hugePng() },
    words: /^[A-Z].*pixels.*\.$/s,
  },
  {
    name: 'a file that is too large to send',
    file: { name: 'film.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(17 * 1024 * 1024, 1) },
    words: /^“film\.mov” is over 16 MB/,
  },
];

for (const { name, file, words } of BAD_FILES) {
  test(`${name} is refused in words and leaves the drawing alone`, () =>
    visit({ requestsFail: true }, async (page) => {
      const answer = await answerTo(page, () => draw(page, DIGITS['9'] ?? []));
      const drawn = await inkBox(page);
      assert.match(await noteAfter(page, () => choose(page, file)), words);
      assert.deepEqual(await inkBox(page), drawn);
      assert.deepEqual(await shownAnswer(page), answer);
      assert.equal(await page.locator('#answer.waiting').count(), 0);
    }));
}

test('a damaged picture is refused in words', () =>
  visit({ requestsFail: true }, async (page) => {
    const file = await pictureOf(page, { digit: '3', width: 280, height: 280 });
    const half = { ...file, buffer: file.buffer.subarray(0, 60) };
    assert.match(await noteAfter(page, () => choose(page, half)), /^[A-Z].*\.$/s);
    assert.equal(await label(page), 'The sheet, empty');
  }));

test('a picture of 80 megapixels is made smaller here and read', () =>
  visit({}, async (page) => {
    const file = { name: 'large.png', mimeType: 'image/png', buffer: largePng() };
    const { width, height, digit } = await seenSize(page, file);
    assert.deepEqual({ width, height, digit }, { width: 2048, height: 1638, digit: '1' });
  }));

/** @type {{name: string, replace: () => void}[]} */
const NO_WORKERS = [
  {
    name: 'can not be made',
    replace: () => {
      Reflect.set(window, 'Worker', function Worker() {
        throw new DOMException('denied', 'SecurityError');
      });
    },
  },
  {
    name: 'does not load',
    replace: () => {
      window.Worker = class extends Worker {
        constructor() {
          super(new URL('no-such-module.js', document.baseURI), { type: 'module' });
        }
      };
    },
  },
];

for (const { name, replace } of NO_WORKERS) {
  test(`where a worker ${name}, a photograph is made smaller without one`, () =>
    visit({ requestsFail: true }, async (page) => {
      await page.addInitScript(replace);
      await page.reload();
      const photo = await pictureOf(page, { digit: '7', width: 3000, height: 2250, type: 'image/jpeg' });
      const { width, height, digit } = await seenSize(page, photo);
      assert.deepEqual({ width, height, digit }, { width: 2048, height: 1536, digit: '7' });
      assert.ok(await inkBox(page), 'it is shown');
    }));
}
