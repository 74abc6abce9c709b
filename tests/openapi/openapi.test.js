/**
 * The description of the HTTP API is valid OpenAPI 3.1, and what it says is what the program does: every sample runs,
 * every example of a request is sent, and every answer fits its schema and its example.
 */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, promisify } from 'node:util';

import { Validator } from '@seriousme/openapi-schema-validator';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

import { Program } from '../browser/program.js';
import { operationsOf, resolve } from '../../web/docs/openapi.js';

/** @typedef {import('../../web/docs/openapi.js').Json} Json */
/** @typedef {import('../../web/docs/openapi.js').Operation} Operation */

const run = promisify(execFile);
const PICTURE = fileURLToPath(new URL('../data/seven.png', import.meta.url));
const MODEL = fileURLToPath(new URL('../../models/digits.safetensors', import.meta.url));
const TOKEN = 'the-token-of-this-test';
process.env['INKDIGIT_ADMIN_TOKEN'] = TOKEN;
const DOC = JSON.parse(await readFile(new URL('../../web/api/openapi.json', import.meta.url), 'utf8'));
const OPERATIONS = operationsOf(DOC);
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH'];
/** What is another one each time, or with another network or release. */
const CHANGES = new Set(['id', 'time', 'next', 'model', 'model_version', 'version', 'versions', 'box', 'deleted',
  'since', 'sha256', 'parameters']);
const NUMBERS_DIFFER = 0.02; // between networks and machines
/** curl's answer on standard output, and no success where the server says no. */
const CURL = 'curl() { command curl --silent --show-error --fail-with-body "$@"; }';

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
ajv.addSchema({ $id: 'doc', ...DOC });

let program = /** @type {Program} */ (/** @type {unknown} */ (null));
let folder = '';

before(async () => {
  program = await Program.start({ flags: ['--model', MODEL] });
  folder = await mkdtemp(join(tmpdir(), 'inkdigit-openapi-'));
  await copyFile(PICTURE, join(folder, 'digit.png'));
});
after(async () => {
  await program?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** @param {string} source a sample of the document */
async function shell(source) {
  const command = `set -euo pipefail; ${CURL}\n${source.replaceAll('http://127.0.0.1:8000/', program.url)}`;
  const { stdout } = await run('bash', ['-c', command], {
    cwd: folder, encoding: 'buffer', maxBuffer: 1 << 26, env: { ...process.env, TOKEN },
  });
  return stdout;
}

/**
 * @param {unknown} value
 * @param {Json} schema of the document
 * @param {string} what
 */
function assertFits(value, schema, what) {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"doc#/'));
  const validate = ajv.compile(absolute);
  assert.ok(validate(value), `${what}: ${ajv.errorsText(validate.errors)}`);
}

/**
 * Where two values differ in more than what changes from one time to the next.
 * @param {unknown} a
 * @param {unknown} b
 * @param {string} place
 * @returns {string[]}
 */
function differences(a, b, place = '') {
  if (CHANGES.has(place.split('.').pop() ?? '')) return [];
  if (typeof a === 'number' && typeof b === 'number') {
    return Math.abs(a - b) <= NUMBERS_DIFFER ? [] : [`${place}: ${a}, ${b}`];
  }
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    return a === b ? [] : [`${place}: ${a}, ${b}`];
  }
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].flatMap((name) => differences(Reflect.get(a, name), Reflect.get(b, name), `${place}.${name}`));
}

/** @param {Operation} operation @returns {[string, Json]} the status and the answer of a success */
function success({ operation }) {
  const [status, response] = Object.entries(operation['responses'])[0] ?? ['', {}];
  return [status, resolve(DOC, response)];
}

/** @param {Json | undefined} media @returns {[string, Json][]} */
function examples(media) {
  const single = media?.['example'] === undefined ? [] : [['', { value: media['example'] }]];
  return /** @type {[string, Json][]} */ ([...single, ...Object.entries(media?.['examples'] ?? {})]);
}

/** @param {Operation} operation */
async function runSamples(operation) {
  const [, { content }] = success(operation);
  const media = content?.['application/json'];
  for (const [i, { label, source }] of operation.operation['x-codeSamples'].entries()) {
    const what = `${operation.method} ${operation.path}, ${label}`;
    const output = await shell(source);
    const saved = /-o (\S+)/.exec(source)?.[1];
    if (saved) {
      assert.ok((await stat(join(folder, saved))).size > 0, what);
      continue;
    }
    assert.ok(media, `${what}: its answer is no JSON`);
    const answer = JSON.parse(output.toString());
    assertFits(answer, media.schema, what);
    // Examples of an answer without a name belong to the first sample.
    if (i === 0 && media.example !== undefined) assert.deepEqual(differences(media.example, answer), [], what);
  }
}

test('the document is valid OpenAPI 3.1', async () => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(structuredClone(DOC));
  assert.ok(valid, JSON.stringify(errors, null, 1));
  assert.equal(validator.version, '3.1');
});

test('the document has the version of the program', async () => {
  const { version } = await (await fetch(new URL('v2', program.url))).json();
  assert.equal(DOC.info.version, version);
});

test('the server gives the document as it is', async () => {
  const response = await fetch(new URL('api/openapi.json', program.url));
  assert.equal(response.headers.get('Content-Type'), 'application/json');
  assert.ok(isDeepStrictEqual(await response.json(), DOC));
});

// What is deleted last was there for all others; one reading goes before all of them do.
const LAST = OPERATIONS.filter(({ method }) => method === 'DELETE').sort((a, b) => b.path.length - a.path.length);
const FIRST = OPERATIONS.filter(({ method }) => method === 'POST');
const REST = OPERATIONS.filter((operation) => !LAST.includes(operation) && !FIRST.includes(operation));
for (const operation of [...FIRST, ...REST, ...LAST]) {
  test(`the samples of ${operation.method} ${operation.path} run, and their answers are what is promised`, () =>
    runSamples(operation));
}

for (const operation of OPERATIONS) {
  const { method, path } = operation;
  const media = operation.operation['requestBody']?.content['application/json'];
  for (const [name, { value }] of examples(media)) {
    test(`the example “${name}” of a body for ${method} ${path} is taken`, async () => {
      assertFits(value, media.schema, name);
      const kept = await fetch(new URL('api/v1/readings?text=7', program.url), {
        method: 'POST', body: await readFile(PICTURE),
      });
      const owner = kept.headers.get('Set-Cookie')?.split(';')[0] ?? '';
      const { id } = await kept.json();
      const { versions } = await (await fetch(new URL('v2/models/digits', program.url))).json();
      const url = new URL(path.slice(1).replace('{id}', id).replace('{version}', versions[0]), program.url);
      for (const parameter of operation.parameters) {
        const { in: place, name: key, required, example } = parameter;
        if (place === 'query' && required) url.searchParams.set(key, example);
      }
      const response = await fetch(url, {
        method, headers: { 'Content-Type': 'application/json', Cookie: owner }, body: JSON.stringify(value),
      });
      const answer = await response.json();
      const [status, { content }] = success(operation);
      assert.equal(String(response.status), status, JSON.stringify(answer));
      assertFits(answer, content['application/json'].schema, name);
      const expected = content['application/json'].examples?.[name]?.value;
      if (expected) assert.deepEqual(differences(expected, answer), []);
    });
  }
  for (const [name, { value }] of examples(success(operation)[1]['content']?.['application/json'])) {
    test(`the example ${name} of an answer to ${method} ${path} fits its schema`, () =>
      assertFits(value, success(operation)[1]['content']['application/json'].schema, name));
  }
}

test('a path takes no other method than those that are described', async () => {
  for (const path of Object.keys(DOC.paths)) {
    const described = OPERATIONS.filter((operation) => operation.path === path).map(({ method }) => method);
    const { versions } = await (await fetch(new URL('v2/models/digits', program.url))).json();
    const url = new URL(path.slice(1).replace('{id}', '0193640d-7f3a-7cc1-9a55-0d5e9f5c1b2e')
      .replace('{version}', versions[0]), program.url);
    for (const method of METHODS.filter((one) => !described.includes(one))) {
      const response = await fetch(url, { method });
      assert.equal(response.status, 405, `${method} ${path}`);
      const allowed = response.headers.get('Allow')?.split(', ').filter((one) => one !== 'HEAD').sort();
      assert.deepEqual(allowed, described.sort(), path);
    }
  }
});

test('errors are what is described, in the words of their routes', async () => {
  const problem = await fetch(new URL('api/v1/recognize', program.url), { method: 'POST', body: 'no picture' });
  assert.equal(problem.headers.get('Content-Type'), 'application/problem+json');
  assertFits(await problem.json(), { $ref: '#/components/schemas/Problem' }, 'a problem');
  const error = await fetch(new URL('v2/models/digits/infer', program.url), { method: 'POST', body: '{}' });
  assert.equal(error.headers.get('Content-Type'), 'application/json');
  assertFits(await error.json(), { $ref: '#/components/schemas/V2Error' }, 'an error');
});
