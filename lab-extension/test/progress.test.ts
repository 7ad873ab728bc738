import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ICell } from '../src/lesson';
import { IOutcome } from '../src/outcome';
import { buildPath, currentStep, report, totals, withBest } from '../src/progress';
import { LESSON, withRun } from './cells';

const OUT_OF = new Map([
  [2, 3],
  [3, 3]
]);
const won = (stars: number): IOutcome => ({ stars, outOf: 3, sentence: '', more: '' });
const path = (
  ran: string[] = [],
  outcomes: [number, IOutcome][] = [],
  seen: string[] = []
) => buildPath(withRun(...ran), new Map(outcomes), OUT_OF, new Set(seen));

test('steps that are only read are no stones of the path', () => {
  assert.deepEqual(path().map(stone => stone.step), ['predis', 'lance', 'modifie', 'repare', 'garder']);
});

test('nothing is done at first and the first stone is the current one', () => {
  assert.ok(path().every(stone => stone.state === 'todo'));
  assert.equal(currentStep(path()), 'predis');
});

test('a prediction counts once it is made, not when its widget shows', () => {
  assert.equal(path(['quiz'])[0]?.state, 'todo');
  assert.equal(path(['quiz'], [], ['predis'])[0]?.state, 'done');
});

test('an exercise is done with one star and shows all it has won', () => {
  const stone = path([], [[2, won(1)]])[2];
  assert.deepEqual([stone?.state, stone?.stars, stone?.outOf], ['done', 1, 3]);
});

test('a step whose exercise succeeded is done, even when its example was never run', () => {
  const mark = { step: 'cree', exercise: null } as const;
  const cells: ICell[] = [
    { id: 'example', ran: false, mark: { ...mark, role: 'exemple' } },
    { id: 'answer', ran: true, mark: { ...mark, role: 'reponse', exercise: 2 } }
  ];
  const [stone] = buildPath(cells, new Map([[2, won(3)]]), OUT_OF, new Set());
  assert.equal(stone?.state, 'done');
});

test('an exercise judged at zero star is not done', () => {
  assert.equal(path([], [[2, won(0)]])[2]?.state, 'todo');
});

test('a learner who skipped a step takes up after the furthest one begun', () => {
  assert.equal(currentStep(path([], [[2, won(3)]])), 'repare');
});

test('once the end is reached, the first step skipped comes back', () => {
  const all = path(['keep'], [[2, won(3)]]);
  assert.equal(currentStep(all), 'predis');
});

test('when all is done the last step stays current', () => {
  const all = path(['example', 'keep'], [[2, won(3)], [3, won(1)]], ['predis']);
  assert.equal(currentStep(all), 'garder');
  assert.deepEqual(totals(all), { stars: 4, outOf: 6 });
});

test('a notebook without gestures has an empty path', () => {
  assert.deepEqual(buildPath(LESSON.slice(0, 2), new Map(), OUT_OF, new Set()), []);
  assert.equal(currentStep([]), 'titre');
});

test('the room is told the steps done and the stars by exercise number', () => {
  const outcomes = new Map([[2, won(2)]]);
  const body = report('P01', 'modifie', path(['example'], [[2, won(2)]]), outcomes);
  assert.deepEqual(body, {
    lesson: 'P01',
    step: 'modifie',
    steps_done: ['lance', 'modifie'],
    stars: { '2': 2 }
  });
});

test('a new try never takes a star away, and a better one counts', () => {
  const best = new Map([
    [2, 3],
    [3, 1]
  ]);
  const counted = withBest(new Map([[2, won(1)], [3, won(2)]]), best);
  assert.deepEqual([counted.get(2)?.stars, counted.get(3)?.stars], [3, 2]);
});

test('stars won before count even when no result shows any more', () => {
  const counted = withBest(new Map(), new Map([[2, 2]]));
  assert.equal(buildPath(withRun(), counted, OUT_OF, new Set())[2]?.state, 'done');
});
