/**
 * Takes the README's screenshots from the real program: `npm run screenshots` here, after ./run build.
 */

import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import { answerTo, DESKTOP, draw, launchBrowser, PHONE, visitAt } from './browser.js';
import { DIGITS } from './digits.js';
import { Program } from './program.js';

const FOLDER = fileURLToPath(new URL('../../docs/images/', import.meta.url));

/** @typedef {import('playwright-core').BrowserContextOptions} Options */
/** @type {{file: string, digit: string, openTile: boolean, options: Options}[]} */
const SCREENSHOTS = [
  { file: 'page-light.png', digit: '7', openTile: true, options: { viewport: DESKTOP } },
  {
    file: 'page-phone.png',
    digit: '4',
    openTile: false,
    options: { viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true, colorScheme: 'dark' },
  },
];

await mkdir(FOLDER, { recursive: true });
const [browser, program] = await Promise.all([launchBrowser(), Program.start()]);
try {
  for (const { file, digit, openTile, options } of SCREENSHOTS) {
    await visitAt(browser, program.url, { ...options, reducedMotion: 'reduce' }, async (page) => {
      await answerTo(page, () => draw(page, DIGITS[digit] ?? []));
      if (openTile) await answerTo(page, () => page.locator('#see').click());
      await page.mouse.move(0, 0);
      await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
      await page.screenshot({ path: FOLDER + file });
    });
    process.stdout.write(`docs/images/${file}\n`);
  }
} finally {
  await browser.close();
  await program.stop();
}
