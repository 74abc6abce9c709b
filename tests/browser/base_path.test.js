import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, draw, visitAt, waitUntil } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

const fixture = new Fixture({ flags: ['--base-path', '/tools/digits'] });

test('behind a base path the page reads, keeps and corrects', () =>
  fixture.visit({}, async (page) => {
    assert.match(fixture.program.url, /\/tools\/digits\/$/);
    const answer = await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    assert.equal(answer.digit, '7');
    await page.keyboard.press('c');
    await waitUntil(async () => (await page.locator('#kept-list button').count()) === 1, () => 'a kept reading');
    await page.locator('#kept-list button').click();
    await page.keyboard.press('1');
    await page.locator('#kept-list b').waitFor();
    const [cookie] = await page.context().cookies();
    assert.equal(cookie?.path, '/tools/digits/');
    await page.reload();
    await waitUntil(async () => (await page.locator('#kept-list button').count()) === 1, () => 'the reading, again');
  }));

test('behind a base path the API’s page is whole, and its samples ask below it', () =>
  visitAt(fixture.browser, `${fixture.program.url}docs`, {}, async (page) => {
    await page.locator('#readyz').waitFor();
    const samples = await page.locator('#operations code').allTextContents();
    assert.ok(samples.some((sample) => sample.includes(`${fixture.program.url}readyz`)), samples.join('\n'));
  }));
