/** Where the learner is on the page: the steps shown, folded and still to come, and the moves between them. */

import { Cell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { readCells, readOutcomes } from './cells';
import { reveal } from './dom';
import { Header } from './header';
import { Step } from './lesson';
import {
  fullStars,
  isHandedIn,
  note,
  noteBest,
  noteHandedIn,
  notePlace,
  placeOf,
  trail
} from './marks';
import {
  buildPath,
  currentStep,
  IProgressReport,
  IStone,
  Outcomes,
  report,
  withBest
} from './progress';
import { Stages } from './stages';
import { buildStages, Look, looks, nextStep, takeUpAt, Way, wayOn } from './unfold';
import { sayNotReached } from './words';

export interface ITraveller {
  /** Say a sentence to the learner. */
  say(sentence: string): void;
  /** She leaves a step for another. */
  left(): void;
  /** The notebook has learned something that must be kept. */
  noted(): void;
  /** The page has been drawn again. */
  drawn(): void;
  /** Whether there is a room that takes the work. */
  canHandIn(): boolean;
  /** She hands in, from the last step. */
  handIn(): void;
}

export class Journey {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly header: Header,
    private readonly traveller: ITraveller
  ) {}

  /** The whole notebook is shown: every step can be walked to. */
  whole = false;

  /** Go back to where she was when she left, and draw the page. */
  resume(): void {
    const { panel } = this;
    this.keepBest();
    this.step = takeUpAt(this.path(), trail(panel, 'passes'), placeOf(panel));
    this.refresh();
  }

  /** Draw the path and the steps as they are now. */
  refresh(): void {
    this.keepBest();
    const path = this.path();
    this.unfold(path);
    this.header.setPath(path, this.step ?? currentStep(path), this.shown);
    this.traveller.drawn();
  }

  /** Her work has reached the room. */
  markHandedIn(): void {
    noteHandedIn(this.panel);
    this.traveller.noted();
    this.refresh();
  }

  /** Her work is kept: handing in may be due again, or no more. */
  noticeChange(): void {
    if (this.toHandIn !== this.drawnToHandIn) {
      this.refresh();
    }
  }

  /** What the room is told of her place in this lesson. */
  report(lesson: string): IProgressReport {
    const path = this.path();
    return report(lesson, this.step ?? currentStep(path), path, this.won());
  }

  /** What the checks say of her present answers. */
  outcomes(): Outcomes {
    return readOutcomes(this.panel, fullStars(this.panel));
  }

  /** She is at this step now; the page does not jump when a step above folds. */
  moveTo(step: Step, calm = true): void {
    const anchor = calm ? this.panel.content.activeCell?.node : undefined;
    const before = anchor?.getBoundingClientRect().top ?? 0;
    if (this.step !== step) {
      this.traveller.left();
    }
    this.step = step;
    if (this.shown.length > 0) {
      notePlace(this.panel, step);
    }
    this.refresh();
    if (anchor !== undefined) {
      this.scroller.scrollTop += anchor.getBoundingClientRect().top - before;
    }
  }

  /** She has used the widget of a step. */
  markSeen(step: Step): void {
    if (note(this.panel, 'vus', step)) {
      this.traveller.noted();
    }
    this.moveTo(step);
  }

  /** Bring back a learner who had begun to where she was. */
  takeUp(): void {
    const path = this.path();
    const next = path.find(stone => stone.step === this.step);
    if (next !== undefined && path.some(stone => stone.state !== 'todo')) {
      this.revealCell(this.firstCell(next));
    }
  }

  /** She clicks a stone of the path. */
  walk(stone: IStone): void {
    const index = this.path().findIndex(one => one.step === stone.step);
    if (!this.whole && this.shown[index] === 'later' && !this.isNext(stone)) {
      this.traveller.say(sayNotReached(this.goesOn()));
      return;
    }
    this.moveTo(stone.step, false);
    const first = this.firstCell(stone);
    this.revealCell(first);
    this.cell(first)?.node.focus({ preventScroll: true });
  }

  /** Show the steps reached, fold the ones left behind, keep the others for later. */
  private unfold(path: readonly IStone[]): void {
    const passed = trail(this.panel, 'passes');
    this.shown = looks(path, { at: this.step, passed, reopened: this.reopened });
    const cells = new Map(this.panel.content.widgets.map(cell => [cell.model.id, cell]));
    this.drawnToHandIn = this.toHandIn;
    const ways = path.map(stone => this.wayFrom(path, stone.step));
    const stages = buildStages(readCells(this.panel), path);
    this.stages.draw(stages, cells, this.shown, ways, passed);
  }

  private get scroller(): Element {
    const { node } = this.panel.content;
    return node.querySelector('.jp-WindowedPanel-outer') ?? node;
  }

  private wayFrom(path: readonly IStone[], step: Step): Way | null {
    return wayOn(path, step, trail(this.panel, 'passes'), this.toHandIn);
  }

  /** Handing in is possible, and has not been done since the last change. */
  private get toHandIn(): boolean {
    return this.traveller.canHandIn() && !isHandedIn(this.panel);
  }

  /** Whether the step where she is shows «Étape suivante», and not «Passer». */
  private goesOn(): boolean {
    const path = this.path();
    return this.wayFrom(path, this.step ?? currentStep(path)) === 'go-on';
  }

  /** «Passer», «Étape suivante» or «Rendre». */
  private goOn(step: Step): void {
    const path = this.path();
    if (this.wayFrom(path, step) === 'hand-in') {
      this.traveller.handIn();
      return;
    }
    const next = nextStep(path, step);
    if (path.find(stone => stone.step === step)?.state !== 'done') {
      note(this.panel, 'passes', step);
    }
    const stone = path.find(one => one.step === next);
    if (stone !== undefined) {
      this.reopened.delete(step);
      this.walk(stone);
    }
  }

  private toggleStage(step: Step): void {
    if (this.step === step) {
      return; // where she is stays open
    }
    if (!this.reopened.delete(step)) {
      this.reopened.add(step);
    }
    this.refresh();
  }

  private path(): IStone[] {
    const seen = trail(this.panel, 'vus');
    return buildPath(readCells(this.panel), this.won(), fullStars(this.panel), seen);
  }

  /** The best of each exercise: what the path, the header and the room count. */
  private won(): Outcomes {
    return withBest(this.outcomes(), this.best);
  }

  /** A new try, or an earlier version shown again, never takes a star away. */
  private keepBest(): void {
    this.best = noteBest(this.panel, withBest(this.outcomes(), this.best));
  }

  /** Whether everything before this step is done or passed. */
  private isNext(stone: IStone): boolean {
    return takeUpAt(this.path(), trail(this.panel, 'passes'), stone.step) === stone.step;
  }

  /** The first cell shown with a step: texts that come before it belong to it. */
  private firstCell(stone: IStone): string {
    const stages = buildStages(readCells(this.panel), this.path());
    const own = stages.find(one => one.stone.step === stone.step)?.cells ?? [];
    const seen = own.find(id => !this.cell(id)?.hasClass('qp-role-preparation'));
    return seen ?? stone.firstCell;
  }

  private cell(id: string): Cell | undefined {
    return this.panel.content.widgets.find(one => one.model.id === id);
  }

  private revealCell(id: string): void {
    const cell = this.cell(id);
    if (cell !== undefined) {
      reveal(cell.node);
    }
  }

  private readonly stages = new Stages({
    toggle: step => this.toggleStage(step),
    goOn: step => this.goOn(step)
  });
  private readonly reopened = new Set<string>();
  private best: ReadonlyMap<number, number> = new Map();
  private shown: Look[] = [];
  private drawnToHandIn = false;
  private step: Step | null = null;
}
