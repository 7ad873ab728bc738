/** Working two at one computer, from the lesson: begin, swap, end, and the reminder to swap. */

import { Api, ILessonInfo, Refusal } from './api';
import { Header } from './header';
import { doorOf, IPair, pilotOf, untilReminder } from './pair';
import { PairBar } from './pairbar';
import { Saver } from './saver';
import * as words from './words';

/** How often the page asks whether the pair still is one, in ms. */
const STILL_TWO = 60_000;

export class Duo {
  constructor(
    private readonly api: Api,
    private readonly header: Header,
    private readonly saver: Saver,
    private readonly info: ILessonInfo,
    private readonly say: (sentence: string) => void
  ) {
    header.append(this.bar.node);
  }

  /** Learn whether somebody sits beside her; a silent room changes nothing. */
  async follow(): Promise<void> {
    clearTimeout(this.poll);
    const pair = await this.api.pair().catch(() => this.pair);
    if (this.disposed) {
      return;
    }
    if (!this.busy) {
      this.notice(pair);
    }
    if (this.pair !== null) {
      this.poll = window.setTimeout(() => void this.follow(), STILL_TWO);
    }
  }

  /** «À deux»: the second learner comes in by the room's door. */
  async begin(): Promise<void> {
    if (this.info.pair_page !== null && (await this.saver.flush())) {
      window.location.assign(doorOf(this.info.pair_page, this.info.code ?? ''));
    } else {
      this.say(words.PAIR_WAIT);
    }
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.poll);
    clearTimeout(this.reminder);
  }

  private swap(): Promise<void> {
    return this.ask(async () => {
      const pair = await this.api.changePair('swap');
      this.show(pair);
      return pair === null ? words.PAIR_OVER : words.sayPilot(pilotOf(pair).pseudo);
    });
  }

  private end(): Promise<void> {
    return this.ask(async () => {
      const guest = this.pair?.guest.pseudo ?? '';
      if (!(await this.saver.flush())) {
        return words.PAIR_WAIT;
      }
      this.show(await this.api.changePair('end'));
      this.header.focusDuo();
      return words.sayShared(guest);
    });
  }

  /** One gesture at a time; a refusal is said in its own words. */
  private async ask(gesture: () => Promise<string>): Promise<void> {
    if (this.busy) {
      return;
    }
    this.busy = true;
    const said = await gesture().catch((problem: unknown) =>
      problem instanceof Refusal ? problem.message : String(problem)
    );
    this.busy = false;
    this.say(said);
    await this.follow();
  }

  /** The room's answer: the pair may be over, because one of the two came in elsewhere. */
  private notice(pair: IPair | null): void {
    if (this.pair !== null && pair === null) {
      this.say(words.PAIR_OVER);
    }
    if (JSON.stringify(names(pair)) !== JSON.stringify(names(this.pair))) {
      this.show(pair);
    }
  }

  private show(pair: IPair | null): void {
    this.pair = pair;
    this.bar.show(pair);
    this.header.setPaired(pair !== null);
    clearTimeout(this.reminder);
    if (pair !== null) {
      const wait = untilReminder(pair) * 1000;
      this.reminder = window.setTimeout(() => this.bar.remind(true), wait);
    }
  }

  private readonly bar = new PairBar({
    swap: () => void this.swap(),
    end: () => void this.end()
  });
  private pair: IPair | null = null;
  private busy = false;
  private disposed = false;
  private poll = 0;
  private reminder = 0;
}

function names(pair: IPair | null): unknown {
  return pair && [pair.host.pseudo, pair.guest.pseudo, pair.guest_drives];
}
