import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertNoViolation } from './axe.js';
import { answerTo, DESKTOP, draw, PHONE, visitAt, waitUntil } from './browser.js';
import { DIGITS } from './digits.js';
import { Fixture } from './fixture.js';
import { Program } from './program.js';

/** @typedef {import('./browser.js').Page} Page */
/** @typedef {{id: string, text: string, corrected: {text: string} | null}} Kept */

const fixture = new Fixture();
const { visit } = fixture;

/** @param {Page} page @returns {Promise<Kept[]>} what the server has, newest first */
const kept = async (page) => (await (await page.request.get('api/v1/readings')).json()).readings;

/** @param {Page} page */
const shown = (page) => page.locator('#kept-list button').count();

/** @param {Page} page @param {number} count */
async function waitForEntries(page, count) {
  await waitUntil(async () => (await shown(page)) === count, () => `${count} entries`);
}

/** Draws a digit and clears the sheet: it is finished. @param {Page} page @param {string} digit */
async function write(page, digit) {
  await answerTo(page, () => draw(page, DIGITS[digit] ?? []));
  await page.locator('#sheet').click({ trial: true });
  await page.keyboard.press('c');
}

/** @param {Page} page @param {string[]} digits */
async function writeAll(page, digits) {
  for (const [i, digit] of digits.entries()) {
    await write(page, digit);
    await waitForEntries(page, i + 1);
  }
}

/** @param {Page} page @param {string} text what the newest is corrected to, or '' */
async function waitForCorrection(page, text) {
  const newest = async () => (await kept(page))[0]?.corrected?.text ?? '';
  await waitUntil(async () => (await newest()) === text, () => `a correction to “${text}”`);
}

/** @param {import('./browser.js').VisitOptions} options @param {(page: Page) => Promise<void>} use */
const visitAlone = (options, use) => visit({ baseURL: fixture.program.url, ...options }, use);

/**
 * @param {readonly string[]} flags
 * @param {(page: Page) => Promise<void>} use
 */
async function visitWith(flags, use) {
  const program = await Program.start({ flags });
  try {
    await visitAt(fixture.browser, program.url, { baseURL: program.url }, use);
  } finally {
    await program.stop();
  }
}

test('a drawing becomes one entry when it is finished, not one a stroke', () =>
  visitAlone({}, async (page) => {
    await page.getByText('What you draw will be kept here.').waitFor();
    await answerTo(page, () => draw(page, DIGITS['4'] ?? []));
    assert.equal((await kept(page)).length, 0, 'not while it may go on');
    await waitForEntries(page, 1); // two seconds after the last stroke
    await answerTo(page, () => draw(page, [[[0.8, 0.8], [0.82, 0.82]]]));
    await page.keyboard.press('Enter');
    await waitUntil(async () => (await kept(page)).length === 1, () => 'the later state in place of the former');
    await page.keyboard.press('c');
    await write(page, '7');
    await waitForEntries(page, 2);
    assert.equal((await kept(page))[0]?.text, '7');
    await page.keyboard.press('z'); // the 7 comes back: it is kept already
    await page.keyboard.press('Enter');
    await page.waitForTimeout(300);
    assert.equal((await kept(page)).length, 2);
  }));

test('one key sets an entry right, takes that back and deletes it', () =>
  visitAlone({}, async (page) => {
    await writeAll(page, ['3', '7']);
    await page.locator('#kept-list button').nth(1).click();
    await page.keyboard.press('ArrowLeft');
    assert.equal(await page.locator('#kept-list [aria-pressed="true"]').count(), 1);
    await page.keyboard.press('1');
    await waitForCorrection(page, '1');
    await page.locator('#kept-list b').waitFor();
    const entry = await page.locator('#kept-list button').first().textContent();
    assert.equal(entry, 'read as 7, corrected to 1');
    await assertNoViolation(page, 'an entry set right');
    await page.keyboard.press('Backspace');
    await waitForCorrection(page, '');
    await page.locator('#kept-list b').waitFor({ state: 'detached' });
    await page.keyboard.press('Delete');
    await page.getByText('Really delete?').waitFor();
    assert.equal((await kept(page)).length, 2, 'once is not enough');
    await page.keyboard.press('Delete');
    await waitForEntries(page, 1);
    assert.deepEqual((await kept(page)).map(({ text }) => text), ['3']);
    await page.locator('#forget').click();
    await page.locator('#forget').click();
    await page.getByText('What you draw will be kept here.').waitFor();
    assert.deepEqual(await kept(page), []);
  }));

test('a correction in the page goes to the entry, and its undo too', () =>
  visitAlone({}, async (page) => {
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.keyboard.press('1');
    await page.getByText('Thanks! Kept with your readings').waitFor();
    await waitForCorrection(page, '1');
    await page.locator('#take-back').click();
    await waitForCorrection(page, '');
    assert.equal((await kept(page)).length, 1);
  }));

test('the filter shows the unsure and the corrected, and all can be saved', () =>
  visitAlone({}, async (page) => {
    await writeAll(page, ['3', '7']);
    const sure = (await kept(page)).filter((one) => !Reflect.get(one, 'unsure')).length;
    await page.locator('#kept-list button').first().click();
    await page.locator('#kept-digits').getByRole('button', { name: 'It was a 1' }).click();
    await page.locator('#kept-list b').waitFor();
    await page.locator('#doubtful').check();
    await waitForEntries(page, sure === 0 ? 2 : 1);
    const href = (await page.locator('#kept-tools a').getAttribute('href')) ?? '';
    const zip = await page.request.get(href);
    assert.equal((await zip.body()).subarray(0, 2).toString(), 'PK');
  }));

test('a number of several digits is set right in a field', () =>
  visitAlone({}, async (page) => {
    /** @returns {import('./browser.js').Line[]} */
    const half = (/** @type {string} */ digit, /** @type {number} */ left) =>
      (DIGITS[digit] ?? []).map((line) => line.map(([x, y]) => [left + 0.45 * x, 0.25 + 0.5 * y]));
    await answerTo(page, () => draw(page, [...half('3', 0.02), ...half('7', 0.5)]));
    await page.keyboard.press('c');
    await waitForEntries(page, 1);
    assert.equal((await kept(page))[0]?.text, '37');
    await page.locator('#kept-list button').click();
    await page.keyboard.press('3');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await waitForCorrection(page, '31');
  }));

test('the switch, once off, keeps nothing and stays off', () =>
  visitAlone({}, async (page) => {
    await page.getByText('until you delete them').waitFor();
    await page.getByLabel('Keep my readings').uncheck();
    await page.getByText('Nothing new is kept.').waitFor();
    await write(page, '4');
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.keyboard.press('1');
    await page.getByText('This holds until you change the drawing').waitFor();
    await page.reload();
    await page.getByText('Nothing new is kept.').waitFor();
    assert.deepEqual(await kept(page), []);
  }));

test('where only corrections are kept, a reading is kept with its correction', () =>
  visitWith(['--keep', 'corrections', '--retain-days', '30'], async (page) => {
    await page.getByText('for 30 days').waitFor();
    await write(page, '4');
    await answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    await page.keyboard.press('1');
    await waitForEntries(page, 1);
    await waitForCorrection(page, '1');
    await page.locator('#take-back').click();
    await waitForEntries(page, 0);
  }));

test('where nothing is kept, there is no strip and no switch', () =>
  visitWith(['--keep', 'never'], async (page) => {
    await page.locator('#keeping').waitFor({ state: 'hidden' });
    await write(page, '4');
    await page.waitForTimeout(300);
    assert.equal(await page.locator('#kept').isVisible(), false);
    assert.equal(await page.locator('#keeping').isVisible(), false);
    assert.deepEqual(await kept(page), []);
  }));

test('what the server cannot keep now is kept later', () =>
  visitAlone({ requestsFail: true }, async (page) => {
    await page.getByText('What you draw will be kept here.').waitFor();
    await page.route(/recognize\?mode=auto$/, (route) => route.abort());
    await write(page, '4');
    await page.getByText("I can't keep readings just now.").waitFor();
    await page.unroute(/recognize\?mode=auto$/);
    await waitForEntries(page, 1);
    assert.equal(await page.locator('#kept-note').textContent(), '');
  }));

test('a database that is away is said, and the strip comes by itself', () =>
  visitAlone({ requestsFail: true }, async (page) => {
    await writeAll(page, ['4']);
    const problem = { status: 503, contentType: 'application/problem+json', json: { detail: 'away' } };
    await page.route('**/readings?*', (route) => route.fulfill(problem));
    await page.locator('#doubtful').check();
    await page.getByText("I can't reach what is kept.").waitFor();
    await page.locator('#doubtful').uncheck();
    await page.unroute('**/readings?*');
    await waitUntil(async () => (await page.locator('#kept-note').textContent()) === '', () => 'the note gone');
    await waitForEntries(page, 1);
  }));

test('an entry that was deleted elsewhere goes, with a sentence', () =>
  visitAlone({ requestsFail: true }, async (page) => {
    await writeAll(page, ['4']);
    await page.request.delete('api/v1/readings');
    await page.locator('#kept-list button').click();
    await page.keyboard.press('1');
    await page.getByText('This reading was deleted elsewhere.').waitFor();
    await waitForEntries(page, 0);
  }));

test('older entries come with More', () =>
  visitAlone({}, async (page) => {
    await writeAll(page, ['4']);
    const picture = await (await page.request.get(`api/v1/readings/${(await kept(page))[0]?.id}/image`)).body();
    for (let i = 0; i < 29; ++i) await page.request.post('api/v1/recognize', { data: picture });
    await page.reload();
    await waitForEntries(page, 24);
    await page.locator('#kept-more').click();
    await waitForEntries(page, 30);
    assert.equal(await page.locator('#kept-more').isVisible(), false);
  }));

for (const viewport of [{ width: 320, height: 640 }, PHONE, DESKTOP]) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    test(`the strip fits and axe finds no fault at ${viewport.width} px, ${colorScheme}`, () =>
      visitAlone({ viewport, colorScheme }, async (page) => {
        await writeAll(page, ['3', '7', '4', '1', '0', '2', '5', '6', '8']);
        await assertNoViolation(page, 'entries');
        await page.locator('#kept-list button').first().click();
        await assertNoViolation(page, 'an entry picked');
        const { overflow, small } = await page.evaluate(() => ({
          overflow: document.documentElement.scrollWidth - innerWidth,
          small: [...document.querySelectorAll('#kept button, #kept a, #kept label, #keeping label')]
            .filter((element) => element.checkVisibility())
            .filter((element) => Math.min(element.clientWidth, element.clientHeight) < 42)
            .map((element) => element.id || element.textContent),
        }));
        assert.deepEqual({ overflow, small }, { overflow: 0, small: [] });
        if (viewport === DESKTOP) {
          assert.equal(await page.evaluate(() => document.documentElement.scrollHeight), DESKTOP.height);
        }
      }));
  }
}

test('what was corrected changes the next answer, until that is switched off or unlearned', () =>
  visitAlone({}, async (page) => {
    await writeAll(page, ['7']);
    await page.locator('#kept-list button').first().click();
    await page.locator('#kept-digits').getByRole('button', { name: 'It was a 1' }).click();
    await waitForCorrection(page, '1');
    const answer = () => answerTo(page, () => draw(page, DIGITS['7'] ?? []));
    assert.equal((await answer()).digit, '1', 'the same drawing is read as it was corrected');
    assert.equal((await answerTo(page, () => page.getByLabel('learn from corrections').uncheck())).digit, '7');
    assert.equal((await answerTo(page, () => page.getByLabel('learn from corrections').check())).digit, '1');
    assert.equal((await answerTo(page, () => page.getByRole('button', { name: 'Unlearn' }).click())).digit, '7');
    await page.getByText('Your corrections are still here.').waitFor();
    assert.ok((await kept(page)).some(({ corrected }) => corrected?.text === '1'));
  }));
