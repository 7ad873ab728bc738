/** The lesson's talk with the room: the hand, the hand-in and its word, and where the learner is. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { Api, ILessonInfo } from './api';
import { Duo } from './duo';
import { Feedback } from './feedback';
import { Hand } from './hand';
import { HandIn } from './handin';
import { Header } from './header';
import { Journey } from './journey';
import { Reporter } from './reporter';
import { wordsOf } from './received';
import { Saver } from './saver';
import * as words from './words';

export interface IPupil {
  /** Say a sentence to the learner. */
  say(sentence: string): void;
  /** Her work has reached the room. */
  handedIn(): void;
  /** Whether her answers are those handed in last. */
  isHandedIn(): boolean;
}

export class Classroom {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly api: Api,
    private readonly header: Header,
    private readonly saver: Saver,
    private readonly pupil: IPupil
  ) {
    this.reporter = new Reporter(api);
  }

  /** What the server knows of this lesson; little before `meet`, nothing of a room in solo mode. */
  info: ILessonInfo = {
    known: false,
    room: false,
    lessons_page: null,
    pair_page: null,
    pseudo: '',
    seance_open: false
  };

  /** Learn which lesson this is. */
  async meet(): Promise<void> {
    this.info = await this.api.lesson(this.panel.context.localPath).catch(() => this.info);
  }

  /** Give life to the header's buttons; nothing in solo mode. */
  async enter(): Promise<void> {
    const { api, header, info } = this;
    if (!info.room) {
      return;
    }
    this.hand = new Hand(api, header, info.code ?? '');
    const feedback = new Feedback(this.panel.node, info);
    this.handIn = new HandIn(api, info, this.saver, feedback, {
      answered: answer => header.setWord(wordsOf(answer).length > 0),
      handedIn: partner => this.noteHandedIn(partner),
      isHandedIn: () => this.pupil.isHandedIn()
    });
    this.duo = new Duo(api, header, this.saver, info, said => this.pupil.say(said));
    await Promise.all([this.handIn.follow(), this.duo.follow()]);
  }

  /** Tell the board where she is, soon and once. */
  report(journey: Journey): void {
    if (this.info.room && this.info.code !== undefined) {
      this.reporter.tell(journey.report(this.info.code));
    }
  }

  /** A quiet word to the board: somebody may come and look. */
  tellStuck(journey: Journey): void {
    if (this.info.room && this.info.code !== undefined) {
      const body = { ...journey.report(this.info.code), stuck: true as const };
      void this.api.progress(body).catch(() => undefined);
    }
  }

  /** «Rendre». */
  send(): void {
    void this.handIn?.handIn();
  }

  /** «Un mot». */
  showWord(): void {
    this.handIn?.show();
  }

  /** «Lever la main»; the sentence to say, "" without a room. */
  async toggleHand(): Promise<string> {
    return (await this.hand?.toggle()) ?? '';
  }

  /** «À deux». */
  beginPair(): void {
    void this.duo?.begin();
  }

  dispose(): void {
    this.duo?.dispose();
    this.hand?.dispose();
    this.reporter.dispose();
    this.handIn?.dispose();
  }

  private noteHandedIn(partner: string | null): void {
    this.pupil.handedIn();
    if (partner !== null) {
      this.pupil.say(words.sayHandedIn(partner));
    }
  }

  private readonly reporter: Reporter;
  private hand: Hand | null = null;
  private handIn: HandIn | null = null;
  private duo: Duo | null = null;
}
