/** «Main levée»: raise or lower the hand, and show it only once the room knows. */

import { Api, Refusal } from './api';
import { Header } from './header';
import { HAND_LOWERED, HAND_SAID } from './words';

/** Milliseconds between two questions to the room, while the hand is up. */
const WHILE_UP = 4000;

export class Hand {
  constructor(
    private readonly api: Api,
    private readonly header: Header,
    private readonly lesson: string
  ) {
    header.setHand(this.isRaised);
    void this.look();
  }

  /** Ask the room; returns the sentence to say to the learner. */
  async toggle(): Promise<string> {
    try {
      this.gestures += 1;
      const { raised } = await this.api.hand(this.lesson, !this.isRaised);
      this.show(raised);
      return raised ? HAND_SAID : HAND_LOWERED;
    } catch (problem) {
      return problem instanceof Refusal ? problem.message : String(problem);
    }
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
  }

  /** An animator who has come lowers the hand from the board: so does the button. */
  private async look(): Promise<void> {
    const gestures = this.gestures;
    const state = await this.api.handState().catch(() => null);
    // an answer asked for before her own gesture would undo it
    this.show(state === null || gestures !== this.gestures ? this.isRaised : state.raised === true);
  }

  private show(raised: boolean): void {
    if (this.disposed) {
      return;
    }
    sessionStorage.setItem(this.key, String(raised));
    this.header.setHand(raised);
    clearTimeout(this.timer);
    if (raised) {
      this.timer = window.setTimeout(() => void this.look(), WHILE_UP);
    }
  }

  private get isRaised(): boolean {
    return sessionStorage.getItem(this.key) === 'true';
  }

  private get key(): string {
    return `quartiers-main-${this.lesson}`;
  }

  private gestures = 0;
  private disposed = false;
  private timer = 0;
}
