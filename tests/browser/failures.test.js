import assert from 'node:assert/strict';
import { createServer, request } from 'node:http';
import { test } from 'node:test';

import { answerTo, draw, inkBox, shownAnswer, visitAt } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

/** @typedef {import('playwright-core').Page} Page */

const fixture = new Fixture();
const { visit } = fixture;

const note = (/** @type {Page} */ page) => page.locator('#note').textContent();

/** @param {Page} page @param {string} words */
const noteToBe = (page, words) =>
  page.waitForFunction((expected) => document.querySelector('#note')?.textContent === expected, words);

test('a server that goes away loses no drawing, and the page goes on by itself when it is back', () =>
  visit({ requestsFail: true }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['1'] ?? []));
    const { program } = fixture;
    await program.stop('SIGKILL');
    await page.keyboard.press('c');
    await draw(page, DIGITS['4'] ?? []);
    await noteToBe(page, "I've lost the connection. Your drawing is safe; I'll try again.");
    const drawn = await inkBox(page);
    assert.ok(drawn);
    assert.equal((await shownAnswer(page)).words, 'no answer yet');
    await page.waitForTimeout(1500); // it tries again, and still nobody is there
    assert.equal(await note(page), "I've lost the connection. Your drawing is safe; I'll try again.");
    await fixture.startProgramAgain(program.port);
    const answer = await answerTo(page, async () => {});
    assert.equal(answer.digit, '4');
    assert.equal(await note(page), '');
    assert.deepEqual(await inkBox(page), drawn);
  }));

test('a busy server is asked again after as long as it says', () =>
  visit({ requestsFail: true }, async (page) => {
    let refusals = 0;
    await page.route('**/recognize*', (route) => {
      if (refusals > 0) return route.continue();
      refusals += 1;
      return route.fulfill({ status: 503, headers: { 'Retry-After': '1' }, body: '{}' });
    });
    await draw(page, DIGITS['7'] ?? []);
    await noteToBe(page, "The reader is busy. Your drawing is safe; I'll try again.");
    assert.equal((await answerTo(page, async () => {})).digit, '7');
    assert.equal(await note(page), '');
  }));

test("the server's own words are shown when it refuses", () =>
  visit({ requestsFail: true }, async (page) => {
    const problem = { type: 'about:blank', title: 'Unprocessable', status: 422, detail: 'the picture is damaged' };
    await page.route('**/recognize*', (route) =>
      route.fulfill({ status: 422, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
    await draw(page, DIGITS['7'] ?? []);
    await noteToBe(page, 'The picture is damaged.');
    assert.equal((await shownAnswer(page)).words, 'no answer to this one');
    assert.ok(await inkBox(page), 'the drawing is still there');
    await page.unroute('**/recognize*');
    assert.equal((await answerTo(page, () => page.keyboard.press('Enter'))).digit, '7');
    assert.equal(await note(page), '');
  }));

test('an answer that makes no sense is not shown as one', () =>
  visit({}, async (page) => {
    await page.route('**/recognize*', (route) => route.fulfill({ json: { text: '7' } }));
    await draw(page, DIGITS['7'] ?? []);
    await noteToBe(page, "The server sent an answer that this page doesn't understand. Reload the page.");
    assert.equal((await shownAnswer(page)).digit, '');
  }));

test('while the server thinks, the last answer stays and dims', () =>
  visit({}, async (page) => {
    const first = await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.route('**/recognize*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 900));
      await route.continue();
    });
    const opacity = () => page.locator('#verdict').evaluate((verdict) => Number(getComputedStyle(verdict).opacity));
    assert.equal(await opacity(), 1);
    await answerTo(page, async () => {
      await page.keyboard.press('Enter');
      await page.waitForTimeout(500);
      assert.ok((await opacity()) < 0.8, 'it dims');
      assert.deepEqual(await shownAnswer(page), first);
    });
    await page.waitForTimeout(300);
    assert.equal(await opacity(), 1);
  }));

test('the page works behind a base path', async () => {
  const proxy = createServer((incoming, outgoing) => {
    const path = incoming.url?.startsWith('/deep/ink/') ? incoming.url.slice('/deep/ink'.length) : '/not-ours';
    const { method, headers } = incoming;
    const forwarded = request({ port: fixture.program.port, host: '127.0.0.1', method, headers, path }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = proxy.address();
  assert.ok(address && typeof address === 'object');
  try {
    await visitAt(fixture.browser, `http://127.0.0.1:${address.port}/deep/ink/`, {}, async (page) => {
      assert.equal((await answerTo(page, () => draw(page, DIGITS['7'] ?? []))).digit, '7');
    });
  } finally {
    proxy.closeAllConnections();
    proxy.close();
  }
});
