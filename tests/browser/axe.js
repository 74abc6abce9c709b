/**
 * axe-core on the page as it is now.
 */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * @param {import('playwright-core').Page} page
 * @param {string} state that the page is in, for the message
 */
export async function assertNoViolation(page, state) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    /** @type {import('axe-core')} */
    const axe = Reflect.get(window, 'axe');
    const results = await axe.run(document, { runOnly: { type: 'tag', values: rules } });
    return results.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }, RULES);
  assert.deepEqual(violations, [], state);
}
