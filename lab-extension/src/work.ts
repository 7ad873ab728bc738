/** Where the learner's work goes: the server's disk, and this browser while the server is silent. */

import { Api, Refusal } from './api';
import { DraftStore, IDraft } from './drafts';

/** What the work is written from; JupyterLab's notebook panel offers it. */
export interface ISource {
  path: string;
  /** The notebook as nbformat stores it. */
  read(): unknown;
  /** Put a notebook in the place of the present one. */
  replace(notebook: unknown): void;
  /** When the file was last written as far as this page knows, in ms; null when it does not. */
  modified(): number | null;
}

/** An earlier state of the work, as the server lists it. */
export interface IVersion {
  name: string;
  time: string;
  reason: string;
  picture: string | null;
  /** With whom it was made, "" for work done alone. */
  partner: string;
}

export interface IWorkState {
  digest: string | null;
  modified: number;
  versions: IVersion[];
}

/** Why a state is put aside. */
export type Reason = 'navigateur' | 'depart' | 'retour' | 'puzzle';

const INSUFFICIENT_STORAGE = 507;

/** The name under which the server gives the file itself. */
export const PRESENT = 'present';

/** What became of the work found in this browser when the lesson opened. */
export type Recovery = 'none' | 'taken-up' | 'put-aside';

/** Where one attempt at keeping the work ended. */
export type Landing = 'disk' | 'browser' | 'nowhere';

/**
 * Keeps one notebook. Every attempt is written in the browser first and taken away once the disk
 * has it: a page closed or a server killed in between loses nothing.
 */
export class Work {
  constructor(
    private readonly api: Pick<Api, 'keep' | 'work' | 'putAside' | 'version'>,
    private readonly source: ISource,
    private readonly drafts: DraftStore,
    private readonly onOther: (isOther: boolean) => void,
    private readonly now: () => number = Date.now,
    readonly screen: string = newScreen()
  ) {}

  /** Keep the work as it is now; whether the disk has it, or this browser only, or nothing. */
  async keep(force = false): Promise<Landing> {
    const notebook = this.source.read();
    const draft: IDraft = {
      path: this.source.path,
      screen: this.screen,
      time: this.now(),
      base: this.base,
      notebook
    };
    const here = this.drafts.put(draft); // not awaited: a page that closes sends both at once
    try {
      const body = { path: draft.path, notebook, base: this.base, screen: this.screen, force };
      const { digest, other } = await this.api.keep(body);
      this.tell(other);
      if (!other) {
        this.base = digest;
      }
      await here;
      await this.drafts.remove(draft.path, this.screen);
      this.refusal = null;
      this.fullDisk = null;
      return 'disk';
    } catch (problem) {
      this.refusal = problem instanceof Refusal ? problem.message : String(problem);
      const isFull = problem instanceof Refusal && problem.status === INSUFFICIENT_STORAGE;
      this.fullDisk = isFull ? problem.message : null;
      return (await here) ? 'browser' : 'nowhere';
    }
  }

  /** The server's sentence about the last attempt; null when it succeeded. */
  refusal: string | null = null;
  /** The same when it was the disk that refused. */
  fullDisk: string | null = null;

  /** Learn what the disk holds, and take up the work that this browser still has. */
  async open(): Promise<Recovery> {
    const state = await this.api.work(this.source.path);
    const seen = this.source.modified();
    // Something else was written between the page's reading and now: we know no base.
    this.base = seen === null || Math.abs(seen - state.modified) < 2 ? state.digest : null;
    let recovery: Recovery = 'none';
    for (const draft of await this.drafts.of(this.source.path)) {
      const follows = draft.base !== null && draft.base === this.base && recovery === 'none';
      if (follows) {
        this.source.replace(draft.notebook);
        recovery = 'taken-up';
      } else {
        const { same } = await this.api.putAside(draft.path, draft.notebook, 'navigateur');
        recovery = recovery === 'none' && !same ? 'put-aside' : recovery;
      }
      this.taken.push(draft);
    }
    if (recovery === 'taken-up' && (await this.keep()) !== 'disk') {
      return recovery; // the drafts stay in the browser until the disk has them
    }
    await Promise.all(this.taken.map(one => this.drafts.remove(one.path, one.screen)));
    return recovery;
  }

  async versions(): Promise<IVersion[]> {
    return (await this.api.work(this.source.path)).versions;
  }

  /** Put the present state aside, then show this earlier one in its place. */
  async restore(name: string): Promise<void> {
    const { notebook } = await this.api.version(this.source.path, name);
    await this.putAside('retour');
    this.source.replace(notebook);
  }

  /** Put the present state among the versions. */
  putAside(reason: Reason): Promise<unknown> {
    return this.api.putAside(this.source.path, this.source.read(), reason);
  }

  /** Between two screens: keep what this one shows; the other's work goes among the versions. */
  keepMine(): Promise<Landing> {
    return this.keep(true);
  }

  /** Between two screens: show what the other one wrote; this one's work is a version already. */
  async takeOther(): Promise<void> {
    await this.putAside('retour');
    const { digest } = await this.api.work(this.source.path);
    const { notebook } = await this.api.version(this.source.path, PRESENT);
    this.base = digest;
    this.source.replace(notebook);
    this.tell(false);
  }

  private tell(other: boolean): void {
    if (other !== this.isOther) {
      this.isOther = other;
      this.onOther(other);
    }
  }

  private base: string | null = null;
  private isOther = false;
  private readonly taken: IDraft[] = [];
}

/** A name for this tab: eight letters and digits. */
export function newScreen(): string {
  return Array.from({ length: 8 }, () => Math.floor(Math.random() * 36).toString(36)).join('');
}
