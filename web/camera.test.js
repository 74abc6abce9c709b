import assert from 'node:assert/strict';
import { test } from 'node:test';

import { troubleInWords } from './camera.js';

test('every trouble with the camera says what is wrong and what to do', () => {
  const said = ['NotAllowedError', 'SecurityError', 'NotFoundError', 'OverconstrainedError', 'NotReadableError',
    'AbortError', 'SomethingNew', ''].map(troubleInWords);
  for (const words of said) assert.match(words, /^[A-Z].*\. .*, or choose a picture instead\.$/);
  assert.match(troubleInWords('NotAllowedError'), /Allow it/);
  assert.match(troubleInWords('NotFoundError'), /no camera/);
  assert.equal(new Set(said).size, 5);
});
