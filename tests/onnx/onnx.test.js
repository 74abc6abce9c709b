/**
 * What `inkdigit model export-onnx` writes, run by ONNX Runtime, gives the answers of the project's own kernels.
 * tests/onnx/run.sh makes the answers (core/onnx/reference_for_test.cpp says in which files) and starts this.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import ort from 'onnxruntime-node';

const PROGRAM = fromEnvironment('INKDIGIT_PROGRAM');
const FOLDER = fromEnvironment('INKDIGIT_ONNX_REFERENCE');
const CLASSES = 11;
const PIXELS = 28 * 28;
// Absolute for probabilities; for logits a share of the tile's largest.
const TOLERANCE = 1e-4;

/** @type {{tiles: number, pictures: number, models: {name: string, kernels: string[], sha256: string}[]}} */
const REFERENCE = JSON.parse(readFileSync(join(FOLDER, 'reference.json'), 'utf8'));
const TILES = Float32Array.from(readFileSync(join(FOLDER, 'tiles.u8')), (pixel) => pixel / 255);

/** @param {string} name */
function fromEnvironment(name) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this with tests/onnx/run.sh`);
  return value;
}

/**
 * The reference's numbers of one model and kernel set.
 * @param {string} file
 */
function readFloats(file) {
  const bytes = readFileSync(join(FOLDER, file));
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  assert.equal(floats.length, REFERENCE.tiles * CLASSES, file);
  return floats;
}

/**
 * A session with what the program exports, and the hash that the program says its weights have.
 * @param {string} name
 * @param {object} [options] of ONNX Runtime
 */
async function open(name, options = {}) {
  const model = name === 'embedded' ? [] : ['--model', join(FOLDER, `${name}.safetensors`)];
  const file = join(FOLDER, `${name}.onnx`);
  execFileSync(PROGRAM, ['model', 'export-onnx', ...model, file]);
  const info = JSON.parse(execFileSync(PROGRAM, ['model', 'info', '--json', ...model], { encoding: 'utf8' }));
  const session = await ort.InferenceSession.create(file, { intraOpNumThreads: 2, ...options });
  return { session, sha256: info.sha256 };
}

/**
 * All tiles through ONNX Runtime, so many at a time; the last batch is smaller where they do not come out even.
 * @param {ort.InferenceSession} session
 * @param {number} batch
 */
async function run(session, batch) {
  const logits = new Float32Array(REFERENCE.tiles * CLASSES);
  const probabilities = new Float32Array(REFERENCE.tiles * CLASSES);
  for (let first = 0; first < REFERENCE.tiles; first += batch) {
    const count = Math.min(batch, REFERENCE.tiles - first);
    const input = TILES.slice(first * PIXELS, (first + count) * PIXELS);
    const output = await session.run({ tiles: new ort.Tensor('float32', input, [count, 1, 28, 28]) });
    for (const [name, all] of Object.entries({ logits, probabilities })) {
      assert.deepEqual([...output[name].dims], [count, CLASSES], name);
      all.set(output[name].data, first * CLASSES);
    }
  }
  return { logits, probabilities };
}

/**
 * The largest difference, each tile's as a share of what `scale` makes of the tile's expected numbers.
 * @param {Float32Array} actual
 * @param {Float32Array} expected
 * @param {(numbers: Float32Array) => number} scale
 */
function difference(actual, expected, scale) {
  let largest = 0;
  for (let first = 0; first < expected.length; first += CLASSES) {
    const unit = scale(expected.subarray(first, first + CLASSES));
    for (let i = first; i < first + CLASSES; i += 1) {
      const here = Math.abs(actual[i] - expected[i]) / unit;
      largest = Number.isNaN(here) ? Infinity : Math.max(largest, here);
    }
  }
  return largest;
}

/** @param {Float32Array} numbers */
const largestSize = (numbers) => Math.max(...numbers.map(Math.abs));

/** @param {Float32Array} numbers */
const best = (numbers) => numbers.indexOf(Math.max(...numbers));

/**
 * @param {import('node:test').TestContext} context
 * @param {{name: string, kernels: string[]}} model
 * @param {{logits: Float32Array, probabilities: Float32Array}} answers
 */
function assertAgrees(context, model, answers) {
  for (const kernels of model.kernels) {
    const logits = difference(answers.logits, readFloats(`${model.name}.${kernels}.logits.f32`), largestSize);
    const probabilities = difference(
      answers.probabilities, readFloats(`${model.name}.${kernels}.probabilities.f32`), () => 1);
    context.diagnostic(`${kernels}: logits ${logits.toExponential(1)} of the tile's largest, ` +
      `probabilities ${probabilities.toExponential(1)}`);
    assert.ok(logits <= TOLERANCE, `${kernels}: logits differ by ${logits} of the tile's largest`);
    assert.ok(probabilities <= TOLERANCE, `${kernels}: probabilities differ by ${probabilities}`);
  }
}

test('the reference has 100 tiles, the embedded model and the scalar kernels\' answers of every model', () => {
  assert.equal(REFERENCE.tiles, 100);
  assert.equal(TILES.length, 100 * PIXELS);
  assert.equal(REFERENCE.models[0]?.name, 'embedded');
  for (const model of REFERENCE.models) assert.ok(model.kernels.includes('scalar'), model.name);
});

for (const model of REFERENCE.models) {
  for (const batch of [1, 7, 100]) {
    test(`the ${model.name} model agrees in batches of ${batch}`, async (context) => {
      const { session, sha256 } = await open(model.name);
      assert.equal(sha256, model.sha256, 'the program and the reference were built with different weights');
      assert.deepEqual([...session.inputNames], ['tiles']);
      assert.deepEqual([...session.outputNames], ['logits', 'probabilities']);
      assertAgrees(context, model, await run(session, batch));
    });
  }

  test(`the ${model.name} model agrees as it is written, without the runtime's optimisations`, async (context) => {
    const { session } = await open(model.name, { graphOptimizationLevel: 'disabled' });
    assertAgrees(context, model, await run(session, 100));
  });
}

test('ONNX Runtime reads the picture of a 7 as 7, and the tiles have many different answers', async () => {
  const { session } = await open('embedded');
  const { probabilities } = await run(session, 100);
  const answers = Array.from({ length: REFERENCE.tiles },
    (_, tile) => best(probabilities.subarray(tile * CLASSES, (tile + 1) * CLASSES)));
  assert.equal(REFERENCE.pictures, 1);
  assert.equal(answers[0], 7);
  assert.ok(new Set(answers).size >= 8, `only ${[...new Set(answers)].join(', ')}`);
});

test("the documentation's example for Node prints the 1 that it draws", () => {
  const documentation = readFileSync(new URL('../../docs/model-format.md', import.meta.url), 'utf8');
  const example = /```js\n(.*?)```/s.exec(documentation)?.[1] ?? '';
  const folder = mkdtempSync(join(FOLDER, 'example-'));
  execFileSync(PROGRAM, ['model', 'export-onnx', 'digits.onnx'], { cwd: folder });
  assert.ok(example.includes("'digits.onnx'"), example);
  const code = example.replace("'digits.onnx'", JSON.stringify(join(folder, 'digits.onnx')));
  // From here, where onnxruntime-node is installed.
  const printed = execFileSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: fileURLToPath(new URL('.', import.meta.url)),
    encoding: 'utf8',
  });
  assert.equal(printed, '1\n');
});
