import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '../src/api';
import { DraftStore, IDraft } from '../src/drafts';
import { sayTime } from '../src/history';
import { PRESENT, Work } from '../src/work';

/** A server's disk with one notebook, as the routes behave. */
class Disk {
  file = 'start';
  aside: unknown[] = [];
  isSilent = false;

  async keep(body: { notebook: unknown; base: string | null; force: boolean }) {
    this.answer();
    if (body.base !== this.file && !body.force) {
      this.aside.push(body.notebook);
      return { digest: this.file, other: true };
    }
    this.file = String(body.notebook);
    return { digest: this.file, other: false };
  }

  async work() {
    this.answer();
    return { digest: this.file, modified: 1000, versions: [] };
  }

  async putAside(_: string, notebook: unknown) {
    this.answer();
    this.aside.push(notebook);
    return { same: notebook === this.file };
  }

  async version(_: string, name: string) {
    this.answer();
    return { notebook: name === PRESENT ? this.file : name };
  }

  private answer(): void {
    if (this.isSilent) {
      throw new Refusal('La salle ne répond pas.');
    }
  }
}

class Drawer implements DraftStore {
  drafts = new Map<string, IDraft>();
  isClosed = false;

  async put(draft: IDraft): Promise<boolean> {
    if (!this.isClosed) {
      this.drafts.set(draft.screen, draft);
    }
    return !this.isClosed;
  }

  async of(): Promise<IDraft[]> {
    return [...this.drafts.values()];
  }

  async remove(_: string, screen: string): Promise<void> {
    this.drafts.delete(screen);
  }
}

function tab(disk: Disk, drawer: Drawer, screen: string) {
  const page = { text: disk.file, others: [] as boolean[] };
  const source = {
    path: 'a/b.ipynb',
    read: () => page.text,
    replace: (notebook: unknown) => (page.text = String(notebook)),
    modified: () => 1000
  };
  const other = (is: boolean) => page.others.push(is);
  return { page, work: new Work(disk, source, drawer, other, () => 5, screen) };
}

async function opened(disk = new Disk(), drawer = new Drawer(), screen = 'one') {
  const made = tab(disk, drawer, screen);
  const recovery = await made.work.open();
  return { disk, drawer, recovery, ...made };
}

test('work that reached the disk leaves nothing in the browser', async () => {
  const { disk, drawer, page, work } = await opened();
  page.text = 'mine';
  assert.equal(await work.keep(), 'disk');
  assert.deepEqual([disk.file, drawer.drafts.size], ['mine', 0]);
});

test('while the server is silent the browser has the work, and says so truly', async () => {
  const { disk, drawer, page, work } = await opened();
  disk.isSilent = true;
  page.text = 'mine';
  assert.equal(await work.keep(), 'browser');
  assert.equal(drawer.drafts.get('one')?.notebook, 'mine');
  drawer.isClosed = true;
  assert.equal(await work.keep(), 'nowhere');
});

test('a page opened again takes up what the browser kept', async () => {
  const { disk, drawer, page, work } = await opened();
  disk.isSilent = true;
  page.text = 'mine';
  await work.keep();
  disk.isSilent = false;
  const again = await opened(disk, drawer, 'two');
  assert.deepEqual([again.recovery, again.page.text, disk.file], ['taken-up', 'mine', 'mine']);
  assert.equal(drawer.drafts.size, 0);
});

test('what the browser kept goes aside when the disk has moved on meanwhile', async () => {
  const { disk, drawer, page, work } = await opened();
  disk.isSilent = true;
  page.text = 'mine';
  await work.keep();
  disk.isSilent = false;
  disk.file = 'from another machine';
  const again = await opened(disk, drawer, 'two');
  assert.deepEqual([again.recovery, again.page.text], ['put-aside', 'from another machine']);
  assert.deepEqual(disk.aside, ['mine']);
});

test('what is already on the disk is no news', async () => {
  const { disk, drawer, page, work } = await opened();
  disk.isSilent = true;
  page.text = 'mine';
  await work.keep();
  disk.isSilent = false;
  disk.file = 'mine';
  assert.equal((await opened(disk, drawer, 'two')).recovery, 'none');
});

test('two screens are told of each other once, and neither is lost', async () => {
  const { disk, drawer, page, work } = await opened();
  const second = await opened(disk, drawer, 'two');
  page.text = 'one';
  second.page.text = 'two';
  await work.keep();
  await second.work.keep();
  await second.work.keep();
  assert.deepEqual([disk.file, second.page.others], ['one', [true]]);
  assert.ok(disk.aside.includes('two'));
});

test('keeping mine settles it', async () => {
  const { disk, drawer, page, work } = await opened();
  const second = await opened(disk, drawer, 'two');
  page.text = 'one';
  second.page.text = 'two';
  await work.keep();
  await second.work.keep();
  assert.equal(await second.work.keepMine(), 'disk');
  assert.deepEqual([disk.file, second.page.others], ['two', [true, false]]);
});

test('taking the other screen’s work settles it, and mine stays among the versions', async () => {
  const { disk, drawer, page, work } = await opened();
  const second = await opened(disk, drawer, 'two');
  page.text = 'one';
  second.page.text = 'two';
  await work.keep();
  await second.work.keep();
  await second.work.takeOther();
  assert.deepEqual([second.page.text, second.page.others], ['one', [true, false]]);
  assert.equal(disk.aside.at(-1), 'two');
});

test('going back to a version puts the present work aside first', async () => {
  const { disk, page, work } = await opened();
  page.text = 'present';
  await work.restore('older');
  assert.deepEqual([page.text, disk.aside], ['older', ['present']]);
});

test('the time of a version is said as people say it', () => {
  const now = new Date(2026, 10, 25, 14, 30);
  assert.equal(sayTime(new Date(2026, 10, 25, 9, 5), now), 'Aujourd’hui à 9 h 05');
  assert.equal(sayTime(new Date(2026, 10, 24, 23, 59), now), 'Hier à 23 h 59');
  assert.equal(sayTime(new Date(2026, 10, 3, 16, 0), now), 'Le 03/11 à 16 h 00');
});
