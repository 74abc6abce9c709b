/**
 * The real program, started as a person would start it.
 */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const PROGRAM = process.env['INKDIGIT_PROGRAM']
  ?? fileURLToPath(new URL('../../build/inkdigit', import.meta.url));
const START_MS = 20_000;

export class Program {
  #process;
  /** @type {string} */
  url;

  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {string} url
   */
  constructor(child, url) {
    this.#process = child;
    this.url = url;
  }

  /**
   * Starts `inkdigit serve`.
   * @param {{port?: number, flags?: readonly string[]}} [options] port 0, the default, lets the system choose
   * @returns {Promise<Program>} when it listens
   */
  static async start({ port = 0, flags = [] } = {}) {
    // Not among the tester's own readings.
    const data = mkdtempSync(join(tmpdir(), 'inkdigit-page-'));
    const child = spawn(PROGRAM, ['serve', '--quiet', '--listen', `127.0.0.1:${port}`, ...flags], {
      stdio: ['ignore', 'inherit', 'pipe'],
      env: { ...process.env, DATABASE_URL: `sqlite:${join(data, 'readings.db')}` },
    });
    const forget = () => rmSync(data, { recursive: true, force: true });
    const stopWithUs = () => {
      child.kill('SIGKILL');
      forget();
    };
    process.once('exit', stopWithUs);
    child.once('exit', () => {
      process.off('exit', stopWithUs);
      forget();
    });
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) => reject(new Error(`${PROGRAM}: ${why}`));
      const timer = setTimeout(() => fail(`no URL within ${START_MS} ms`), START_MS);
      child.once('error', (error) => fail(error.message));
      child.once('exit', (status) => fail(`ended with ${status} before it listened`));
      createInterface({ input: child.stderr }).on('line', (line) => {
        const url = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(line)?.[0];
        if (!url) return;
        clearTimeout(timer);
        resolve(new Program(child, url));
      });
    });
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  /** @param {NodeJS.Signals} [signal] */
  async stop(signal = 'SIGTERM') {
    const ended = once(this.#process, 'exit');
    this.#process.kill(signal);
    await ended;
  }
}
