/** The line of a pair, under the lesson's title: pilot, copilot, «Échanger», «Finir à deux». */

import { button, element, setText } from './dom';
import { copilotOf, IMember, IPair, pilotOf } from './pair';
import * as words from './words';

export interface IPairGestures {
  swap(): void;
  end(): void;
}

export class PairBar {
  constructor(private readonly gestures: IPairGestures) {
    this.swap.addEventListener('click', () => this.gestures.swap());
    this.finish.addEventListener('click', () => this.ask(true));
    this.yes.addEventListener('click', () => this.gestures.end());
    this.no.addEventListener('click', () => this.ask(false));
    this.question.append(element('span', {}, words.PAIR_END_ASK), this.yes, this.no);
    this.node.append(this.members, this.reminder, this.swap, this.finish, this.question);
    this.show(null);
  }

  readonly node = element('section', { class: 'qp-pair', 'aria-label': words.PAIR_TITLE });

  /** Show a pair; nothing for somebody alone. */
  show(pair: IPair | null): void {
    this.node.hidden = pair === null;
    this.remind(false);
    this.ask(false, false);
    if (pair !== null) {
      const pilot = member(pilotOf(pair), words.PILOT, true);
      this.members.replaceChildren(pilot, member(copilotOf(pair), words.COPILOT, false));
    }
  }

  /** Propose to swap, or say no more of it. */
  remind(due: boolean): void {
    setText(this.reminder, due ? words.PAIR_REMINDER : '');
    this.node.classList.toggle('qp-mod-due', due);
  }

  /** Ask once before the end: the pair begins again only with three pictures. */
  private ask(asking: boolean, focus = true): void {
    this.question.hidden = !asking;
    this.swap.hidden = this.finish.hidden = asking;
    if (focus) {
      (asking ? this.yes : this.finish).focus();
    }
  }

  private readonly members = element('ul', { class: 'qp-members' });
  private readonly reminder = element('p', { class: 'qp-reminder', role: 'status' });
  private readonly question = element('p', { class: 'qp-question' });
  private readonly swap = button('swap', words.PAIR_SWAP, 'qp-swap');
  private readonly finish = button('close', words.PAIR_END, 'qp-pair-end');
  private readonly yes = button('check', words.PAIR_END_YES, 'qp-pair-yes');
  private readonly no = button('back', words.PAIR_END_NO, 'qp-pair-no');
}

function member({ pseudo, avatar }: IMember, role: string, drives: boolean): HTMLElement {
  return element(
    'li',
    { class: drives ? 'qp-member qp-mod-pilot' : 'qp-member' },
    element('img', { src: avatar, alt: '', width: '36', height: '36' }),
    element('span', {}, element('strong', {}, pseudo), ` ${role}`)
  );
}
