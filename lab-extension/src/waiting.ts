/** The waiting screen: one calm French sentence from the first script until the lesson is dressed. */

import { DisposableDelegate, IDisposable } from '@lumino/disposable';
import { comfortClasses, Comfort } from './comfort';
import { element, setText } from './dom';
import { LONG_WAIT, PREPARING } from './words';

/** When a wait is called long, in ms. */
const LONG = 20_000;

/** Covers the page while anybody holds it; once it has gone it does not come back. */
export class WaitingScreen {
  /** Show it, dressed as the learner likes to read. */
  constructor(comfort: Comfort) {
    this.node.classList.add(...comfortClasses(comfort));
    document.body.append(this.node);
    this.timer = window.setTimeout(() => setText(this.said, LONG_WAIT), LONG);
  }

  /** Keep it until the answer is disposed. */
  hold(): IDisposable {
    this.holders += 1;
    return new DisposableDelegate(() => {
      this.holders -= 1;
      if (this.holders === 0) {
        clearTimeout(this.timer);
        this.node.remove();
      }
    });
  }

  private holders = 0;
  private readonly timer: number;
  private readonly said = element('p', {}, PREPARING);
  private readonly node = element(
    'div',
    { class: 'qp-waiting', role: 'status' },
    element('div', { class: 'qp-pixels', 'aria-hidden': 'true' }, ...[0, 1, 2].map(pixel)),
    this.said
  );
}

function pixel(rank: number): HTMLElement {
  return element('span', { style: `--qp-rank: ${rank}` });
}
