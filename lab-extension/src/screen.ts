/** One lesson on the screen: ties the notebook, the header, the runner, the saver and the room. */

import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { Api, ILessonInfo, IResult } from './api';
import { markOf, readCells, readOutcomes, Wardrobe } from './cells';
import { element, reveal, setText } from './dom';
import { Feedback } from './feedback';
import { Hand } from './hand';
import { HandIn } from './handin';
import { Header } from './header';
import { AUTOMATIC, ICell, IMark, Step } from './lesson';
import { fullStars, noteSeen, seenSteps, titleOf } from './marks';
import { sayStars } from './outcome';
import { buildPath, currentStep, IStone, Outcomes, report } from './progress';
import { addRenderers } from './renderers';
import { Reporter } from './reporter';
import { RunEnd, Runner } from './runner';
import { Saver } from './saver';
import * as words from './words';

/** Time for the cells above to take their height, in ms. */
const TAKE_UP_AFTER = 600;

export class LessonScreen {
  constructor(
    private readonly panel: NotebookPanel,
    settings: ServerConnection.ISettings,
    reachable: () => Promise<boolean>
  ) {
    this.api = new Api(settings);
    this.reporter = new Reporter(this.api);
    this.saver = new Saver({ save: () => panel.context.save(), reachable });
    this.runner = new Runner(panel, () => readCells(panel));
    this.wardrobe = new Wardrobe({
      run: (cell, mark) => void this.run(cell, mark),
      stop: () => void this.runner.stop(),
      changed: mark => this.sayChanged(mark),
      used: mark => this.markSeen(mark.step)
    });
    panel.disposed.connect(this.dispose, this);
  }

  /** Dress the notebook, then prepare the kernel; the learner can read from the first moment. */
  async start(): Promise<void> {
    const { panel } = this;
    addRenderers(panel.content.rendermime);
    this.clearWidgets();
    panel.addClass('qp-lesson');
    panel.toolbar.hide();
    panel.contentHeader.insertWidget(0, this.header);
    this.header.node.append(this.live);
    this.dressAll();
    this.connect();
    this.header.setSaved(this.saver.state);
    this.setTitle(titleOf(panel));
    this.refresh();
    window.setTimeout(() => this.takeUp(), TAKE_UP_AFTER);
    await Promise.all([this.meetRoom(), this.prepare()]);
    this.refresh();
    this.takeUp(); // again: the widgets above have taken their height
  }

  /** Run the gesture of the cell the learner is in: what Shift + Enter does. */
  runActive(): void {
    const cell = this.panel.content.activeCell;
    const mark = cell === null ? null : markOf(cell.model);
    if (cell instanceof CodeCell && mark !== null && words.GESTURE_NAMES[mark.role]) {
      void this.run(cell, mark);
    }
  }

  /** Show the whole notebook, for adults and authors, or the learner's view again. */
  toggleWhole(): void {
    this.whole = !this.whole;
    this.panel.toggleClass('qp-mod-whole', this.whole);
    this.panel.toolbar.setHidden(!this.whole);
    this.header.setWhole(this.whole);
  }

  save(): Promise<boolean> {
    return this.saver.flush();
  }

  /** Say that the server has been lost; the saver keeps trying. */
  sayOffline(): void {
    setText(this.live, words.OFFLINE);
  }

  /** Put the lesson's title everywhere a learner or a screen reader meets it. */
  private setTitle(title: string): void {
    const { content } = this.panel;
    this.header.setLesson(this.info, title);
    // The panel's own title is the file's name: changing it would rename the file.
    document.title = `${title} · Quartiers du Pixel`;
    content.node.setAttribute('aria-label', `Leçon : ${title}`);
    content.node
      .querySelector('.jp-WindowedPanel-viewport')
      ?.setAttribute('aria-label', 'Étapes de la leçon');
  }

  private connect(): void {
    const { panel, saver, header } = this;
    const model = panel.context.model;
    model.contentChanged.connect(() => saver.touch());
    model.cells.changed.connect(() => this.dressAll());
    panel.title.changed.connect(() => this.setTitle(this.info.title ?? titleOf(panel)));
    saver.stateChanged.connect((_, state) => header.setSaved(state));
    this.runner.runningChanged.connect((_, id) => this.showRunning(id));
    header.used.connect((_, gesture) => {
      switch (gesture) {
        case 'hand-in':
          return void this.handIn?.handIn();
        case 'word':
          return this.handIn?.show();
        case 'hand':
          return void this.hand?.toggle().then(said => setText(this.live, said));
        case 'whole':
          return this.toggleWhole();
      }
    });
    header.walked.connect((_, stone) => this.walk(stone));
    for (const gesture of ['keydown', 'pointerdown', 'wheel'] as const) {
      panel.node.addEventListener(gesture, this.noteGesture, { capture: true, passive: true });
    }
    panel.content.node.addEventListener('focusin', event => this.follow(event.target));
    document.addEventListener('visibilitychange', this.saveWhenLeaving);
    window.addEventListener('pagehide', this.saveWhenLeaving);
    window.addEventListener('blur', this.saveWhenLeaving);
  }

  private async meetRoom(): Promise<void> {
    this.info = await this.api.lesson(this.panel.context.localPath).catch(() => this.info);
    this.setTitle(this.info.title ?? titleOf(this.panel));
    if (!this.info.room) {
      return;
    }
    this.hand = new Hand(this.api, this.header, this.info.code ?? '');
    const feedback = new Feedback(this.panel.node, this.info);
    this.handIn = new HandIn(this.api, this.info, this.saver, feedback, answer =>
      this.onAnswer(answer)
    );
    await this.handIn.follow();
  }

  /** Run what a lesson runs by itself when it opens. */
  private async prepare(): Promise<void> {
    setText(this.live, words.PREPARING);
    let end: RunEnd = 'done';
    for (const cell of this.automatic()) {
      end = await this.runner.run(cell.id);
      if (end !== 'done') {
        break;
      }
    }
    setText(this.live, end === 'done' ? words.READY : words.KERNEL_LOST);
  }

  /** The cells that run by themselves; an answered question is not asked again. */
  private automatic(): ICell[] {
    const seen = seenSteps(this.panel);
    return readCells(this.panel).filter(
      ({ mark }) =>
        mark !== null && AUTOMATIC.has(mark.role) && !(mark.role === 'quiz' && seen.has(mark.step))
    );
  }

  /** Widgets of an earlier day are dead: take them away before they complain in English. */
  private clearWidgets(): void {
    const ids = new Set(this.automatic().map(cell => cell.id));
    for (const cell of this.panel.content.widgets) {
      if (cell instanceof CodeCell && ids.has(cell.model.id)) {
        cell.model.outputs.clear();
      }
    }
  }

  private async run(cell: CodeCell, mark: IMark): Promise<void> {
    this.step = mark.step;
    const end = await this.runner.run(cell.model.id);
    this.saver.touch();
    this.refresh();
    setText(this.live, this.sayEnd(end, mark));
    if (mark.role === 'controle') {
      this.showOutcome(cell);
    }
  }

  private sayEnd(end: RunEnd, mark: IMark): string {
    if (end === 'lost') {
      return words.KERNEL_LOST;
    }
    const won = mark.role === 'controle' ? this.outcomes().get(mark.exercise ?? -1) : undefined;
    return won === undefined ? words.DONE : `${sayStars(won.stars, won.outOf)}. ${won.sentence}`;
  }

  /** A result shown for another answer than the present one says so. */
  private sayChanged(answer: IMark): void {
    if (!this.outcomes().has(answer.exercise ?? -1)) {
      return;
    }
    for (const cell of readCells(this.panel)) {
      if (cell.mark?.role === 'controle' && cell.mark.exercise === answer.exercise) {
        this.wardrobe.bars.get(cell.id)?.say(words.CHANGED);
      }
    }
  }

  /** Bring the answer of a check into sight, without moving what is already seen. */
  private showOutcome(cell: CodeCell): void {
    cell.outputArea.node.scrollIntoView({ block: 'nearest' });
  }

  private dressAll(): void {
    this.panel.content.widgets.forEach(cell => this.wardrobe.dress(cell));
  }

  private showRunning(id: string | null): void {
    this.wardrobe.bars.forEach((bar, own) => bar.setRunning(own === id));
  }

  private refresh(): void {
    const path = this.path();
    this.header.setPath(path, this.step ?? currentStep(path));
    this.report(path);
  }

  /** The learner has put the focus in a cell: its step becomes the current one. */
  private follow(target: EventTarget | null): void {
    const cell = this.panel.content.widgets.find(one => one.node.contains(target as Node | null));
    const step = cell === undefined ? undefined : markOf(cell.model)?.step;
    if (step !== undefined && step !== this.step && this.path().some(one => one.step === step)) {
      this.step = step;
      this.refresh();
    }
  }

  private path(): IStone[] {
    return buildPath(readCells(this.panel), this.outcomes(), fullStars(this.panel), seenSteps(this.panel));
  }

  private outcomes(): Outcomes {
    return readOutcomes(this.panel, fullStars(this.panel));
  }

  private markSeen(step: Step): void {
    if (noteSeen(this.panel, step)) {
      this.saver.touch();
    }
    this.step = step;
    this.refresh();
  }

  /** Bring back a learner who had begun to where she was, unless she has moved already. */
  private takeUp(): void {
    const path = this.path();
    const next = path.find(stone => stone.step === currentStep(path));
    if (next !== undefined && !this.touched && path.some(stone => stone.state !== 'todo')) {
      this.revealCell(next.firstCell);
    }
  }

  private walk(stone: IStone): void {
    this.step = stone.step;
    this.refresh();
    this.revealCell(stone.firstCell);
  }

  private revealCell(id: string): void {
    const cell = this.panel.content.widgets.find(one => one.model.id === id);
    if (cell !== undefined) {
      reveal(cell.node);
    }
  }

  private report(path: readonly IStone[]): void {
    if (this.info.room && this.info.code !== undefined) {
      const step = this.step ?? currentStep(path);
      this.reporter.tell(report(this.info.code, step, path, this.outcomes()));
    }
  }

  private onAnswer(answer: IResult): void {
    this.header.setWord(answer.word !== null);
  }

  private readonly noteGesture = (event: Event): void => {
    this.touched = true;
    this.panel.toggleClass('qp-mod-keyboard', event.type === 'keydown');
  };

  private readonly saveWhenLeaving = (): void => {
    void this.saver.flush();
  };

  private dispose(): void {
    document.removeEventListener('visibilitychange', this.saveWhenLeaving);
    window.removeEventListener('pagehide', this.saveWhenLeaving);
    window.removeEventListener('blur', this.saveWhenLeaving);
    this.reporter.dispose();
    this.handIn?.dispose();
    this.runner.dispose();
    this.saver.dispose();
  }

  private readonly api: Api;
  private readonly reporter: Reporter;
  private readonly saver: Saver;
  private readonly runner: Runner;
  private readonly wardrobe: Wardrobe;
  private readonly header = new Header();
  private readonly live = element('p', { class: 'qp-live', role: 'status' });
  private hand: Hand | null = null;
  private handIn: HandIn | null = null;
  private info: ILessonInfo = {
    known: false,
    room: false,
    lessons_page: null,
    pseudo: '',
    seance_open: false
  };
  private step: Step | null = null;
  private touched = false;
  private whole = false;
}
