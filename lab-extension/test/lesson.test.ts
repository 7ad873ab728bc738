import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLesson, readMark } from '../src/lesson';

test('a mark gives the step, the role and the exercise', () => {
  const mark = readMark({ etape: 'modifie', role: 'reponse', exercice: 2 });
  assert.deepEqual(mark, { step: 'modifie', role: 'reponse', exercise: 2 });
});

test('a mark without an exercise has none', () => {
  assert.equal(readMark({ etape: 'lance', role: 'exemple' })?.exercise, null);
});

test('what is not a mark of ours is no mark', () => {
  for (const other of [undefined, null, 'titre', [], {}, { etape: 'lance' }, { etape: 'x', role: 'y' }]) {
    assert.equal(readMark(other), null);
  }
});

test('a notebook without any mark is left alone', () => {
  assert.equal(isLesson([null, null]), false);
  assert.equal(isLesson([null, readMark({ etape: 'titre', role: 'titre' })]), true);
});
