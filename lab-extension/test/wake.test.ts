import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorOf, keepGesture, presenceOf, takeGesture } from '../src/wake';

test('the door of a lesson is beside the page of all lessons', () => {
  assert.equal(doorOf('/services/salle/lecons', 'P01'), '/services/salle/ouvrir/P01');
  assert.equal(doorOf(null, 'P01'), null);
  assert.equal(doorOf('/services/salle/lecons', undefined), null);
});

test('a server that the Hub has stopped is asleep', () => {
  assert.equal(presenceOf(424), 'asleep');
});

test('a server that another tab has woken up does not know this page yet', () => {
  assert.equal(presenceOf(403), 'asleep');
});

test('a page is never left for a house that does not answer', () => {
  for (const status of [null, 500, 502, 503, 504]) {
    assert.equal(presenceOf(status), 'unreachable');
  }
});

test('a server that answers is there', () => {
  assert.equal(presenceOf(200), 'there');
});

test('a gesture is taken up once', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key)
  } as unknown as Storage;
  assert.equal(takeGesture(storage), null);
  keepGesture('cell-1', storage);
  assert.equal(takeGesture(storage), 'cell-1');
  assert.equal(takeGesture(storage), null);
});
