import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IClock, IDocument, LONGEST, QUIET, RETRY, Saver } from '../src/saver';

/** A clock moved by hand. */
class HandClock implements IClock {
  after(milliseconds: number, action: () => void): () => void {
    const alarm = { at: this.now + milliseconds, action };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }

  async pass(milliseconds: number): Promise<void> {
    this.now += milliseconds;
    for (const alarm of [...this.alarms].filter(one => one.at <= this.now)) {
      this.alarms.delete(alarm);
      alarm.action();
    }
    await settled();
  }

  private now = 0;
  private readonly alarms = new Set<{ at: number; action: () => void }>();
}

class Paper implements IDocument {
  saves = 0;
  landing: 'disk' | 'browser' | 'nowhere' = 'disk';
  whileSaving: () => void = () => undefined;

  async keep(): Promise<'disk' | 'browser' | 'nowhere'> {
    this.whileSaving();
    this.saves += this.landing === 'disk' ? 1 : 0;
    return this.landing;
  }
}

const settled = () => new Promise(resolve => setImmediate(resolve));

function make(): { paper: Paper; clock: HandClock; saver: Saver } {
  const paper = new Paper();
  const clock = new HandClock();
  return { paper, clock, saver: new Saver(paper, clock) };
}

test('a change is not said to be kept before it is', async () => {
  const { paper, clock, saver } = make();
  saver.touch();
  assert.equal(saver.state, 'waiting');
  await clock.pass(QUIET);
  assert.deepEqual([saver.state, paper.saves], ['saved', 1]);
});

test('a learner who never stops typing is saved all the same', async () => {
  const { paper, clock, saver } = make();
  for (let passed = 0; passed < LONGEST; passed += 500) {
    saver.touch();
    await clock.pass(500);
  }
  assert.equal(paper.saves, 1);
});

test('what is typed during a save is saved too, before «saved» is said', async () => {
  const { paper, saver } = make();
  const states: string[] = [];
  saver.stateChanged.connect((_, state) => states.push(`${state} ${paper.saves}`));
  paper.whileSaving = () => {
    paper.whileSaving = () => undefined;
    saver.touch();
  };
  saver.touch();
  assert.equal(await saver.flush(), true);
  assert.equal(paper.saves, 2);
  assert.deepEqual(states.filter(state => state.startsWith('saved')), ['saved 2']);
});

test('work that only the browser has is not said to be kept, and is sent until it is', async () => {
  const { paper, clock, saver } = make();
  paper.landing = 'browser';
  saver.touch();
  assert.equal(await saver.flush(), false);
  assert.equal(saver.state, 'local');
  await clock.pass(RETRY);
  assert.equal(saver.state, 'local');
  paper.landing = 'disk';
  await clock.pass(RETRY);
  assert.deepEqual([saver.state, paper.saves], ['saved', 1]);
});

test('work that nothing could keep is said so and tried again', async () => {
  const { paper, clock, saver } = make();
  paper.landing = 'nowhere';
  saver.touch();
  await saver.flush();
  assert.equal(saver.state, 'failed');
  paper.landing = 'disk';
  await clock.pass(RETRY);
  assert.equal(saver.state, 'saved');
});

test('typing while the server is lost keeps the warning, and the browser gets the new keys', async () => {
  const { paper, clock, saver } = make();
  paper.landing = 'browser';
  saver.touch();
  await saver.flush();
  let tries = 0;
  paper.whileSaving = () => (tries += 1);
  saver.touch();
  assert.equal(saver.state, 'local');
  await clock.pass(QUIET);
  assert.deepEqual([saver.state, tries], ['local', 1]);
});

test('saving twice at once writes once', async () => {
  const { paper, saver } = make();
  saver.touch();
  await Promise.all([saver.flush(), saver.flush()]);
  assert.equal(paper.saves, 1);
});

test('nothing to save, nothing written', async () => {
  const { paper, saver } = make();
  assert.equal(await saver.flush(), true);
  assert.equal(paper.saves, 0);
});
