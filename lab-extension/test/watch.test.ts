import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ASK_FOR, Presence } from '../src/wake';
import { CONNECT_WITHIN, LOOK_EVERY, untilGone } from '../src/watch';

/** Watch a run: when it ends, when the connection is lost and found (ms), what the server says. */
async function watched(ends: number, cut: number, back: number, says: Presence) {
  let time = 0;
  let asked = 0;
  const presence = await untilGone(
    {
      over: () => time >= ends,
      connected: () => time < cut || time >= back,
      presence: async () => ((asked += 1), says)
    },
    { now: () => time, pause: async milliseconds => void (time += milliseconds) }
  );
  return { presence, asked, time };
}

test('a run that ends by itself is left alone, and nobody is asked', async () => {
  assert.deepEqual(await watched(5000, Infinity, Infinity, 'there'), {
    presence: null,
    asked: 0,
    time: 5000
  });
});

test('a server that the Hub says asleep ends the run at once', async () => {
  const { presence, time } = await watched(Infinity, 5000, Infinity, 'asleep');
  assert.deepEqual([presence, time], ['asleep', 5000]);
});

test('a house that does not answer ends the run once it was asked long enough', async () => {
  const { presence, time } = await watched(Infinity, 5000, Infinity, 'unreachable');
  assert.deepEqual([presence, time], ['unreachable', 5000 + ASK_FOR]);
});

test('a short cut of the network does not end a run', async () => {
  const { presence } = await watched(60_000, 5000, 9000, 'there');
  assert.equal(presence, null);
});

test('a new server that never takes this run up again ends it', async () => {
  const { presence, time } = await watched(Infinity, 5000, Infinity, 'there');
  assert.equal(presence, 'there');
  assert.ok(time > CONNECT_WITHIN && time <= 5000 + CONNECT_WITHIN + 2 * LOOK_EVERY);
});
