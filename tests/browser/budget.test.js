import assert from 'node:assert/strict';
import { test } from 'node:test';

import { DESKTOP } from './browser.js';
import { Fixture } from './fixture.js';

const fixture = new Fixture();

test('the whole page is light: what it loads at the start is under 60 kB gzipped', async (run) => {
  const context = await fixture.browser.newContext({ viewport: DESKTOP });
  try {
    const page = await context.newPage();
    /** @type {import('playwright-core').Request[]} */
    const requests = [];
    page.on('requestfinished', (request) => requests.push(request));
    await page.goto(fixture.program.url, { waitUntil: 'networkidle' });
    const sizes = await Promise.all(requests.map((request) => request.sizes()));
    const bytes = sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
    const headers = sizes.reduce((sum, { responseHeadersSize }) => sum + responseHeadersSize, 0);
    run.diagnostic(`${bytes} bytes gzipped, ${headers} more of headers, ${requests.length} requests`);
    assert.ok(bytes > 5_000 && bytes < 60_000, `${bytes} bytes`);
    assert.ok(requests.length < 48, `${requests.length} requests`);
  } finally {
    await context.close();
  }
});
