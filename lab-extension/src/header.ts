/** The strip above a lesson: its title, the path, the stars, and the learner's big buttons. */

import { ISignal, Signal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import { ILessonInfo } from './api';
import { button, element, relabel, setText } from './dom';
import { Icon, icon } from './icons';
import { IStone, totals } from './progress';
import { SaveState } from './saver';
import { Step } from './lesson';
import { Look } from './unfold';
import * as words from './words';

export type HeaderGesture = 'hand-in' | 'hand' | 'word' | 'whole' | 'versions' | 'comfort' | 'pair';

const SAVE_WORDS: Record<SaveState, string> = {
  saved: words.SAVED,
  waiting: words.SAVING,
  saving: words.SAVING,
  local: words.KEPT_HERE,
  failed: words.NOT_SAVED
};

/** How long a sentence stays on the screen, in ms. */
const SAID_FOR = 12_000;

/** What a sentence must not hide. */
const PRECIOUS = 'button, .qp-card, .jp-OutputArea-output img, .jp-OutputArea-output video';

export class Header extends Widget {
  constructor() {
    super();
    this.addClass('qp-header');
    this.node.setAttribute('role', 'banner');
    this.handIn = this.gesture('hand-in', 'send', words.HAND_IN, 'qp-hand-in');
    this.hand = this.gesture('hand', 'hand', words.HAND_DOWN, 'qp-hand');
    this.word = this.gesture('word', 'word', words.WORD_FOR_YOU, 'qp-word');
    this.whole = this.gesture('whole', 'whole', words.WHOLE_NOTEBOOK, 'qp-whole');
    const versions = this.gesture('versions', 'clock', words.VERSIONS, 'qp-discreet');
    const comfort = this.gesture('comfort', 'letters', words.COMFORT, 'qp-discreet');
    this.duo = this.gesture('pair', 'pair', words.PAIR, 'qp-duo');
    for (const short of [versions, comfort, this.duo]) {
      short.title = short.textContent ?? ''; // its name may be out of sight
    }
    this.hand.setAttribute('aria-pressed', 'false');
    this.whole.setAttribute('aria-pressed', 'false');
    const top = element('div', { class: 'qp-header-top' }, this.back, this.heading, this.stars);
    top.append(this.saved, comfort, versions, this.duo, this.word, this.hand, this.handIn, this.whole);
    const nav = element('nav', { 'aria-label': 'Chemin de la leçon' }, this.path);
    this.strip.append(top, nav);
    this.node.append(this.strip);
    for (const hidden of [this.back, this.duo, this.handIn, this.hand, this.word, this.whole]) {
      hidden.hidden = true;
    }
  }

  /** Where sentences are shown: the screen puts it over the lesson. */
  readonly told = element('p', { class: 'qp-told', role: 'status' });

  /** Emitted when one of the big buttons is used. */
  get used(): ISignal<this, HeaderGesture> {
    return this._used;
  }

  /** Emitted with the first cell of the stone clicked. */
  get walked(): ISignal<this, IStone> {
    return this._walked;
  }

  /** Add something under the path. */
  append(node: HTMLElement): void {
    this.strip.append(node);
  }

  /** Show a sentence over the page, for a while: nothing moves under the learner's mouse. */
  showSaid(sentence: string): void {
    clearTimeout(this.timer);
    this.told.textContent = sentence;
    this.placeSaid();
    this.timer = window.setTimeout(() => (this.told.textContent = ''), SAID_FOR);
  }

  /** Put the sentence at the bottom, or under the strip when it would hide a button or a result. */
  placeSaid(): void {
    const { told } = this;
    told.style.cssText = '';
    if (told.textContent !== '' && told.parentElement !== null && hidesSomething(told)) {
      const top = this.node.getBoundingClientRect().bottom;
      told.style.top = `${top - told.parentElement.getBoundingClientRect().top + 8}px`;
      told.style.bottom = 'auto';
    }
  }

  /** Show which lesson this is; in solo mode the room's buttons stay away. */
  setLesson(info: ILessonInfo, title: string): void {
    setText(this.heading, title);
    this.handIn.hidden = !info.room;
    this.hand.hidden = !info.room;
    this.whole.hidden = info.room;
    this.offersDuo = info.pair_page !== null && info.room;
    this.setPaired(this.isPaired);
    this.back.hidden = info.lessons_page === null;
    this.back.href = info.lessons_page ?? '#';
  }

  setSaved(state: SaveState): void {
    setText(this.saved, SAVE_WORDS[state]);
    this.saved.dataset['state'] = state;
  }

  setHand(raised: boolean): void {
    this.hand.setAttribute('aria-pressed', String(raised));
    relabel(this.hand, raised ? words.HAND_UP : words.HAND_DOWN);
  }

  /** Two at this screen: nobody else can be asked in. */
  setPaired(paired: boolean): void {
    this.isPaired = paired;
    this.duo.hidden = paired || !this.offersDuo;
  }

  /** After «Finir à deux», the focus goes where a pair begins. */
  focusDuo(): void {
    this.duo.focus();
  }

  setWord(waiting: boolean): void {
    this.word.hidden = !waiting;
  }

  setWhole(whole: boolean): void {
    this.whole.hidden = false;
    this.whole.setAttribute('aria-pressed', String(whole));
    relabel(this.whole, whole ? words.LESSON_VIEW : words.WHOLE_NOTEBOOK);
  }

  /** Draw the path; the stones are kept, so that the focus never leaves the one it is on. */
  setPath(path: readonly IStone[], current: Step, shown: readonly Look[]): void {
    const { stars, outOf } = totals(path);
    setText(this.starsText, `${stars} / ${outOf}`);
    setText(this.starsSaid, `${stars} étoile${stars > 1 ? 's' : ''} sur ${outOf}`);
    if (path.length !== this.path.children.length) {
      this.path.replaceChildren(...path.map(() => element('li', {}, this.stone())));
    }
    path.forEach((stone, index) => {
      this.drawStone(stone, index, stone.step === current);
      const node = this.path.children[index]?.firstElementChild;
      node?.setAttribute('aria-disabled', String(shown[index] === 'later'));
    });
  }

  protected override onAfterAttach(): void {
    this.observer.observe(this.strip);
  }

  protected override onBeforeDetach(): void {
    this.observer.disconnect();
  }

  /** Lumino lays boxes out from their CSS minimum: keep it equal to what the strip really needs. */
  private readonly observer = new ResizeObserver(() => {
    const height = `${this.strip.offsetHeight}px`;
    if (this.node.style.minHeight !== height) {
      this.node.style.minHeight = height;
      this.parent?.fit();
    }
  });

  private stone(): HTMLButtonElement {
    return element(
      'button',
      { type: 'button', class: 'qp-button qp-stone' },
      element('span', { class: 'qp-number', 'aria-hidden': 'true' }),
      element('span', { class: 'qp-label' }),
      element('span', { class: 'qp-said' })
    );
  }

  private drawStone(stone: IStone, index: number, current: boolean): void {
    const node = this.path.children[index]?.firstElementChild as HTMLButtonElement;
    setText(node.querySelector('.qp-number'), stone.state === 'done' ? '✓' : String(index + 1));
    relabel(node, words.STEP_NAMES[stone.step]);
    setText(node.querySelector('.qp-said'), saidState(stone));
    node.dataset['state'] = stone.state;
    node.onclick = () => this._walked.emit(stone);
    if (current) {
      if (!node.hasAttribute('aria-current')) {
        this.path.scrollLeft = node.offsetLeft - this.path.clientWidth / 2; // narrow screens
      }
      node.setAttribute('aria-current', 'step');
    } else {
      node.removeAttribute('aria-current');
    }
  }

  private gesture(name: HeaderGesture, picture: Icon, text: string, style: string) {
    const node = button(picture, text, style);
    node.addEventListener('click', () => this._used.emit(name));
    return node;
  }

  private timer = 0;
  private readonly strip = element('div', { class: 'qp-strip' });
  private readonly heading = element('p', { class: 'qp-title' });
  private readonly starsText = element('span', { 'aria-hidden': 'true' });
  private readonly starsSaid = element('span', { class: 'qp-said' });
  private readonly stars = element(
    'p',
    { class: 'qp-total' },
    icon('star'),
    this.starsText,
    this.starsSaid
  );
  private readonly saved = element('p', { class: 'qp-saved', role: 'status' });
  private readonly path = element('ol', { class: 'qp-path' });
  private readonly back = element(
    'a',
    { class: 'qp-button qp-back' },
    icon('back'),
    element('span', { class: 'qp-label' }, words.BACK)
  );
  private offersDuo = false;
  private isPaired = false;
  private readonly duo: HTMLButtonElement;
  private readonly handIn: HTMLButtonElement;
  private readonly hand: HTMLButtonElement;
  private readonly word: HTMLButtonElement;
  private readonly whole: HTMLButtonElement;
  private readonly _used = new Signal<this, HeaderGesture>(this);
  private readonly _walked = new Signal<this, IStone>(this);
}

/** Whether a button or a result of the lesson lies under this node. */
function hidesSomething(node: HTMLElement): boolean {
  const own = node.getBoundingClientRect();
  const others = node.parentElement?.querySelectorAll(`.qp-cell :is(${PRECIOUS})`) ?? [];
  return [...others].some(other => {
    const { top, bottom, left, right } = other.getBoundingClientRect();
    const apart = top > own.bottom || bottom < own.top || left > own.right || right < own.left;
    return top < bottom && !apart;
  });
}

function saidState(stone: IStone): string {
  const state = { done: ', étape faite', started: ', étape commencée', todo: '' }[stone.state];
  const stars = stone.outOf > 0 ? `, ${stone.stars} sur ${stone.outOf} étoiles` : '';
  return state + stars;
}
