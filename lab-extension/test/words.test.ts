import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEPS } from '../src/lesson';
import * as words from '../src/words';

const BANNED = /\b(faux|erreur|échec|raté|mauvais|nul|oublié|simplement|il suffit|facile)\b|\(s\)/i;

function sentences(): string[] {
  return Object.values(words).flatMap(value => (typeof value === 'string' ? value : Object.values(value)));
}

test('no banned word is shown to a learner', () => {
  assert.deepEqual(sentences().filter(sentence => BANNED.test(sentence)), []);
});

test('every step has a name', () => {
  assert.deepEqual(Object.keys(words.STEP_NAMES).sort(), [...STEPS].sort());
});

test('a step that comes later names the button that is really there', () => {
  assert.match(words.sayNotReached(false), /ou choisis « Passer »\.$/);
  assert.match(words.sayNotReached(true), /Clique d’abord sur « Étape suivante »\.$/);
});
