import assert from 'node:assert/strict';
import { test } from 'node:test';

import { commandOf } from './keys.js';

/** @param {string} key @param {Partial<Parameters<typeof commandOf>[0]>} [held] */
const press = (key, held = {}) =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, repeat: false, ...held });

test('Z undoes, alone or as everywhere else with Ctrl or Command, and goes on while held', () => {
  assert.equal(commandOf(press('z'), false), 'undo');
  assert.equal(commandOf(press('Z'), true), 'undo', 'with caps lock');
  assert.equal(commandOf(press('z', { ctrlKey: true }), false), 'undo');
  assert.equal(commandOf(press('z', { metaKey: true }), false), 'undo');
  assert.equal(commandOf(press('z', { repeat: true }), false), 'undo');
});

test('Y redoes, and so does Z with Shift', () => {
  assert.equal(commandOf(press('y'), false), 'redo');
  assert.equal(commandOf(press('y', { ctrlKey: true, repeat: true }), false), 'redo');
  assert.equal(commandOf(press('Z', { shiftKey: true }), false), 'redo');
  assert.equal(commandOf(press('Z', { shiftKey: true, metaKey: true }), true), 'redo');
});

test('E takes the eraser, W another pen, P a picture, with no other key held', () => {
  assert.deepEqual(['e', 'W', 'p'].map((key) => commandOf(press(key), true)), ['erase', 'width', 'picture']);
  assert.deepEqual(['e', 'w', 'p'].map((key) => commandOf(press(key, { ctrlKey: true }), false)), [null, null, null]);
  assert.equal(commandOf(press('e', { repeat: true }), false), null);
});

test('S saves, T changes the theme and ? helps', () => {
  const help = press('?', { shiftKey: true });
  assert.deepEqual([press('s'), press('t'), help].map((event) => commandOf(event, true)), ['save', 'theme', 'help']);
});

test('with single keys switched off, letters do nothing, and Ctrl+Z and Enter still work', () => {
  for (const key of 'zycewpst?') assert.equal(commandOf(press(key), false, false), null);
  assert.equal(commandOf(press('z', { ctrlKey: true }), false, false), 'undo');
  assert.equal(commandOf(press('y', { metaKey: true }), false, false), 'redo');
  assert.equal(commandOf(press('Enter'), false, false), 'read');
  assert.equal(commandOf(press('ArrowLeft'), false, false), 'previous');
});

test('C clears, but Ctrl+C still copies', () => {
  assert.equal(commandOf(press('c'), false), 'clear');
  assert.equal(commandOf(press('c', { ctrlKey: true }), false), null);
  assert.equal(commandOf(press('c', { metaKey: true }), false), null);
});

test('Enter reads, except on a control, which it presses', () => {
  assert.equal(commandOf(press('Enter'), false), 'read');
  assert.equal(commandOf(press('Enter'), true), null);
  assert.equal(commandOf(press('Enter', { repeat: true }), false), null);
});

test('the arrows go from find to find, except on a control, which may need them', () => {
  assert.equal(commandOf(press('ArrowLeft'), false), 'previous');
  assert.equal(commandOf(press('ArrowRight', { repeat: true }), false), 'next');
  assert.equal(commandOf(press('ArrowRight'), true), null);
});

test('other keys and Alt are left to the browser', () => {
  assert.equal(commandOf(press('x'), false), null);
  assert.equal(commandOf(press('z', { altKey: true }), false), null);
});
