import assert from 'node:assert/strict';
import test from 'node:test';
import { copilotOf, doorOf, IPair, pilotOf, REMIND_AFTER, untilReminder } from '../src/pair';

const pair: IPair = {
  host: { pseudo: 'Renard turquoise', avatar: '/a.svg' },
  guest: { pseudo: 'Panda azur', avatar: '/b.svg' },
  guest_drives: false,
  since: 0
};

test('the two are never the same, whoever drives', () => {
  for (const guest_drives of [false, true]) {
    const now = { ...pair, guest_drives };
    assert.notEqual(pilotOf(now), copilotOf(now));
    assert.equal(pilotOf(now), guest_drives ? pair.guest : pair.host);
  }
});

test('the reminder waits for ten minutes from the last swap, and is never late twice', () => {
  assert.equal(untilReminder(pair), REMIND_AFTER);
  assert.equal(untilReminder({ ...pair, since: 540 }), 60);
  assert.equal(untilReminder({ ...pair, since: 5000 }), 0);
});

test('the door of the second learner knows the lesson to come back to', () => {
  assert.equal(doorOf('/services/salle/a-deux', 'P01'), '/services/salle/a-deux?lecon=P01');
});
