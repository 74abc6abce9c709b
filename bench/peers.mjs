/**
 * The network on the project's kernels and in ONNX Runtime, interleaved, one thread: bench/peers.sh starts this.
 * A round measures each for a moment; a ratio is made within a round, so that what else the machine does hits both.
 */

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { identityModel } from './identity_onnx.mjs';

const [program, folder, rounds] = [process.argv[2], process.argv[3], Number(process.argv[4])];
// The tests' own installation, so that the version is pinned once.
const ort = createRequire(new URL('../tests/onnx/package.json', import.meta.url))('onnxruntime-node');
const PIXELS = 28 * 28;
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
 * Microseconds of a call for each of BATCHES.
 * @param {string[]} model arguments of inkdigit
 */
function ownTimes(model) {
  const bench = ['bench', '--json', '--threads', '1', '--seconds', String(MILLISECONDS / 1000), ...model];
  const { stages, ...rest } = JSON.parse(execFileSync(program, bench, { encoding: 'utf8' }));
  const of = (name) => stages.find((stage) => stage.name === name).median_us;
  return { times: [of('network'), of('network_batch')], ...rest };
}

const identity = await open(identityModel());
for (const name of ['embedded', 'fixed']) {
  const model = name === 'embedded' ? [] : ['--model', join(folder, `${name}.safetensors`)];
  const file = join(folder, `${name}.bench.onnx`);
  execFileSync(program, ['model', 'export-onnx', ...model, file]);
  const info = JSON.parse(execFileSync(program, ['model', 'info', '--json', ...model], { encoding: 'utf8' }));
  const session = await open(file);
  const results = BATCHES.map(() => ({ own: [], peer: [], ratio: [] }));
  let about;
  for (let round = 0; round < rounds; round += 1) {
    const { times, ...rest } = ownTimes(model);
    about = rest;
    for (const [i, batch] of BATCHES.entries()) {
      const call = await callTime(identity, 'same', batch);
      const peer = (await callTime(session, 'logits', batch)) - call;
      results[i].own.push(times[i] / batch);
      results[i].peer.push(peer / batch);
      results[i].ratio.push(peer / times[i]);
    }
  }
  if (name === 'embedded') {
    console.log(`${about.cpu}; kernels ${about.kernels}; one thread; inkdigit ${about.version}, commit ${about.commit}`);
    console.log(`ONNX Runtime ${ort.env?.versions?.common ?? 'of tests/onnx/package.json'}, its call cost taken off; ${rounds} rounds\n`);
    console.log('| network | multiply-adds | tiles a call | inkdigit, us a tile | ONNX Runtime | ratio: median (lowest to highest round) |');
    console.log('| --- | --- | --- | --- | --- | --- |');
  }
  for (const [i, batch] of BATCHES.entries()) {
    const { own, peer, ratio } = results[i];
    const spread = `${median(ratio).toFixed(2)} (${Math.min(...ratio).toFixed(2)} to ${Math.max(...ratio).toFixed(2)})`;
    console.log(
      `| ${info.name} | ${(info.multiply_adds / 1e6).toFixed(1)} M | ${batch} | ${median(own).toFixed(1)} | ${median(peer).toFixed(1)} | ${spread} |`,
    );
  }
}
