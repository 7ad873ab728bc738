/** «Rendre»: save, send, then follow what the room does with the work. */

import { Api, ILessonInfo, IResult, Refusal } from './api';
import { Feedback } from './feedback';
import { Saver } from './saver';

const SOON = 1500;
const LATER = 60_000;
const NOT_SAVED = 'Je n’arrive pas encore à garder ton travail. Attends un peu, puis rends-le.';

/** Follows the latest submission and tells `onAnswer` each time the room has something to say. */
export class HandIn {
  constructor(
    private readonly api: Api,
    private readonly info: ILessonInfo,
    private readonly saver: Saver,
    private readonly feedback: Feedback,
    private readonly onAnswer: (answer: IResult) => void,
    private readonly onTogether: (partner: string) => void
  ) {}

  /** Save, send, show. A second click while it is under way only shows the panel again. */
  async handIn(): Promise<void> {
    this.feedback.open();
    if (this.busy) {
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
      this.onAnswer(answer);
      if (this.feedback.isOpen) {
        this.feedback.showResult(answer);
      }
    }
    const working = answer?.status === 'pending' || answer?.status === 'running';
    this.timer = window.setTimeout(() => void this.follow(), working ? SOON : LATER);
  }

  /** Show what the room said last. */
  show(): void {
    this.feedback.open();
    if (this.last !== null) {
      this.feedback.showResult(this.last);
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
    if (together !== undefined) {
      this.onTogether(together);
    }
    this.feedback.showWaiting('pending');
    await this.follow();
  }

  private last: IResult | null = null;
  private busy = false;
  private disposed = false;
  private timer = 0;
}
