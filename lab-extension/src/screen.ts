/** One lesson on the screen: ties the notebook, the header, the runner, the saver and the room. */

import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { Api, ILessonInfo, IResult, Refusal } from './api';
import { markOf, readCells, readOutcomes, Wardrobe } from './cells';
import { element, reveal, setText } from './dom';
import { Feedback } from './feedback';
import { HandIn } from './handin';
import { Header } from './header';
import { AUTOMATIC, IMark, isRecord, Step } from './lesson';
import { sayStars } from './outcome';
import { buildPath, currentStep, IStone, Outcomes, report } from './progress';
import { addRenderers } from './renderers';
import { RunEnd, Runner } from './runner';
import { Saver } from './saver';
import * as words from './words';

const REPORT_AFTER = 1500;

export class LessonScreen {
  constructor(
    private readonly panel: NotebookPanel,
    settings: ServerConnection.ISettings,
    reachable: () => Promise<boolean>
  ) {
    this.api = new Api(settings);
    this.saver = new Saver({ save: () => panel.context.save(), reachable });
    this.runner = new Runner(panel, () => readCells(panel));
    this.wardrobe = new Wardrobe({
      run: (cell, mark) => void this.run(cell, mark),
      stop: () => void this.runner.stop(),
      used: mark => this.markSeen(mark.step)
    });
    panel.disposed.connect(this.dispose, this);
  }

  /** Dress the notebook, then prepare the kernel; the learner can read from the first moment. */
  async start(): Promise<void> {
    const { panel } = this;
    addRenderers(panel.content.rendermime);
    panel.addClass('qp-lesson');
    panel.toolbar.hide();
    panel.contentHeader.insertWidget(0, this.header);
    this.header.node.append(this.live);
    this.dressAll();
    this.connect();
    this.header.setSaved(this.saver.state);
    this.header.setLesson(this.info, titleOf(panel));
    this.refresh();
    this.takeUp();
    await Promise.all([this.meetRoom(), this.prepare()]);
    this.refresh();
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

  private connect(): void {
    const { panel, saver, header } = this;
    const model = panel.context.model;
    model.contentChanged.connect(() => saver.touch());
    model.cells.changed.connect(() => this.dressAll());
    saver.stateChanged.connect((_, state) => header.setSaved(state));
    this.runner.runningChanged.connect((_, id) => this.showRunning(id));
    header.used.connect((_, gesture) => {
      switch (gesture) {
        case 'hand-in':
          return void this.handIn?.handIn();
        case 'word':
          return this.handIn?.show();
        case 'hand':
          return void this.toggleHand();
        case 'whole':
          return this.toggleWhole();
      }
    });
    header.walked.connect((_, stone) => this.walk(stone));
    panel.content.node.addEventListener('focusin', event => this.follow(event.target));
    document.addEventListener('visibilitychange', this.saveWhenLeaving);
    window.addEventListener('pagehide', this.saveWhenLeaving);
    window.addEventListener('blur', this.saveWhenLeaving);
  }

  private async meetRoom(): Promise<void> {
    this.info = await this.api.lesson(this.panel.context.localPath).catch(() => this.info);
    this.header.setLesson(this.info, this.info.title ?? titleOf(this.panel));
    if (!this.info.room) {
      return;
    }
    this.header.setHand(this.handRaised);
    const feedback = new Feedback(this.panel.node, this.info);
    this.handIn = new HandIn(this.api, this.info, this.saver, feedback, answer =>
      this.onAnswer(answer)
    );
    await this.handIn.follow();
  }

  /** Run what a lesson runs by itself when it opens. */
  private async prepare(): Promise<void> {
    setText(this.live, words.PREPARING);
    const automatic = readCells(this.panel).filter(cell => AUTOMATIC.has(cell.mark?.role ?? 'titre'));
    let end: RunEnd = 'done';
    for (const cell of automatic) {
      end = await this.runner.run(cell.id);
      if (end !== 'done') {
        break;
      }
    }
    setText(this.live, end === 'done' ? words.READY : words.KERNEL_LOST);
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
    this.reportSoon(path);
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
    return buildPath(readCells(this.panel), this.outcomes(), this.outOf(), this.seen());
  }

  private outcomes(): Outcomes {
    return readOutcomes(this.panel, this.outOf());
  }

  /** Full stars of each exercise: nbgrader's points, which every check cell carries. */
  private outOf(): Map<number, number> {
    const full = new Map<number, number>();
    for (const cell of this.panel.content.widgets) {
      const mark = markOf(cell.model);
      const nbgrader: unknown = cell.model.getMetadata('nbgrader');
      if (mark?.role === 'controle' && mark.exercise !== null && isRecord(nbgrader)) {
        full.set(mark.exercise, Number(nbgrader['points'] ?? 0));
      }
    }
    return full;
  }

  /** Steps whose widget has been used, kept in the notebook itself: it follows the learner. */
  private seen(): Set<string> {
    const own: unknown = this.panel.context.model.getMetadata('quartiers');
    const list = isRecord(own) ? own['vus'] : [];
    return new Set(Array.isArray(list) ? list.map(String) : []);
  }

  private markSeen(step: Step): void {
    const model = this.panel.context.model;
    const own: unknown = model.getMetadata('quartiers');
    const seen = this.seen();
    if (!seen.has(step)) {
      model.setMetadata('quartiers', {
        ...(isRecord(own) ? own : {}),
        vus: [...seen, step]
      });
      this.saver.touch();
    }
    this.step = step;
    this.refresh();
  }

  /** Bring back a learner who had begun to where she was. */
  private takeUp(): void {
    const path = this.path();
    const next = path.find(stone => stone.step === currentStep(path));
    if (next !== undefined && path.some(stone => stone.state !== 'todo')) {
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

  private reportSoon(path: readonly IStone[]): void {
    if (!this.info.room || this.info.code === undefined) {
      return;
    }
    const step = this.step ?? currentStep(path);
    const body = report(this.info.code, step, path, this.outcomes());
    const text = JSON.stringify(body);
    if (text !== this.reported) {
      this.reported = text;
      clearTimeout(this.reportTimer);
      this.reportTimer = window.setTimeout(
        () => void this.api.progress(body).catch(() => (this.reported = '')),
        REPORT_AFTER
      );
    }
  }

  private async toggleHand(): Promise<void> {
    const code = this.info.code ?? '';
    try {
      const { raised } = await this.api.hand(code, !this.handRaised);
      sessionStorage.setItem(this.handKey, String(raised));
      this.header.setHand(raised);
      setText(this.live, raised ? words.HAND_SAID : words.HAND_LOWERED);
    } catch (problem) {
      setText(this.live, problem instanceof Refusal ? problem.message : String(problem));
    }
  }

  private get handKey(): string {
    return `quartiers-main-${this.info.code ?? ''}`;
  }

  private get handRaised(): boolean {
    return sessionStorage.getItem(this.handKey) === 'true';
  }

  private onAnswer(answer: IResult): void {
    this.header.setWord(answer.word !== null);
  }

  private readonly saveWhenLeaving = (): void => {
    void this.saver.flush();
  };

  private dispose(): void {
    document.removeEventListener('visibilitychange', this.saveWhenLeaving);
    window.removeEventListener('pagehide', this.saveWhenLeaving);
    window.removeEventListener('blur', this.saveWhenLeaving);
    clearTimeout(this.reportTimer);
    this.handIn?.dispose();
    this.runner.dispose();
    this.saver.dispose();
  }

  private readonly api: Api;
  private readonly saver: Saver;
  private readonly runner: Runner;
  private readonly wardrobe: Wardrobe;
  private readonly header = new Header();
  private readonly live = element('p', { class: 'qp-live', role: 'status' });
  private handIn: HandIn | null = null;
  private info: ILessonInfo = {
    known: false,
    room: false,
    lessons_page: null,
    pseudo: '',
    seance_open: false
  };
  private step: Step | null = null;
  private whole = false;
  private reported = '';
  private reportTimer = 0;
}

/** The lesson's only h1, when the server does not know the lesson (an author's draft). */
function titleOf(panel: NotebookPanel): string {
  const first = panel.content.widgets.find(cell => markOf(cell.model)?.role === 'titre');
  const source = first?.model.sharedModel.getSource() ?? '';
  return /^#\s+(.+)$/m.exec(source)?.[1]?.trim() ?? '';
}
