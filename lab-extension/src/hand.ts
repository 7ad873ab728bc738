/** «Main levée»: raise or lower the hand, and show it only once the room knows. */

import { Api, Refusal } from './api';
import { Header } from './header';
import { HAND_LOWERED, HAND_SAID } from './words';

export class Hand {
  constructor(
    private readonly api: Api,
    private readonly header: Header,
    private readonly lesson: string
  ) {
    header.setHand(this.isRaised);
  }

  /** Ask the room; returns the sentence to say to the learner. */
  async toggle(): Promise<string> {
    try {
      const { raised } = await this.api.hand(this.lesson, !this.isRaised);
      sessionStorage.setItem(this.key, String(raised));
      this.header.setHand(raised);
      return raised ? HAND_SAID : HAND_LOWERED;
    } catch (problem) {
      return problem instanceof Refusal ? problem.message : String(problem);
    }
  }

  private get isRaised(): boolean {
    return sessionStorage.getItem(this.key) === 'true';
  }

  private get key(): string {
    return `quartiers-main-${this.lesson}`;
  }
}
