import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASK_FOR, doorOf, insist, keepGesture, Presence, presenceOf, takeGesture } from '../src/wake';

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

/** Asks that get these answers, the last one for ever; how many were asked, and what was said. */
async function insisted(...answers: Presence[]) {
  let time = 0;
  let asked = 0;
  let said = 0;
  const presence = await insist(
    async () => answers[Math.min(asked++, answers.length - 1)]!,
    () => (said += 1),
    { now: () => time, pause: async milliseconds => void (time += milliseconds) }
  );
  return { presence, asked, said, time };
}

test('a server that answers is asked once, and nothing is said', async () => {
  assert.deepEqual(await insisted('there'), { presence: 'there', asked: 1, said: 0, time: 0 });
});

test('a server that has just ended is asked for until the Hub has seen it', async () => {
  const { presence, asked, said } = await insisted('unreachable', 'unreachable', 'asleep');
  assert.deepEqual({ presence, asked, said }, { presence: 'asleep', asked: 3, said: 1 });
});

test('a house that never answers is not waited for without end', async () => {
  const { presence, said, time } = await insisted('unreachable');
  assert.deepEqual({ presence, said, time }, { presence: 'unreachable', said: 1, time: ASK_FOR });
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
