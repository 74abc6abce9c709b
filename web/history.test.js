import assert from 'node:assert/strict';
import { test } from 'node:test';

import { advance, begin, canRedo, canUndo, newest, redo, undo } from './history.js';

test('undo goes back step by step and stops at the beginning', () => {
  const history = advance(advance(begin('a'), 'b'), 'c');
  assert.equal(history.present, 'c');
  assert.equal(undo(history).present, 'b');
  assert.equal(undo(undo(history)).present, 'a');
  assert.equal(undo(undo(undo(history))).present, 'a');
  assert.equal(canUndo(undo(undo(history))), false);
});

test('a new step after an undo starts from there', () => {
  const history = advance(undo(advance(begin('a'), 'b')), 'c');
  assert.equal(history.present, 'c');
  assert.equal(undo(history).present, 'a');
});

test('redo brings back what was undone, in order, until something new is done', () => {
  const undone = undo(undo(advance(advance(begin('a'), 'b'), 'c')));
  assert.equal(redo(undone).present, 'b');
  assert.equal(redo(redo(undone)).present, 'c');
  assert.equal(redo(redo(redo(undone))).present, 'c');
  assert.equal(canRedo(redo(redo(undone))), false);
  assert.equal(undo(redo(redo(undone))).present, 'b');
  assert.equal(canRedo(undone), true);
  assert.equal(canRedo(advance(undone, 'd')), false);
});

test('the oldest steps are forgotten, never the newest', () => {
  let history = begin(0);
  for (let i = 1; i <= 250; ++i) history = advance(history, i);
  assert.equal(history.present, 250);
  assert.equal(history.past.length, 100);
  assert.equal(history.past[0], 150);
});

/** @param {number | string} value @returns {value is number} */
const isNumber = (value) => typeof value === 'number';
/** @param {number | string} value @returns {value is string} */
const isString = (value) => typeof value === 'string';

test('the newest value of a kind is found, the present first', () => {
  const numbers = advance(begin(/** @type {number | string} */ (1)), 2);
  const both = advance(numbers, 'two');
  assert.equal(newest(both, isNumber), 2);
  assert.equal(newest(both, isString), 'two');
  assert.equal(newest(numbers, isString), undefined);
});
