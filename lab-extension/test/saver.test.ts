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
  isReachable = true;
  isFull = false;
  whileSaving: () => void = () => undefined;

  async save(): Promise<void> {
    this.whileSaving();
    if (this.isFull) {
      throw new Error('disk full');
    }
    this.saves += 1;
  }

  async reachable(): Promise<boolean> {
    return this.isReachable;
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

test('a lost server is said and tried again until it is back', async () => {
  const { paper, clock, saver } = make();
  paper.isReachable = false;
  saver.touch();
  assert.equal(await saver.flush(), false);
  assert.equal(saver.state, 'failed');
  await clock.pass(RETRY);
  assert.equal(saver.state, 'failed');
  paper.isReachable = true;
  await clock.pass(RETRY);
  assert.deepEqual([saver.state, paper.saves], ['saved', 1]);
});

test('a full disk is said and tried again', async () => {
  const { paper, clock, saver } = make();
  paper.isFull = true;
  saver.touch();
  await saver.flush();
  assert.equal(saver.state, 'failed');
  paper.isFull = false;
  await clock.pass(RETRY);
  assert.equal(saver.state, 'saved');
});

test('typing while the server is lost does not hush the warning', async () => {
  const { paper, saver } = make();
  paper.isReachable = false;
  saver.touch();
  await saver.flush();
  saver.touch();
  assert.equal(saver.state, 'failed');
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
