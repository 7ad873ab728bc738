import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plan } from '../src/plan';
import { LESSON, withRun } from './cells';

const none = new Set<string>();

test('a check runs the answer of its own exercise just before itself', () => {
  const { shown } = plan(LESSON, 'check3', new Set(['prep']));
  assert.deepEqual(shown, ['answer3', 'check3']);
});

test('a fresh kernel gets the preparation first', () => {
  assert.deepEqual(plan(LESSON, 'check2', none).shown, ['prep', 'answer2', 'check2']);
});

test('a living kernel is not prepared twice', () => {
  assert.deepEqual(plan(LESSON, 'example', new Set(['prep'])).shown, ['example']);
});

test('a fresh kernel learns again, out of sight, what the learner had run above', () => {
  const { restored } = plan(withRun('prep', 'quiz', 'example', 'answer2', 'answer3'), 'check3', none);
  assert.deepEqual(restored, ['example', 'answer2']);
});

test('nothing that the learner has not run is run for her', () => {
  assert.deepEqual(plan(LESSON, 'check3', none), {
    restored: [],
    shown: ['prep', 'answer3', 'check3']
  });
});

test('what is kept is the last answer above, run again', () => {
  const { restored, shown } = plan(withRun('answer2', 'answer3'), 'keep', new Set(['prep']));
  assert.deepEqual(restored, ['answer2']);
  assert.deepEqual(shown, ['answer3', 'keep']);
});

test('cells below the gesture are never run', () => {
  const everything = withRun(...LESSON.map(cell => cell.id));
  const { restored, shown } = plan(everything, 'example', none);
  assert.deepEqual([...restored, ...shown], ['prep', 'example']);
});

test('a cell that is gone plans nothing', () => {
  assert.deepEqual(plan(LESSON, 'gone', none), { restored: [], shown: [] });
});
