/** Run cells one after the other in the lesson's kernel, without ever moving the focus. */

import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ISignal, Signal } from '@lumino/signaling';
import { ICell } from './lesson';
import { plan } from './plan';
import { Presence } from './wake';
import { untilGone } from './watch';

/** `lost`: Python ended; `gone`: its server did, during the run; `unreachable`: nobody answers. */
export type RunEnd = 'done' | 'stopped' | 'endless' | 'lost' | 'gone' | 'unreachable';

export interface IServer {
  /** Whether the server answers, asked before this cell is run; one that sleeps is woken up. */
  reach(target: string): Promise<boolean>;
  /** Whether the server answers, asked while a cell runs. */
  presence(): Promise<Presence>;
}

/** How long one cell may run before it is stopped by itself, in ms; the longest lesson takes 5 s. */
export const ENDLESS_AFTER = 30_000;

/** Runs gestures in the order they were asked for. */
export class Runner {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly cells: () => ICell[],
    private readonly server: IServer
  ) {
    const context = panel.sessionContext;
    context.kernelChanged.connect(this.forget, this);
    context.statusChanged.connect(this.onStatus, this);
    context.connectionStatusChanged.connect(this.onConnection, this);
    this.onConnection(null, context.session?.kernel?.connectionStatus);
  }

  /** Emitted when the cell under way changes; null when the kernel rests. */
  get runningChanged(): ISignal<this, string | null> {
    return this._runningChanged;
  }

  /** The id of the cell under way. */
  get running(): string | null {
    return this._running;
  }

  /** Run what a gesture on this cell needs; resolves when the last cell has finished. */
  run(target: string): Promise<RunEnd> {
    this.queue = this.queue.then(
      () => this.gesture(target),
      () => this.gesture(target)
    );
    return this.queue;
  }

  /** Stop the cell under way, and the ones waiting behind it. */
  async stop(): Promise<void> {
    this.stopped = true;
    // When nobody hears it, `untilGone` ends the run.
    await this.panel.sessionContext.session?.kernel?.interrupt().catch(() => undefined);
  }

  private stopEndless(): void {
    this.endless = true;
    void this.stop();
  }

  dispose(): void {
    Signal.clearData(this);
  }

  private async gesture(target: string): Promise<RunEnd> {
    this.stopped = this.endless = false;
    this.silence = null;
    try {
      if (!(await this.ensureKernel(target))) {
        return this.whyLost();
      }
      const { restored, shown } = plan(this.cells(), target, this.alive);
      this.setRunning(target);
      for (const id of restored) {
        await this.restore(id);
      }
      for (const id of shown) {
        this.setRunning(id);
        if (this.isStopped() || !(await this.show(id))) {
          return this.isStopped() ? this.whyStopped() : this.whyLost();
        }
      }
      return this.isStopped() ? this.whyStopped() : 'done';
    } catch {
      return this.isStopped() ? this.whyStopped() : this.whyLost();
    } finally {
      this.setRunning(null);
    }
  }

  private async ensureKernel(target: string): Promise<boolean> {
    const context = this.panel.sessionContext;
    await context.ready;
    if (this.met && !(await this.findAgain(target))) {
      return false;
    }
    const kernel = context.session?.kernel;
    if (!kernel) {
      await context.startKernel();
    } else if (kernel.status === 'dead') {
      await context.restartKernel();
    }
    await context.session?.kernel?.info; // a kernel found again after a reload needs a moment
    this.met ||= Boolean(context.session?.kernel);
    return Boolean(context.session?.kernel);
  }

  /**
   * The server or the kernel may have been put to sleep while nobody worked. A connection that
   * looks open proves nothing: a laptop that was closed has not heard of its end.
   */
  private async findAgain(target: string): Promise<boolean> {
    if (!(await this.server.reach(target))) {
      this.silence = 'unreachable';
      return false;
    }
    const context = this.panel.sessionContext;
    const before = context.session?.kernel;
    if (before?.connectionStatus === 'connected' && before.status !== 'dead') {
      return true;
    }
    await context.sessionManager.refreshRunning(); // forgets a kernel that is no more
    const kernel = context.session?.kernel;
    if (kernel?.connectionStatus === 'disconnected' && kernel.status !== 'dead') {
      await kernel.reconnect();
    }
    return true;
  }

  /** Run a cell in its place, as JupyterLab does; a learner's exception is no obstacle. */
  private async show(id: string): Promise<boolean> {
    const cell = this.codeCell(id);
    if (cell === null) {
      return true;
    }
    const timer = setTimeout(() => this.stopEndless(), ENDLESS_AFTER);
    const reply = await this.answered(CodeCell.execute(cell, this.panel.sessionContext)).finally(
      () => clearTimeout(timer)
    );
    if (reply === undefined) {
      return cell.model.sharedModel.getSource().trim() === '' && this.runNothing();
    }
    this.alive.add(id);
    return reply.content.status !== 'abort';
  }

  /** What a run answers; it throws when nobody is there to answer it any more. */
  private async answered<T>(run: Promise<T>): Promise<T> {
    let over = false;
    const ended = run.finally(() => (over = true));
    const silence = untilGone({
      over: () => over,
      connected: () =>
        this.panel.sessionContext.session?.kernel?.connectionStatus === 'connected',
      presence: () => this.server.presence()
    }).then(presence => {
      if (presence === null) {
        return ended;
      }
      over = true;
      ended.catch(() => undefined); // JupyterLab gives it up at the next run
      this.stopped = this.endless = false;
      this.forget();
      this.silence = presence === 'unreachable' ? 'unreachable' : 'gone';
      throw new Error(this.silence);
    });
    return Promise.race([ended, silence]);
  }

  /** JupyterLab sends nothing for a blank cell: a check after it would judge an older answer. */
  private async runNothing(): Promise<boolean> {
    const kernel = this.panel.sessionContext.session?.kernel;
    await kernel?.requestExecute({ code: '# rien', store_history: false }).done;
    return Boolean(kernel);
  }

  /** Run a cell out of sight: the kernel learns it again, the page keeps its outputs. */
  private async restore(id: string): Promise<void> {
    const cell = this.codeCell(id);
    const kernel = this.panel.sessionContext.session?.kernel;
    if (cell === null || !kernel) {
      return;
    }
    const code = cell.model.sharedModel.getSource();
    const { done } = kernel.requestExecute({ code, silent: true, stop_on_error: false });
    await this.answered(done);
    this.alive.add(id);
  }

  private codeCell(id: string): CodeCell | null {
    const found = this.panel.content.widgets.find(widget => widget.model.id === id);
    return found instanceof CodeCell ? found : null;
  }

  private onStatus(_: unknown, status: string): void {
    if (status === 'restarting' || status === 'autorestarting' || status === 'dead') {
      this.forget();
    }
  }

  private onConnection(_: unknown, status?: string): void {
    this.met ||= status === 'connected';
  }

  private forget(): void {
    this.alive.clear();
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  private whyStopped(): RunEnd {
    return this.endless ? 'endless' : 'stopped';
  }

  private whyLost(): RunEnd {
    return this.silence ?? 'lost';
  }

  private setRunning(id: string | null): void {
    if (id !== this._running) {
      this._running = id;
      this._runningChanged.emit(id);
    }
  }

  private readonly alive = new Set<string>();
  private queue: Promise<RunEnd> = Promise.resolve('done');
  private met = false;
  private stopped = false;
  private endless = false;
  private silence: 'gone' | 'unreachable' | null = null;
  private _running: string | null = null;
  private readonly _runningChanged = new Signal<this, string | null>(this);
}
