import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNoViolation } from './axe.js';
import { answerTo, DESKTOP, draw, PHONE, shownAnswer } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';

const fixture = new Fixture();
const { visit } = fixture;

test('a tapped example lies on the sheet, is read, and can be undone', () =>
  visit({}, async (page) => {
    const box = await page.locator('#example-digits button').nth(2).boundingBox();
    assert.ok(box);
    const answer = await answerTo(page, () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2));
    assert.equal(answer.digit, '2');
    await page.keyboard.press('z');
    assert.equal((await shownAnswer(page)).state, 'nothing');
  }));

test('a pressed digit sets the answer right, Z takes that back and leaves the drawing', () =>
  visit({}, async (page) => {
    const read = await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.keyboard.press('1');
    const { words, share } = await shownAnswer(page);
    assert.deepEqual([words, share], ['a 1, as you say', 'I read a 7 there']);
    assert.match((await page.locator('#thanks').textContent()) ?? '', /Thanks/);
    await page.keyboard.press('z');
    assert.deepEqual(await shownAnswer(page), read);
    assert.equal(await page.locator('#thanks').isVisible(), false);
  }));

test('the digits to set it right take the place of the bars, and Escape puts them away', () =>
  visit({ viewport: PHONE }, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    const before = await page.locator('#more').boundingBox();
    await page.locator('#wrong').press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'It is a 0');
    assert.deepEqual(await page.locator('#more').boundingBox(), before);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#correction').isVisible(), false);
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'wrong');
  }));

test('a correction ends with the drawing that it was about', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.locator('#wrong').click();
    await page.getByRole('button', { name: 'It is a 1' }).click();
    assert.equal((await shownAnswer(page)).digit, '1');
    await page.keyboard.press('c');
    assert.equal((await answerTo(page, () => draw(page, DIGITS['4'] ?? []))).digit, '4');
  }));

test('the same drawing is read as it was corrected the next time, and by nobody else', async () => {
  const readSeven = (/** @type {import('playwright-core').Page} */ page) =>
    answerTo(page, () => draw(page, DIGITS['7'] ?? []));
  await visit({}, async (page) => {
    await readSeven(page);
    await page.locator('#wrong').click();
    const kept = page.waitForResponse((response) =>
      response.request().method() !== 'GET' && response.url().includes('/readings'));
    await page.getByRole('button', { name: 'It is a 1' }).click();
    assert.ok((await kept).ok());
    await page.keyboard.press('c');
    assert.equal((await readSeven(page)).digit, '1');
  });
  await visit({}, async (page) => assert.equal((await readSeven(page)).digit, '7'));
});

test('what opens under the answer is no wider than the answer and moves nothing beside it', async () => {
  for (const viewport of [PHONE, { width: 1024, height: 768 }, DESKTOP]) {
    await visit({ viewport }, async (page) => {
      await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
      const left = async (/** @type {string} */ of) => (await page.locator(of).boundingBox())?.x;
      const before = [await left('#sheet'), await left('#wrong')];
      await answerTo(page, () => page.locator('#see').click());
      await page.locator('#seen').waitFor();
      assert.deepEqual([await left('#sheet'), await left('#wrong')], before);
      assert.equal(await page.evaluate(() => document.querySelector('#more')?.scrollWidth),
        await page.evaluate(() => document.querySelector('#more')?.clientWidth));
    });
  }
});

test('why not a 9? The words follow the digit that is asked about', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await answerTo(page, () => page.locator('#see').click());
    assert.match((await page.locator('#why-words').textContent()) ?? '', /for a 7/);
    await page.getByRole('button', { name: 'What speaks for a 9' }).click();
    assert.match((await page.locator('#why-words').textContent()) ?? '', /for a 9/);
  }));

test('look inside shows every layer down to the answers', () =>
  visit({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await answerTo(page, () => page.locator('#see').click());
    await page.locator('#inside').click();
    await page.locator('.logits .winner').waitFor();
    assert.match((await page.locator('.logits .winner').textContent()) ?? '', /^a 7:/);
    // The tile and the shipped network's ten layers.
    assert.equal(await page.locator('#layers section').count(), 11);
    await page.locator('.maps canvas').nth(1).focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Map 2 of 16');
  }));

test('the self-test reads 200 digits on this server and tells the share and the time', () =>
  visit({}, async (page) => {
    await page.locator('#selftest').click();
    await page.waitForFunction(() => /right/.test(document.querySelector('#selftest-result')?.textContent ?? ''), null,
      { timeout: 120_000 });
    const words = (await page.locator('#selftest-result').textContent()) ?? '';
    assert.match(words, /^\d+ of 200 right: .*\d+ ms for each/);
    assert.ok(Number(/^\d+/.exec(words)?.[0]) >= 190, words);
  }));

for (const viewport of [PHONE, DESKTOP]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds no fault in the reasons and dialogs at ${viewport.width} px, ${colorScheme}`, () =>
      visit({ viewport, colorScheme, reducedMotion: 'reduce' }, async (page) => {
        await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
        await answerTo(page, () => page.locator('#see').click());
        await page.locator('#wrong').click();
        await assertNoViolation(page, 'the correction');
        await page.keyboard.press('1');
        await assertNoViolation(page, 'reasons and thanks');
        await page.locator('#inside').click();
        await page.locator('.logits .winner').waitFor();
        await assertNoViolation(page, 'inside');
        await page.locator('#close-inside').click();
        await page.locator('#ask-help').click();
        await assertNoViolation(page, 'help');
        await page.locator('#close-help').click();
        await page.locator('#selftest').click();
        await page.waitForFunction(() => document.querySelector('progress')?.value);
        await assertNoViolation(page, 'self-test');
      }));
  }
}
