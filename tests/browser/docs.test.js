import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNoViolation } from './axe.js';
import { DESKTOP, PHONE, TABLET, visitAt } from './browser.js';
import { Fixture } from './fixture.js';

const fixture = new Fixture();

/**
 * @param {import('./browser.js').VisitOptions} options
 * @param {(page: import('./browser.js').Page) => Promise<void>} use
 */
const visitDocs = (options, use) => visitAt(fixture.browser, `${fixture.program.url}docs`, options, async (page) => {
  await page.locator('#readyz').waitFor();
  await use(page);
});

for (const viewport of [PHONE, TABLET, DESKTOP]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`axe finds no fault in the API's page at ${viewport.width} px, ${colorScheme}`, () =>
      visitDocs({ viewport, colorScheme }, async (page) => {
        await assertNoViolation(page, 'folded');
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true;
        });
        await assertNoViolation(page, 'unfolded');
      }));
  }
}

for (const width of [320, 360, 768, 1440]) {
  test(`nothing of the API's page is wider than a window of ${width} px, and all can be hit with a finger`, () =>
    visitDocs({ viewport: { width, height: 740 }, hasTouch: true }, async (page) => {
      const { over, small } = await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
        const controls = [...document.querySelectorAll('button, summary, header a')]
          .filter((control) => control.checkVisibility());
        return {
          over: document.documentElement.scrollWidth - innerWidth,
          small: controls.filter((control) => control.getBoundingClientRect().height < 43.5)
            .map((control) => control.textContent),
        };
      });
      assert.deepEqual({ over, small }, { over: 0, small: [] });
    }));
}

test('every operation is listed and its link leads to it', () =>
  visitDocs({ viewport: DESKTOP }, async (page) => {
    const { links, headings } = await page.evaluate(() => ({
      links: [...document.querySelectorAll('#contents a')].map((link) => link.getAttribute('href')),
      headings: [...document.querySelectorAll('#operations h3')].map(({ id }) => `docs#${id}`),
    }));
    assert.ok(links.length > 20);
    assert.deepEqual(links, headings);
    await page.locator('#contents a', { hasText: 'readyz' }).click();
    await assertInView(page, '#readyz');
  }));

test('an address with an operation in it shows that', () =>
  visitAt(fixture.browser, `${fixture.program.url}docs#exportReadings`, { viewport: PHONE }, async (page) => {
    await page.locator('#exportReadings').waitFor();
    await assertInView(page, '#exportReadings');
  }));

/** @param {import('./browser.js').Page} page @param {string} selector */
async function assertInView(page, selector) {
  await page.waitForFunction((wanted) => {
    const box = document.querySelector(wanted)?.getBoundingClientRect();
    return box && box.top >= -1 && box.bottom <= innerHeight;
  }, selector);
}

test('a sample asks the server that shows it, and its button copies it', () =>
  visitDocs({ viewport: DESKTOP, permissions: ['clipboard-read', 'clipboard-write'] }, async (page) => {
    const text = (await page.locator('#operations').textContent()) ?? '';
    assert.ok(text.includes(`${fixture.program.url}v2/models/digits/infer`));
    assert.ok(!text.includes('127.0.0.1:8000'));
    const button = page.getByRole('button', { name: 'Copy the command: The picture itself' });
    await button.click();
    await page.locator('#status', { hasText: /^Copied$/ }).waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()),
      `curl --data-binary @digit.png ${fixture.program.url}api/v1/recognize`);
  }));

test('without the description the page says so', () =>
  visitAt(fixture.browser, fixture.program.url, { viewport: DESKTOP, requestsFail: true }, async (page) => {
    await page.route('**/openapi.json', (route) => route.abort());
    await page.goto(`${fixture.program.url}docs`);
    await page.locator('#status', { hasText: "I can't get the description" }).waitFor();
  }));

test('the page leads to the description of the API', () =>
  visitAt(fixture.browser, fixture.program.url, { viewport: DESKTOP }, async (page) => {
    await page.getByRole('link', { name: 'HTTP API' }).click();
    await page.locator('#recognize').waitFor();
    await page.getByRole('link', { name: 'Inkdigit' }).click();
    await page.locator('#sheet').waitFor();
  }));
