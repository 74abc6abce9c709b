import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { exampleOf, membersOf, namesIn, operationsOf, pretty, resolve, sampleFor, typeOf } from './openapi.js';

const DOC = JSON.parse(await readFile(new URL('../api/openapi.json', import.meta.url), 'utf8'));

test('every operation of the document is listed, under the tags in their order', () => {
  const operations = operationsOf(DOC);
  const keys = Object.values(DOC.paths).flatMap((item) => Object.keys(item));
  assert.equal(operations.length, keys.filter((key) => key !== 'parameters').length);
  const tags = DOC.tags.map((/** @type {{name: string}} */ { name }) => name);
  assert.deepEqual([...new Set(operations.map(({ tag }) => tag))], tags);
  assert.equal(operations[0]?.path, '/api/v1/recognize');
});

test('every operation says what it does and has a sample that asks its own path', () => {
  for (const { path, operation } of operationsOf(DOC)) {
    assert.ok(operation['summary'] && operation['operationId'], path);
    for (const { source } of operation['x-codeSamples']) {
      const pattern = path.replace(/\{(\w+)\}/g, '$$$1');
      assert.ok(source.includes(`http://127.0.0.1:8000${pattern}`), `${path}: ${source}`);
    }
    assert.ok(operation['x-codeSamples'].length > 0, path);
  }
});

test('parameters of the path and of the operation come together, with their references followed', () => {
  const operation = operationsOf(DOC).find(({ operation: { operationId } }) => operationId === 'showReading');
  assert.deepEqual(operation?.parameters.map(({ name }) => name), ['id', 'tiles']);
});

test('a schema is told in a few words', () => {
  assert.equal(typeOf({ type: 'string', enum: ['0', '1'] }), '0 | 1');
  assert.equal(typeOf({ type: 'array', items: { $ref: '#/components/schemas/Digit' } }), 'array of Digit');
  assert.equal(typeOf({ type: 'number', minimum: 0, maximum: 1 }), 'number, 0 to 1');
  assert.equal(typeOf({ type: ['string', 'null'] }), 'string or null');
  assert.equal(typeOf({ type: 'string', format: 'binary' }), 'bytes');
  assert.equal(typeOf({ type: 'string', contentEncoding: 'base64' }), 'string, base64');
  assert.equal(typeOf({ oneOf: [{ type: 'null' }, { $ref: '#/x/Problem' }] }), 'null, or Problem');
  assert.equal(typeOf({ type: 'array' }), 'array of values');
});

test('members are found through references, choices and arrays', () => {
  const digit = membersOf(DOC, { $ref: '#/components/schemas/Digit' });
  assert.deepEqual(digit.find(({ name }) => name === 'digit'),
    { name: 'digit', type: 'integer, 0 to 9', required: true, description: '' });
  assert.deepEqual(membersOf(DOC, { type: 'array', items: { $ref: '#/components/schemas/Digit' } }), digit);
  assert.deepEqual(membersOf(DOC, { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Digit' }] }), digit);
  assert.deepEqual(membersOf(DOC, { type: 'string' }), []);
});

test('the schemas that an answer leads to are named once', () => {
  const { schema } = resolve(DOC, DOC.paths['/api/v1/recognize'].post.responses['200'])['content']['application/json'];
  assert.deepEqual([...namesIn(DOC, schema)], ['Reading', 'Digit', 'Evidence', 'Problem']);
});

test('examples come with either spelling', () => {
  assert.equal(exampleOf({ example: 1 }), 1);
  assert.equal(exampleOf({ examples: { a: { value: 2 } } }), 2);
  assert.equal(exampleOf({}), undefined);
  assert.equal(exampleOf(undefined), undefined);
});

test('numbers stay on one line, and samples ask the server that shows them', () => {
  assert.equal(pretty({ a: [1, 2], b: { c: 'd' } }), '{\n  "a": [1, 2],\n  "b": {\n    "c": "d"\n  }\n}');
  assert.equal(sampleFor('curl http://127.0.0.1:8000/v2', 'https://ink.test/x/'), 'curl https://ink.test/x/v2');
});
