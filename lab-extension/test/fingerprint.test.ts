import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fingerprint } from '../src/fingerprint';

test('the same answers have the same name, and any change gives another', () => {
  const name = fingerprint(['t.avance(50)', 'é 🎈']);
  assert.equal(name, fingerprint(['t.avance(50)', 'é 🎈']));
  assert.match(name, /^[0-9a-f]{8}$/);
  for (const other of [['t.avance(51)', 'é 🎈'], ['é 🎈', 't.avance(50)'], ['t.avance(50)é 🎈'], []]) {
    assert.notEqual(fingerprint(other), name);
  }
});
