/**
 * The network on the project's kernels, in ONNX Runtime, OpenCV and libtorch, interleaved, one thread: bench/peers.sh starts this.
 * A round measures each for a moment; a ratio is made within a round, so that what else the machine does hits both.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { identityModel } from './identity_onnx.mjs';

const [program, others, folder] = process.argv.slice(2, 5);
const rounds = Number(process.argv[5]);
// The tests' own installation, so that the version is pinned once.
const ort = createRequire(new URL('../tests/onnx/package.json', import.meta.url))('onnxruntime-node');
const PIXELS = 28 * 28;
const CLASSES = 11;
const MILLISECONDS = 300; // of each measurement
const TILES = Float32Array.from(readFileSync(join(folder, 'tiles.u8')), (pixel) => pixel / 255);
const BATCHES = [1, 64];

/** @param {number[]} numbers */
function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param {Buffer | string} model */
const open = (model) =>
  ort.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential' });

/**
 * Median microseconds of a call.
 * @param {import('onnxruntime-node').InferenceSession} session
 * @param {string} output
 * @param {number} batch
 */
async function callTime(session, output, batch) {
  const feeds = { tiles: new ort.Tensor('float32', TILES.slice(0, batch * PIXELS), [batch, 1, 28, 28]) };
  const times = [];
  await session.run(feeds, [output]);
  for (const end = performance.now() + MILLISECONDS; performance.now() < end; ) {
    const start = performance.now();
    await session.run(feeds, [output]);
    times.push((performance.now() - start) * 1000);
  }
  return median(times);
}

/**
 * This project, OpenCV and libtorch, by bench/peers_main.cpp.
 * @param {string} onnx
 * @param {string} identityFile
 * @param {string[]} model its file, where it is not the embedded one
 */
function othersRound(onnx, identityFile, model) {
  const round = [onnx, identityFile, join(folder, 'tiles.u8'), String(MILLISECONDS / 1000), ...model];
  return JSON.parse(execFileSync(others, round, { encoding: 'utf8' }));
}

/**
 * Stops where ONNX Runtime's logits differ by more than 1e-4 of the largest.
 * @param {import('onnxruntime-node').InferenceSession} session
 * @param {number[]} own
 */
async function checkAgreement(session, own) {
  const count = own.length / CLASSES;
  const tiles = new ort.Tensor('float32', TILES.slice(0, count * PIXELS), [count, 1, 28, 28]);
  const { logits } = await session.run({ tiles }, ['logits']);
  for (let tile = 0; tile < count; tile += 1) {
    const expected = own.slice(tile * CLASSES, (tile + 1) * CLASSES);
    const largest = Math.max(...expected.map(Math.abs));
    const difference = Math.max(...expected.map((value, i) => Math.abs(value - logits.data[tile * CLASSES + i])));
    if (!(difference <= 1e-4 * largest)) throw new Error(`ONNX Runtime gives other logits for tile ${tile}`);
  }
}

/** @param {number[]} numbers */
const spread = (numbers) => `${median(numbers).toFixed(2)} (${Math.min(...numbers).toFixed(2)} to ${Math.max(...numbers).toFixed(2)})`;

const about = JSON.parse(execFileSync(program, ['bench', '--json', '--threads', '1', '--seconds', '0.01'], { encoding: 'utf8' }));
console.log(`${about.cpu}; kernels ${about.kernels}; one thread; inkdigit ${about.version}, commit ${about.commit}`);
const identityFile = join(folder, 'identity.onnx');
writeFileSync(identityFile, identityModel());
const identity = await open(identityFile);
const peaks = [];
const rows = [];
for (const name of ['digits', 'fixed']) {
  const model = name === 'digits' ? [] : [join(folder, `${name}.safetensors`)];
  const options = model.flatMap((file) => ['--model', file]);
  const file = join(folder, `${name}.bench.onnx`);
  execFileSync(program, ['model', 'export-onnx', ...options, file]);
  const info = JSON.parse(execFileSync(program, ['model', 'info', '--json', ...options], { encoding: 'utf8' }));
  const session = await open(file);
  /** Microseconds a tile, [batch][library][round]. @type {Map<string, number[]>[]} */
  const times = BATCHES.map(() => new Map());
  for (let round = 0; round < rounds; round += 1) {
    const measured = othersRound(file, identityFile, model);
    peaks.push(measured.fma_peak_gflops);
    for (const [i, batch] of BATCHES.entries()) {
      const { inkdigit, peers, logits } = measured.batches[i];
      if (round === 0) await checkAgreement(session, logits);
      const call = await callTime(identity, 'same', batch);
      const runtime = (await callTime(session, 'logits', batch)) - call;
      for (const [library, time] of Object.entries({ inkdigit, 'ONNX Runtime 1.16.3': runtime, ...peers })) {
        times[i].set(library, [...(times[i].get(library) ?? []), time / batch]);
      }
    }
  }
  for (const [i, batch] of BATCHES.entries()) {
    const own = times[i].get('inkdigit');
    for (const [library, peer] of times[i]) {
      const time = median(peer);
      const ratio = library === 'inkdigit' ? '' : spread(peer.map((us, round) => us / own[round]));
      rows.push([
        name === 'digits' ? info.name : name, `${(info.multiply_adds / 1e6).toFixed(1)} M`, batch, library, time.toFixed(1),
        ((2e-3 * info.multiply_adds) / time).toFixed(0), ratio,
      ]);
    }
  }
}
console.log(`FMA peak of one core, measured in the same processes: ${spread(peaks)} GFLOP/s; call costs are taken off; ${rounds} rounds\n`);
console.log('| network | multiply-adds | tiles a call | library | us a tile | GFLOP/s, as direct | times as long: median (lowest to highest round) |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const row of rows) console.log(`| ${row.join(' | ')} |`);
