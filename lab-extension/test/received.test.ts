import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IWord } from '../src/api';
import { justRead, sortWords, wordsOf } from '../src/received';

const word = (id: number, earlier = false, read = false): IWord => ({
  id,
  text: '',
  rework: false,
  read,
  earlier
});

test('a word about an earlier work stands apart, in the same order', () => {
  const { fresh, past } = sortWords([word(4), word(3), word(2, true), word(1, true)]);
  assert.deepEqual(fresh.map(one => one.id), [4, 3]);
  assert.deepEqual(past.map(one => one.id), [2, 1]);
});

test('all the words that she opens are read, once', () => {
  assert.deepEqual(justRead([word(3), word(2, true), word(1, true, true)], true), [3, 2]);
});

test('a word below the result of a new work is not read yet', () => {
  assert.deepEqual(justRead([word(3), word(2, true)], false), [3]);
});

test('an answer without words has none', () => {
  assert.deepEqual(wordsOf({}), []);
});
