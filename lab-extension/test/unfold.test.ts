import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Step } from '../src/lesson';
import { IStone, StepState } from '../src/progress';
import { buildStages, frontier, IPlace, looks, takeUpAt, wayOn } from '../src/unfold';
import { cell } from './cells';

const stone = (step: Step, state: StepState): IStone => ({
  step,
  state,
  stars: 0,
  outOf: 0,
  firstCell: step
});
const path = (...states: StepState[]): IStone[] =>
  (['predis', 'lance', 'modifie', 'repare'] as const).map((step, index) =>
    stone(step, states[index] ?? 'todo')
  );
const place = (at: Step | null, passed: string[] = [], reopened: string[] = []): IPlace => ({
  at,
  passed: new Set(passed),
  reopened: new Set(reopened)
});

test('a new lesson shows its first step and nothing of the others', () => {
  assert.deepEqual(looks(path(), place('predis')), ['open', 'later', 'later', 'later']);
});

test('a step done stays open under her eyes while the next one appears', () => {
  const shown = looks(path('done'), place('predis'));
  assert.deepEqual(shown, ['open', 'open', 'later', 'later']);
});

test('a step done and left is one line, which can be opened again', () => {
  assert.deepEqual(looks(path('done'), place('lance')), ['folded', 'open', 'later', 'later']);
  const again = looks(path('done'), place('lance', [], ['predis']));
  assert.deepEqual(again, ['open', 'open', 'later', 'later']);
});

test('a step passed lets the next one appear', () => {
  const shown = looks(path(), place('lance', ['predis']));
  assert.deepEqual(shown, ['folded', 'open', 'later', 'later']);
});

test('a step begun and not passed holds the next ones back', () => {
  assert.equal(frontier(path('done', 'started'), new Set()), 1);
});

test('nothing is to come once all is done', () => {
  const all = path('done', 'done', 'done', 'done');
  assert.deepEqual(looks(all, place('repare')), ['folded', 'folded', 'folded', 'open']);
  assert.equal(wayOn(all, 'repare', new Set()), null);
});

test('the way on from the last step is to hand in, while there is something to hand in', () => {
  const all = path('done', 'done', 'done', 'todo');
  assert.equal(wayOn(all, 'repare', new Set(), true), 'hand-in');
  assert.equal(wayOn(all, 'modifie', new Set(), true), 'go-on');
  assert.equal(wayOn(all, 'bilan', new Set(), true), null);
});

test('steps that are only read come with the next gesture', () => {
  const cells = [
    cell('t', 'titre', 'titre', null),
    cell('q', 'predis', 'quiz', null),
    cell('l', 'lance', 'exemple', null),
    cell('m', 'metier', 'texte', null)
  ];
  const stages = buildStages(cells, [stone('predis', 'todo'), stone('lance', 'todo')]);
  assert.deepEqual(stages.map(one => one.cells), [['t', 'q'], ['l', 'm']]);
});

test('a lesson opened again takes up where she was', () => {
  assert.equal(takeUpAt(path('done', 'done'), new Set(), 'lance'), 'lance');
  assert.equal(takeUpAt(path('done', 'done'), new Set(), null), 'modifie');
});

test('a place further than what is shown is not believed', () => {
  assert.equal(takeUpAt(path('done'), new Set(), 'repare'), 'lance');
});

test('the way on says whether the step is passed or left behind', () => {
  assert.equal(wayOn(path(), 'predis', new Set()), 'pass');
  assert.equal(wayOn(path('done'), 'predis', new Set()), 'go-on');
  assert.equal(wayOn(path(), 'predis', new Set(['predis'])), 'go-on');
});
