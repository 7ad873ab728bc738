/** «Rendre»: save, send, then follow what the room does with the work. */

import { Api, ILessonInfo, IResult, Refusal } from './api';
import { Feedback } from './feedback';
import { justRead, wordsOf } from './received';
import { Saver } from './saver';
import { isWaiting } from './turn';

const SOON = 1500;
const LATER = 60_000;
const NOT_SAVED = 'Je n’arrive pas encore à garder ton travail. Attends un peu, puis rends-le.';

export interface IHandInListener {
  /** The room has something to say. */
  answered(answer: IResult): void;
  /** The work has reached the room; so has that of the one beside her, when there is one. */
  handedIn(partner: string | null): void;
  /** Whether the answers are those handed in last. */
  isHandedIn(): boolean;
}

/** Follows the latest submission. */
export class HandIn {
  constructor(
    private readonly api: Api,
    private readonly info: ILessonInfo,
    private readonly saver: Saver,
    private readonly feedback: Feedback,
    private readonly listener: IHandInListener
  ) {}

  /** Save, send, show. The same work, while it is under way or waits, is only shown again. */
  async handIn(): Promise<void> {
    this.asked = false;
    this.feedback.open();
    if (this.busy) {
      return;
    }
    if (this.last !== null && isWaiting(this.last) && this.listener.isHandedIn()) {
      this.showLast(this.last);
      return;
    }
    this.busy = true;
    try {
      await this.send();
    } catch (problem) {
      this.feedback.showSentence(problem instanceof Refusal ? problem.message : String(problem));
    } finally {
      this.busy = false;
    }
  }

  /** Ask the room now, then again: soon while it works, now and then for the animator's word. */
  async follow(): Promise<void> {
    clearTimeout(this.timer);
    const answer = await this.api.result(this.info.code ?? '').catch(() => null);
    if (this.disposed) {
      return;
    }
    if (answer !== null) {
      this.last = answer;
      this.listener.answered(answer);
      if (this.feedback.isOpen) {
        this.showLast(answer);
      }
    }
    const working = answer !== null && isWaiting(answer);
    this.timer = window.setTimeout(() => void this.follow(), working ? SOON : LATER);
  }

  /** «Un mot»: show the words, with what the room said last. */
  show(): void {
    this.asked = true;
    this.feedback.open();
    if (this.last !== null) {
      this.showLast(this.last);
      this.feedback.goToWord();
    }
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  private async send(): Promise<void> {
    this.feedback.showWaiting('saving');
    if (!(await this.saver.flush())) {
      this.feedback.showSentence(NOT_SAVED);
      return;
    }
    this.feedback.showWaiting('sending');
    const { together } = await this.api.submit(this.info.code ?? '');
    this.listener.handedIn(together ?? null);
    this.feedback.showWaiting('pending');
    await this.follow();
  }

  /** What is shown is read: the animator is told. */
  private showLast(answer: IResult): void {
    this.feedback.showResult(answer);
    const read = justRead(wordsOf(answer), this.asked);
    if (read.length > 0) {
      const note = (): void => wordsOf(answer).forEach(word => (word.read ||= read.includes(word.id)));
      void this.api.wordsRead(read).then(note, () => undefined);
    }
  }

  /** She opened the panel by «Un mot». */
  private asked = false;
  private last: IResult | null = null;
  private busy = false;
  private disposed = false;
  private timer = 0;
}
