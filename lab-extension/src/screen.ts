/** One lesson on the screen: ties the notebook, the header, the runner, the saver and the room. */

import { Cell, CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { Api, ILessonInfo, IResult } from './api';
import { markOf, readCells, readOutcomes, Wardrobe } from './cells';
import { ComfortSettings } from './comfortpanel';
import { Custody } from './custody';
import { element, reveal, setText } from './dom';
import { Exercises } from './exercises';
import { faultOf, markFault } from './faultline';
import { Feedback } from './feedback';
import { Hand } from './hand';
import { HandIn } from './handin';
import { Header } from './header';
import { AUTOMATIC, ICell, IMark, Step } from './lesson';
import { fullStars, note, notePlace, placeOf, titleOf, trail } from './marks';
import { sayStars } from './outcome';
import { buildPath, currentStep, IStone, Outcomes, report } from './progress';
import { addRenderers } from './renderers';
import { Repeats } from './repeats';
import { Reporter } from './reporter';
import { RunEnd, Runner } from './runner';
import { Saver } from './saver';
import { Stages } from './stages';
import { buildStages, Look, looks, nextStep, takeUpAt, wayOn } from './unfold';
import * as words from './words';

/** Time for the cells above to take their height, in ms. */
const TAKE_UP_AFTER = 600;

export class LessonScreen {
  constructor(
    private readonly panel: NotebookPanel,
    settings: ServerConnection.ISettings
  ) {
    this.api = new Api(settings);
    this.reporter = new Reporter(this.api);
    const learner = new URL(settings.baseUrl).pathname;
    this.custody = new Custody(panel, this.api, learner, () => this.onReplaced());
    this.runner = new Runner(panel, () => readCells(panel));
    this.wardrobe = new Wardrobe({
      run: (cell, mark) => void this.run(cell, mark),
      stop: () => void this.runner.stop(),
      changed: mark => this.sayChanged(mark),
      restart: cell => void this.exercises.restart(cell),
      place: (mark, lines) => void this.exercises.place(mark.exercise, lines),
      used: mark => this.markSeen(mark.step)
    });
    this.comfort = new ComfortSettings(panel.node, this.api, learner);
    const tell = (sentence: string): void => this.say(sentence);
    this.exercises = new Exercises(panel, this.api, this.custody.work, tell);
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
    this.header.append(this.custody.notice);
    this.header.node.append(this.live);
    this.dressAll();
    this.connect();
    this.header.setSaved(this.saver.state);
    this.setTitle(titleOf(panel));
    this.step = this.resume();
    this.refresh();
    window.setTimeout(() => this.takeUp(), TAKE_UP_AFTER);
    const recovered = await this.custody.open();
    await Promise.all([this.meetRoom(), this.prepare()]);
    this.say(recovered);
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

  private get saver(): Saver {
    return this.custody.saver;
  }

  /** Say a sentence to eyes and to screen readers, for a while. */
  private say(sentence: string): void {
    if (sentence !== '') {
      this.header.showSaid(sentence);
    }
  }

  /** Another state of the work is shown: dress it, and give its questions life again. */
  private onReplaced(): void {
    this.clearWidgets();
    this.dressAll();
    this.step = this.resume();
    this.refresh();
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
    const steps = content.node.querySelector('.jp-WindowedPanel-viewport');
    steps?.setAttribute('role', 'group'); // JupyterLab's «feed» asks for articles that cells are not
    steps?.setAttribute('aria-label', 'Étapes de la leçon');
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
        case 'comfort':
          return this.comfort.open();
        case 'versions':
          return this.custody.showVersions();
        case 'whole':
          return this.toggleWhole();
      }
    });
    header.walked.connect((_, stone) => this.walk(stone));
    for (const gesture of ['keydown', 'pointerdown', 'wheel'] as const) {
      panel.node.addEventListener(gesture, this.noteGesture, { capture: true, passive: true });
    }
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
    void this.comfort.meetRoom();
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
    const seen = trail(this.panel, 'vus');
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
    this.moveTo(mark.step);
    const end = await this.runner.run(cell.model.id);
    this.saver.touch();
    this.refresh();
    setText(this.live, this.sayEnd(end, mark));
    this.noteFault(cell, mark);
    if (end === 'endless') {
      this.wardrobe.bars.get(cell.model.id)?.say(words.ENDLESS);
    }
    if (mark.role === 'controle') {
      this.showOutcome(cell);
    }
  }

  private sayEnd(end: RunEnd, mark: IMark): string {
    if (end === 'lost' || end === 'endless') {
      return end === 'lost' ? words.KERNEL_LOST : words.ENDLESS;
    }
    const won = mark.role === 'controle' ? this.outcomes().get(mark.exercise ?? -1) : undefined;
    return won === undefined ? words.DONE : `${sayStars(won.stars, won.outOf)}. ${won.sentence}`;
  }

  /** Mark the line concerned; the same message three times asks for somebody else's eyes. */
  private noteFault(cell: CodeCell, mark: IMark): void {
    if (mark.role !== 'controle') {
      markFault(cell);
    }
    const outcome = mark.role === 'controle' ? this.outcomes().get(mark.exercise ?? -1) : undefined;
    const unmet = outcome !== undefined && outcome.stars < outcome.outOf ? outcome.sentence : '';
    const message = mark.role === 'controle' ? unmet : (faultOf(cell)?.message ?? '');
    if (this.repeats.note(cell.model.id, message)) {
      this.wardrobe.bars.get(cell.model.id)?.say(words.SHOW_PARTNER);
      this.tellStuck();
    }
  }

  /** A quiet word to the board: somebody may come and look. */
  private tellStuck(): void {
    if (this.info.room && this.info.code !== undefined) {
      const path = this.path();
      const step = this.step ?? currentStep(path);
      const body = { ...report(this.info.code, step, path, this.outcomes()), stuck: true as const };
      void this.api.progress(body).catch(() => undefined);
    }
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
    this.unfold(path);
    this.header.setPath(path, this.step ?? currentStep(path), this.shown);
    this.report(path);
  }

  /** Show the steps reached, fold the ones left behind, keep the others for later. */
  private unfold(path: readonly IStone[]): void {
    const passed = trail(this.panel, 'passes');
    this.shown = looks(path, { at: this.step, passed, reopened: this.reopened });
    const cells = new Map(this.panel.content.widgets.map(cell => [cell.model.id, cell]));
    const ways = path.map(stone => wayOn(path, stone.step, passed));
    const stages = buildStages(readCells(this.panel), path);
    this.stages.draw(stages, cells, this.shown, ways, passed);
  }

  /** Where she was when she left. */
  private resume(): Step | null {
    const { panel } = this;
    return takeUpAt(this.path(), trail(panel, 'passes'), placeOf(panel));
  }

  /** She is at this step now; the page does not jump when a step above folds. */
  private moveTo(step: Step, calm = true): void {
    const anchor = calm ? this.panel.content.activeCell?.node : undefined;
    const before = anchor?.getBoundingClientRect().top ?? 0;
    if (this.step !== step) {
      this.wardrobe.reader.stop();
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

  private get scroller(): Element {
    const { node } = this.panel.content;
    return node.querySelector('.jp-WindowedPanel-outer') ?? node;
  }

  /** «Passer» or «Étape suivante». */
  private goOn(step: Step): void {
    const path = this.path();
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
    return buildPath(readCells(this.panel), this.outcomes(), fullStars(this.panel), trail(this.panel, 'vus'));
  }

  private outcomes(): Outcomes {
    return readOutcomes(this.panel, fullStars(this.panel));
  }

  private markSeen(step: Step): void {
    if (note(this.panel, 'vus', step)) {
      this.saver.touch();
    }
    this.moveTo(step);
  }

  /** Bring back a learner who had begun to where she was, unless she has moved already. */
  private takeUp(): void {
    const path = this.path();
    const next = path.find(stone => stone.step === this.step);
    if (next !== undefined && !this.touched && path.some(stone => stone.state !== 'todo')) {
      this.revealCell(this.firstCell(next));
    }
  }

  private walk(stone: IStone): void {
    const index = this.path().findIndex(one => one.step === stone.step);
    if (!this.whole && this.shown[index] === 'later' && !this.isNext(stone)) {
      this.say(words.NOT_REACHED);
      return;
    }
    this.moveTo(stone.step, false);
    const first = this.firstCell(stone);
    this.revealCell(first);
    this.cell(first)?.node.focus({ preventScroll: true });
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
    this.wardrobe.reader.stop();
    this.reporter.dispose();
    this.handIn?.dispose();
    this.runner.dispose();
    this.saver.dispose();
  }

  private readonly api: Api;
  private readonly reporter: Reporter;
  private readonly custody: Custody;
  private readonly runner: Runner;
  private readonly comfort: ComfortSettings;
  private readonly exercises: Exercises;
  private readonly repeats = new Repeats();
  private readonly wardrobe: Wardrobe;
  private readonly stages = new Stages({
    toggle: step => this.toggleStage(step),
    goOn: step => this.goOn(step)
  });
  private readonly reopened = new Set<string>();
  private shown: Look[] = [];
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
