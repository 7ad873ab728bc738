/** Runs the lesson's cells and says what came of it: the sentence, the line concerned, the third same error. */

import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { markOf, readCells, Wardrobe } from './cells';
import { faultOf, markFault } from './faultline';
import { Journey } from './journey';
import { AUTOMATIC, ICell, IMark } from './lesson';
import { trail } from './marks';
import { IOutcome, sayStars } from './outcome';
import { Repeats } from './repeats';
import { IServer, RunEnd, Runner } from './runner';
import { takeGesture } from './wake';
import * as words from './words';

/** Milliseconds for the page to put a result in its place. */
const DRAWN = 60;

export interface IListener extends IServer {
  /** Say a sentence to screen readers, beside what the page shows. */
  tell(sentence: string): void;
  /** A cell has been run. */
  ran(): void;
  /** What came of a run is in sight. */
  seen(): void;
  /** The same message came three times. */
  stuck(): void;
  /** Python ended: the sentence that says why, when the disk has to do with it; "" otherwise. */
  whyStopped(): Promise<string>;
}

export class Player {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly wardrobe: Wardrobe,
    private readonly journey: Journey,
    private readonly listener: IListener
  ) {
    this.runner = new Runner(panel, () => readCells(panel), listener);
    this.runner.runningChanged.connect((_, id) => this.showRunning(id));
  }

  /** Run what a lesson runs by itself when it opens. */
  async prepare(): Promise<void> {
    this.listener.tell(words.PREPARING);
    let end: RunEnd = 'done';
    for (const cell of this.automatic()) {
      end = await this.runner.run(cell.id);
      if (end !== 'done') {
        break;
      }
    }
    this.listener.tell(end === 'done' ? words.READY : (words.RUN_ENDS[end] ?? words.KERNEL_LOST));
  }

  /** The gesture that found the server asleep. */
  async takeUpGesture(): Promise<void> {
    const kept = takeGesture();
    const cell = this.panel.content.widgets.find(one => one.model.id === kept);
    const mark = cell === undefined ? null : markOf(cell.model);
    if (cell instanceof CodeCell && mark !== null) {
      await this.run(cell, mark);
    }
  }

  /** Widgets of an earlier day are dead: take them away before they complain in English. */
  clearWidgets(): void {
    const ids = new Set(this.automatic().map(cell => cell.id));
    for (const cell of this.panel.content.widgets) {
      if (cell instanceof CodeCell && ids.has(cell.model.id)) {
        cell.model.outputs.clear();
      }
    }
  }

  async run(cell: CodeCell, mark: IMark): Promise<void> {
    this.journey.moveTo(mark.step);
    const end = await this.runner.run(cell.model.id);
    this.listener.ran();
    this.journey.refresh();
    const reason = end === 'lost' ? await this.listener.whyStopped() : '';
    const trouble = reason || words.RUN_ENDS[end];
    this.listener.tell(trouble ?? this.sayEnd(mark));
    this.noteFault(cell, mark);
    if (trouble !== undefined) {
      this.say(cell.model.id, trouble);
    }
    void this.bringIntoSight(cell.outputArea.node, mark).then(() => this.listener.seen());
  }

  stop(): void {
    void this.runner.stop();
  }

  /** A result shown for another answer than the present one says so. */
  sayChanged(answer: IMark): void {
    if (this.outcome(answer) === undefined) {
      return;
    }
    for (const cell of readCells(this.panel)) {
      if (cell.mark?.role === 'controle' && cell.mark.exercise === answer.exercise) {
        this.say(cell.id, words.CHANGED);
      }
    }
  }

  /** Say a sentence beside the button of a cell. */
  say(cell: string, sentence: string): void {
    this.wardrobe.bars.get(cell)?.say(sentence);
  }

  dispose(): void {
    this.runner.dispose();
  }

  /** What came of a run comes into sight once it has its height, without moving what is seen. */
  private async bringIntoSight(result: HTMLElement, mark: IMark): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, DRAWN));
    const pictures = [...result.querySelectorAll('img')];
    await Promise.all(pictures.map(picture => picture.decode().catch(() => undefined)));
    if (result.offsetHeight > 0) {
      const wayOn = `.qp-step-${mark.step} .qp-way:has(.qp-go-on)`;
      if (mark.role === 'controle') {
        this.panel.node.querySelector(wayOn)?.scrollIntoView({ block: 'nearest' });
      }
      result.scrollIntoView({ block: 'nearest' });
    }
  }

  /** The cells that run by themselves; an answered question is not asked again. */
  private automatic(): ICell[] {
    const seen = trail(this.panel, 'vus');
    return readCells(this.panel).filter(
      ({ mark }) =>
        mark !== null && AUTOMATIC.has(mark.role) && !(mark.role === 'quiz' && seen.has(mark.step))
    );
  }

  private sayEnd(mark: IMark): string {
    const won = mark.role === 'controle' ? this.outcome(mark) : undefined;
    return won === undefined ? words.DONE : `${sayStars(won.stars, won.outOf)}. ${won.sentence}`;
  }

  /** Mark the line concerned; the same message three times asks for somebody else's eyes. */
  private noteFault(cell: CodeCell, mark: IMark): void {
    if (mark.role !== 'controle') {
      markFault(cell);
    }
    const outcome = mark.role === 'controle' ? this.outcome(mark) : undefined;
    const unmet = outcome !== undefined && outcome.stars < outcome.outOf ? outcome.sentence : '';
    const message = mark.role === 'controle' ? unmet : (faultOf(cell)?.message ?? '');
    if (this.repeats.note(cell.model.id, message)) {
      this.say(cell.model.id, words.STILL_SEARCHING);
      this.listener.stuck();
    }
  }

  private outcome(mark: IMark): IOutcome | undefined {
    return this.journey.outcomes().get(mark.exercise ?? -1);
  }

  private showRunning(id: string | null): void {
    this.wardrobe.bars.forEach((bar, own) => bar.setRunning(own === id));
  }

  private readonly runner: Runner;
  private readonly repeats = new Repeats();
}
