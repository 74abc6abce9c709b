/**
 * The browser and the program that the tests of a file share: started before the first, stopped after the last.
 */

import { after, before } from 'node:test';

import { launchBrowser, visitAt } from './browser.js';
import { Program } from './program.js';

export class Fixture {
  #browser = /** @type {import('./browser.js').Browser | null} */ (null);
  #program = /** @type {Program | null} */ (null);

  /** @param {Parameters<typeof Program.start>[0]} [options] of the program */
  constructor(options) {
    before(async () => {
      [this.#browser, this.#program] = await Promise.all([launchBrowser(), Program.start(options)]);
    });
    after(async () => {
      await this.#browser?.close();
      await this.#program?.stop();
    });
  }

  get browser() {
    if (!this.#browser) throw new Error('the browser is there within tests only');
    return this.#browser;
  }

  get program() {
    if (!this.#program) throw new Error('the program is there within tests only');
    return this.#program;
  }

  /** After one was stopped, with the same address. @param {number} port */
  async startProgramAgain(port) {
    this.#program = await Program.start({ port });
  }

  /**
   * Opens the page as visitAt() does; a field, so that tests can take it out of the fixture.
   * @param {import('./browser.js').VisitOptions} options
   * @param {(page: import('./browser.js').Page) => Promise<void>} use
   */
  visit = (options, use) => visitAt(this.browser, this.program.url, options, use);
}
