/** Tell the room where the learner is: soon after a change, never twice the same. */

import { Api } from './api';
import { IProgressReport } from './progress';

const REPORT_AFTER = 1500;

export class Reporter {
  constructor(private readonly api: Api) {}

  /** Send this report in a moment, unless it is the last one sent. A lost one is sent next time. */
  tell(body: IProgressReport): void {
    const text = JSON.stringify(body);
    if (text === this.told) {
      return;
    }
    this.told = text;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(
      () => void this.api.progress(body).catch(() => (this.told = '')),
      REPORT_AFTER
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  private told = '';
  private timer = 0;
}
