import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comfortClasses, readComfort } from '../src/comfort';

test('nothing kept is everybody’s comfort, and adds nothing to the page', () => {
  assert.deepEqual(comfortClasses(readComfort(null)), []);
  assert.deepEqual(readComfort('x'), readComfort({}));
});

test('a choice kept comes back, one that does not exist is everybody’s', () => {
  const comfort = readComfort({ size: 'large', theme: 'purple' });
  assert.deepEqual([comfort.size, comfort.theme], ['large', 'light']);
  assert.deepEqual(comfortClasses(comfort), ['qp-size-large']);
});
