/** One lesson on the screen: ties the notebook, the header, the journey, the saver and the room. */

import { Dialog } from '@jupyterlab/apputils';
import { CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { ServerConnection } from '@jupyterlab/services';
import { Api } from './api';
import { besideNotebook } from './beside';
import { markOf, Wardrobe } from './cells';
import { Classroom } from './classroom';
import { ComfortSettings } from './comfortpanel';
import { Custody } from './custody';
import { element, setText } from './dom';
import { Exercises } from './exercises';
import { showFullPlace } from './fullplace';
import { Header, HeaderGesture } from './header';
import { Journey } from './journey';
import { isHandedIn, titleOf } from './marks';
import { Player } from './player';
import { addRenderers, drawAgain } from './renderers';
import { Saver } from './saver';
import { doorOf, insist, keepGesture } from './wake';
import * as words from './words';

/** Time for the cells above to take their height, in ms. */
const TAKE_UP_AFTER = 600;

export class LessonScreen {
  constructor(
    private readonly panel: NotebookPanel,
    settings: ServerConnection.ISettings
  ) {
    this.api = new Api(settings);
    const learner = new URL(settings.baseUrl).pathname;
    this.custody = new Custody(panel, this.api, learner, () => this.onReplaced());
    const say = (sentence: string): void => this.say(sentence);
    this.classroom = new Classroom(panel, this.api, this.header, this.custody.saver, {
      say,
      handedIn: () => this.journey.markHandedIn(),
      isHandedIn: () => isHandedIn(panel)
    });
    this.exercises = new Exercises(panel, this.api, this.custody.work, say);
    this.comfort = new ComfortSettings(panel.node, this.api, learner);
    this.journey = new Journey(panel, this.header, {
      say,
      left: () => this.wardrobe.reader.stop(),
      noted: () => this.saver.touch(),
      drawn: () => this.classroom.report(this.journey),
      canHandIn: () => this.classroom.info.room,
      handIn: () => this.classroom.send()
    });
    this.wardrobe = new Wardrobe({
      run: (cell, mark) => void this.player.run(cell, mark),
      stop: () => this.player.stop(),
      changed: mark => this.player.sayChanged(mark),
      restart: cell => void this.exercises.restart(cell),
      place: (mark, text) => void this.exercises.place(mark.exercise, text),
      used: mark => this.journey.markSeen(mark.step)
    });
    this.player = new Player(panel, this.wardrobe, this.journey, {
      tell: sentence => setText(this.live, sentence),
      ran: () => this.saver.touch(),
      seen: () => this.header.placeSaid(),
      reach: target => this.reach(target),
      presence: () => this.api.presence(),
      stuck: () => this.classroom.tellStuck(this.journey),
      whyStopped: () => this.whyStopped()
    });
    panel.disposed.connect(this.dispose, this);
  }

  /** Dress the notebook, then prepare the kernel; the learner can read from the first moment. */
  async start(): Promise<void> {
    const { panel } = this;
    addRenderers(panel.content.rendermime);
    this.player.clearWidgets();
    this.drawAgain();
    panel.addClass('qp-lesson');
    panel.toolbar.hide();
    panel.contentHeader.insertWidget(0, this.header);
    this.header.append(this.custody.notice);
    this.header.node.append(this.live);
    panel.node.append(this.header.told);
    this.dressAll();
    this.connect();
    this.header.setSaved(this.saver.state);
    this.setTitle(titleOf(panel));
    this.journey.resume();
    window.setTimeout(() => this.takeUp(), TAKE_UP_AFTER);
    const recovered = await this.custody.open();
    await Promise.all([this.meetRoom(), this.player.prepare()]);
    this.say(recovered);
    this.journey.refresh();
    this.takeUp(); // again: the widgets above have taken their height
    await this.player.takeUpGesture();
  }

  /** Run the gesture of the cell the learner is in: what Shift + Enter does. */
  runActive(): void {
    const cell = this.panel.content.activeCell;
    const mark = cell === null ? null : markOf(cell.model);
    if (cell instanceof CodeCell && mark !== null && words.GESTURE_NAMES[mark.role]) {
      void this.player.run(cell, mark);
    }
  }

  /** Show the whole notebook, for adults and authors, or the learner's view again. */
  toggleWhole(): void {
    const whole = (this.journey.whole = !this.journey.whole);
    this.panel.toggleClass('qp-mod-whole', whole);
    this.panel.toolbar.setHidden(!whole);
    this.header.setWhole(whole);
  }

  private drawAgain(): void {
    for (const cell of this.panel.content.widgets) {
      if (cell instanceof CodeCell) {
        drawAgain(cell.model.outputs);
      }
    }
    this.panel.context.model.dirty = false; // the same outputs: nothing to keep
  }

  save(): Promise<boolean> {
    return this.saver.flush();
  }

  /** Say that the server has been lost; the saver keeps trying. */
  sayOffline(): void {
    setText(this.live, words.OFFLINE);
  }

  /** Whether the server answers; one that sleeps is woken up by the room, which leads back here. */
  private async reach(target: string): Promise<boolean> {
    const sayWaking = (): void => this.player.say(target, words.WAKING);
    const presence = await insist(() => this.api.presence(), sayWaking);
    const { lessons_page, code } = this.classroom.info;
    const door = doorOf(lessons_page, code);
    if (presence !== 'asleep' || door === null) {
      return presence === 'there';
    }
    sayWaking();
    await this.saver.flush(); // what the disk cannot have yet waits in the browser
    keepGesture(target);
    window.location.assign(door);
    return new Promise(() => undefined);
  }

  /** Python ended: it may be that it filled the learner's share of the disk. */
  private async whyStopped(): Promise<string> {
    const sentence = await this.api.whyStopped().catch(() => '');
    if (sentence !== '') {
      showFullPlace(this.panel.node, sentence, () => this.api.makeRoom());
    }
    return sentence;
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
    this.player.clearWidgets();
    this.dressAll();
    this.journey.resume();
  }

  /** Put the lesson's title everywhere a learner or a screen reader meets it. */
  private setTitle(title: string): void {
    const { content } = this.panel;
    this.header.setLesson(this.classroom.info, title);
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
    panel.title.changed.connect(() => this.setTitle(this.title));
    saver.stateChanged.connect((_, state) => {
      header.setSaved(state);
      if (state === 'saved') {
        this.journey.noticeChange();
      }
    });
    panel.sessionContext.statusChanged.connect((_, status) => {
      if (status === 'autorestarting') {
        window.setTimeout(() => Dialog.flush()); // JupyterLab's window says it in English
      }
    });
    header.used.connect((_, gesture) => this.onGesture(gesture));
    header.walked.connect((_, stone) => this.journey.walk(stone));
    for (const gesture of ['keydown', 'pointerdown', 'wheel'] as const) {
      panel.node.addEventListener(gesture, this.noteGesture, { capture: true, passive: true });
    }
    const placeSaid = (): void => header.placeSaid();
    panel.node.addEventListener('scrollend', placeSaid, { capture: true, passive: true });
    document.addEventListener('visibilitychange', this.saveWhenLeaving);
    window.addEventListener('pagehide', this.saveWhenLeaving);
    window.addEventListener('blur', this.saveWhenLeaving);
  }

  private onGesture(gesture: HeaderGesture): void {
    switch (gesture) {
      case 'hand-in':
        return this.classroom.send();
      case 'word':
        return this.classroom.showWord();
      case 'hand':
        return void this.classroom.toggleHand().then(said => setText(this.live, said));
      case 'pair':
        return this.classroom.beginPair();
      case 'comfort':
        return this.comfort.open();
      case 'versions':
        return this.custody.showVersions();
      case 'whole':
        return this.toggleWhole();
    }
  }

  private async meetRoom(): Promise<void> {
    await this.classroom.meet();
    this.setTitle(this.title);
    const voices = await besideNotebook(this.panel, this.classroom.info.voices ?? {});
    this.wardrobe.reader.setRecordings(voices);
    if (this.classroom.info.room) {
      void this.comfort.meetRoom();
    }
    await this.classroom.enter();
  }

  private get title(): string {
    return this.classroom.info.title ?? titleOf(this.panel);
  }

  private dressAll(): void {
    this.panel.content.widgets.forEach(cell => this.wardrobe.dress(cell));
  }

  /** Bring her back to where she was, unless she has moved already. */
  private takeUp(): void {
    if (!this.touched) {
      this.journey.takeUp();
    }
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
    this.classroom.dispose();
    this.player.dispose();
    this.saver.dispose();
  }

  private readonly api: Api;
  private readonly custody: Custody;
  private readonly classroom: Classroom;
  private readonly comfort: ComfortSettings;
  private readonly exercises: Exercises;
  private readonly wardrobe: Wardrobe;
  private readonly journey: Journey;
  private readonly player: Player;
  private readonly header = new Header();
  private readonly live = element('p', { class: 'qp-live', role: 'status' });
  private touched = false;
}
