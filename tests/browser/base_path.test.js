import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { answerTo, draw, launchBrowser, visitAt, waitUntil } from './browser.js';
import { DIGITS } from './digits.js';
import { Program } from './program.js';

let browser = /** @type {import('./browser.js').Browser} */ (/** @type {unknown} */ (null));
let program = /** @type {Program} */ (/** @type {unknown} */ (null));

before(async () => {
  [browser, program] = await Promise.all([launchBrowser(), Program.start({ flags: ['--base-path', '/tools/digits'] })]);
});
after(async () => {
  await browser?.close();
  await program?.stop();
});

test('behind a base path the page reads, keeps and corrects', () =>
  visitAt(browser, program.url, { baseURL: program.url }, async (page) => {
    assert.match(program.url, /\/tools\/digits\/$/);
    const answer = await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    assert.equal(answer.digit, '7');
    await page.keyboard.press('c');
    await waitUntil(async () => (await page.locator('#kept-list button').count()) === 1, () => 'a kept reading');
    const [cookie] = await page.context().cookies();
    assert.equal(cookie?.path, '/tools/digits/');
    await page.reload();
    await waitUntil(async () => (await page.locator('#kept-list button').count()) === 1, () => 'the reading, again');
  }));

test('behind a base path the API’s page is whole, and its samples ask below it', () =>
  visitAt(browser, `${program.url}docs`, {}, async (page) => {
    await page.locator('#readyz').waitFor();
    const samples = await page.locator('#operations code').allTextContents();
    assert.ok(samples.some((sample) => sample.includes(`${program.url}readyz`)), samples.join('\n'));
  }));
