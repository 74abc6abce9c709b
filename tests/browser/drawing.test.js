import assert from 'node:assert/strict';
import { test } from 'node:test';

import { answerTo, DESKTOP, draw, PHONE } from './browser.js';
import { DIGITS, FOREIGN_DIGITS, SCRIBBLE } from './digits.js';
import { Fixture } from './fixture.js';

const { visit } = new Fixture();

for (const viewport of [PHONE, DESKTOP]) {
  const size = `${viewport.width}x${viewport.height}`;
  for (const [digit, lines] of Object.entries(DIGITS)) {
    test(`a ${digit} drawn with the mouse is read on the page at ${size}`, () =>
      visit({ viewport }, async (page) => {
        const answer = await answerTo(page, () => draw(page, lines));
        assert.equal(answer.digit, digit);
        assert.match(answer.words, new RegExp(`an? ${digit}`));
        assert.match(answer.share, /^(over )?\d+\u00a0% sure$/);
        const bars = page.locator('#bars li');
        assert.deepEqual(await bars.locator('.bar-digit').allTextContents(), [...'0123456789']);
        assert.equal(await page.locator('#bars .winner .bar-digit').textContent(), digit);
        assert.equal(await page.locator('#bars .winner .bar-mark').textContent(), 'answer');
        const shares = await bars.locator('.bar-share').allTextContents();
        for (const share of shares) assert.match(share, /^>?[\d.]+\u00a0%$/);
      }));
  }
}

for (const { name, digit, lines } of FOREIGN_DIGITS) {
  test(`${name} is read`, () =>
    visit({}, async (page) => {
      assert.equal((await answerTo(page, () => draw(page, lines))).digit, digit);
    }));
}

test('light ink on the dark sheet is read just as well', () =>
  visit({ colorScheme: 'dark' }, async (page) => {
    for (const digit of ['2', '5', '7']) {
      assert.equal((await answerTo(page, () => draw(page, DIGITS[digit] ?? []))).digit, digit);
      await page.keyboard.press('c');
    }
  }));

test('a scribble is not called a digit', () =>
  visit({}, async (page) => {
    const answer = await answerTo(page, () => draw(page, SCRIBBLE));
    assert.equal(answer.state, 'rejected');
    assert.equal(answer.words, "I can't read this as a digit");
    assert.equal(await page.locator('#bars .winner').count(), 0);
  }));

test('what I see is the tile of this very drawing, and follows it', () =>
  visit({}, async (page) => {
    const button = page.locator('#see');
    const ink = () => page.locator('#tile').evaluate((tile) => {
      const context = new OffscreenCanvas(336, 336).getContext('2d');
      if (tile instanceof HTMLCanvasElement) context?.drawImage(tile, 0, 0);
      const data = context?.getImageData(0, 0, 336, 336).data;
      // The alpha in the middle of each of the 28 x 28 cells, where it is ink: what lies behind it is blue or red.
      return Array.from({ length: 784 }, (_, i) => {
        const at = 336 * (12 * Math.floor(i / 28) + 5) + 12 * (i % 28) + 5;
        const [red = 0, , blue = 0, alpha = 0] = data?.subarray(4 * at, 4 * at + 4) ?? [];
        return Math.max(red, blue) < 90 ? alpha : 0;
      });
    });
    await answerTo(page, () => draw(page, DIGITS['1'] ?? []));
    assert.equal(await button.getAttribute('aria-expanded'), 'false');
    await answerTo(page, () => button.click());
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    const one = await ink();
    const strong = one.flatMap((alpha, i) => (alpha > 128 ? [i] : []));
    assert.ok(strong.length > 15, `${strong.length} pixels of ink`);
    const columns = strong.map((i) => i % 28);
    assert.ok(Math.max(...columns) - Math.min(...columns) < 10, 'a 1 is narrow');
    await page.keyboard.press('c');
    assert.ok(Math.max(...(await ink())) < 64, 'an empty sheet leaves an empty tile');
    await answerTo(page, () => draw(page, DIGITS['0'] ?? []));
    assert.notDeepEqual(await ink(), one);
  }));
