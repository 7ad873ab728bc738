/** Keep the learner's work on the disk, within seconds of the last key, and say so truly. */

import { ISignal, Signal } from '@lumino/signaling';

/** `local`: in this browser, not yet on the server's disk. */
export type SaveState = 'saved' | 'waiting' | 'saving' | 'local' | 'failed';

/** What the saver needs: `Work` offers it. */
export interface IDocument {
  /** Write; where the work now is. */
  keep(): Promise<'disk' | 'browser' | 'nowhere'>;
}

/** The clock, replaced in tests. */
export interface IClock {
  after(milliseconds: number, action: () => void): () => void;
}

export const QUIET = 1200;
export const LONGEST = 2500;
export const RETRY = 3000;

/**
 * Saves once the keys are quiet for `QUIET` ms, and at least every `LONGEST` ms while they are
 * not. A save that does not reach the disk is tried again every `RETRY` ms. The state is «saved» only when nothing
 * changed since the save that succeeded began.
 */
export class Saver {
  constructor(
    private readonly document: IDocument,
    private readonly clock: IClock = realClock
  ) {}

  get state(): SaveState {
    return this._state;
  }

  get stateChanged(): ISignal<this, SaveState> {
    return this._stateChanged;
  }

  /** The document has changed. */
  touch(): void {
    this.revision += 1;
    if (this._state === 'saved') {
      this.setState('waiting');
    }
    this.cancelQuiet();
    this.cancelQuiet = this.clock.after(QUIET, () => void this.flush());
    this.cancelLongest ??= this.clock.after(LONGEST, () => void this.flush());
  }

  /** Save now if anything is unsaved; resolves to whether everything is on the disk. */
  async flush(): Promise<boolean> {
    this.cancelTimers();
    this.underway ??= this.saveAll().finally(() => (this.underway = null));
    return this.underway;
  }

  dispose(): void {
    this.disposed = true;
    this.cancelTimers();
    Signal.clearData(this);
  }

  private async saveAll(): Promise<boolean> {
    while (this.revision !== this.kept && !this.disposed) {
      const saving = this.revision;
      this.setState(this.isBehind ? this._state : 'saving');
      const landing = await this.tryOnce();
      if (landing !== 'disk') {
        this.setState(landing === 'browser' ? 'local' : 'failed');
        this.cancelQuiet();
        this.cancelQuiet = this.clock.after(RETRY, () => void this.flush());
        return false;
      }
      this.kept = saving;
      this.setState('saving');
    }
    this.setState('saved');
    return true;
  }

  private async tryOnce(): Promise<'disk' | 'browser' | 'nowhere'> {
    try {
      return await this.document.keep();
    } catch {
      return 'nowhere';
    }
  }

  private get isBehind(): boolean {
    return this._state === 'failed' || this._state === 'local';
  }

  private cancelTimers(): void {
    this.cancelQuiet();
    this.cancelLongest?.();
    this.cancelLongest = null;
  }

  private setState(state: SaveState): void {
    if (state !== this._state && !this.disposed) {
      this._state = state;
      this._stateChanged.emit(state);
    }
  }

  private revision = 0;
  private kept = 0;
  private disposed = false;
  private underway: Promise<boolean> | null = null;
  private cancelQuiet: () => void = () => undefined;
  private cancelLongest: (() => void) | null = null;
  private _state: SaveState = 'saved';
  private readonly _stateChanged = new Signal<this, SaveState>(this);
}

const realClock: IClock = {
  after(milliseconds, action) {
    const timer = setTimeout(action, milliseconds);
    return () => clearTimeout(timer);
  }
};
