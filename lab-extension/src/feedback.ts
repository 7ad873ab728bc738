/** The panel of «Rendre»: what happens to the work, then stars, sentences and the animator's word. */

import { IExerciseResult, ILessonInfo, IResult, IWord } from './api';
import { button, element, reveal } from './dom';
import { icon } from './icons';
import { drawStars, sayStars } from './outcome';
import { sortWords, wordsOf } from './received';
import { isWaiting, sayTurn, WAITING, Waiting } from './turn';
import * as words from './words';

const FAILED = 'Je n’arrive pas à regarder ton travail. Il est gardé. Appelle un animateur.';
const NOTHING = 'Tu n’as pas encore rendu cette leçon.';

/** A native modal dialog: the browser keeps the focus inside and gives it back when it closes. */
export class Feedback {
  constructor(
    host: HTMLElement,
    private readonly info: ILessonInfo
  ) {
    const close = button('close', 'Fermer', 'qp-close');
    close.addEventListener('click', () => this.node.close());
    const title = element('h2', { id: 'qp-feedback-title', tabindex: '-1' }, 'Ton travail');
    this.node = element(
      'dialog',
      { class: 'qp-dialog', 'aria-labelledby': 'qp-feedback-title' },
      element('header', {}, title, close),
      this.body,
      this.ways
    );
    this.node.addEventListener('close', () => {
      const active = document.activeElement;
      if (active === document.body || this.node.contains(active)) {
        host.querySelector<HTMLElement>('.qp-hand-in')?.focus(); // the button that opened it is gone
      }
    });
    this.toLessons.href = info.lessons_page ?? '#';
    host.append(this.node);
  }

  open(): void {
    if (!this.node.open) {
      this.node.showModal();
      this.node.scrollTop = 0; // not where an earlier reading had stopped
    }
  }

  get isOpen(): boolean {
    return this.node.open;
  }

  showWaiting(what: Waiting): void {
    this.ways.hidden = true; // nobody leaves before the work has arrived
    this.fill('waiting', wait(WAITING[what]));
  }

  showSentence(sentence: string): void {
    this.ways.hidden = true;
    this.fill('sentence', element('p', { class: 'qp-card-text' }, sentence));
  }

  /** Show the room's answer: the words about this work, what came of it, the words from before. */
  showResult(answer: IResult): void {
    const { fresh, past } = sortWords(wordsOf(answer));
    const state = isWaiting(answer) ? 'waiting' : answer.status;
    const said = this.outcome(answer);
    this.fill(state, ...fresh.map(wordCard), ...said, ...past.map(wordCard));
    this.ways.hidden = answer.status === 'none' || this.info.lessons_page === null;
  }

  /** Bring the first word into sight. */
  goToWord(): void {
    const word = this.body.querySelector('.qp-word-card');
    if (word !== null) {
      reveal(word);
    }
  }

  private outcome(answer: IResult): HTMLElement[] {
    switch (answer.status) {
      case 'pending':
      case 'running':
        return [wait(sayTurn(answer))];
      case 'failed':
        return [element('p', {}, answer.sentence ?? FAILED)];
      case 'done':
        return this.results(answer);
      default:
        return [element('p', {}, NOTHING)];
    }
  }

  private results(answer: IResult): HTMLElement[] {
    const result = answer.result;
    if (result === null) {
      return [element('p', {}, FAILED)];
    }
    const list = element('ul', { class: 'qp-results' });
    list.append(...result.exercises.map(one => this.exercise(one)));
    const notice = result.notice === null ? [] : [element('p', {}, result.notice)];
    return [
      element('p', { class: 'qp-handed' }, words.HANDED_IN),
      element(
        'p',
        { class: 'qp-sum' },
        icon('star'),
        ` ${sayStars(result.stars, result.out_of)}`
      ),
      ...notice,
      list,
      element('p', { class: 'qp-next' }, 'Tu peux continuer, puis rendre encore.')
    ];
  }

  private exercise(one: IExerciseResult): HTMLElement {
    const known = this.info.exercises?.find(exercise => exercise.num === one.exercise);
    const name = known === undefined ? `Exercice ${one.exercise}` : `${known.genre} · ${known.titre}`;
    if (one.untouched) {
      const tag = element('span', { class: 'qp-not-done' }, words.NOT_DONE);
      return element('li', {}, element('p', { class: 'qp-result-head' }, element('strong', {}, name), tag));
    }
    const drawn = element('span', { class: 'qp-drawn', 'aria-hidden': 'true' });
    drawn.textContent = drawStars(one.stars, one.out_of);
    return element(
      'li',
      {},
      element('p', { class: 'qp-result-head' }, element('strong', {}, name), drawn),
      element('span', { class: 'qp-said' }, `${sayStars(one.stars, one.out_of)}.`),
      element('p', {}, one.sentence)
    );
  }

  /** Replace what is shown, only when it differs: the focus and the reader are left in peace. */
  private fill(state: string, ...content: HTMLElement[]): void {
    const fresh = element('div', {}, ...content);
    if (this.body.innerHTML !== fresh.innerHTML) {
      this.body.replaceChildren(...fresh.childNodes);
      this.body.dataset['state'] = state;
      reveal(this.node);
    }
  }

  private readonly node: HTMLDialogElement;
  private readonly toLessons = element(
    'a',
    { class: 'qp-button' },
    icon('back'),
    element('span', { class: 'qp-label' }, words.BACK)
  );
  private readonly ways = element('footer', { class: 'qp-dialog-ways', hidden: '' }, this.toLessons);
  private readonly body = element('div', { class: 'qp-dialog-body', 'aria-live': 'polite' });
}

function wait(sentence: string): HTMLElement {
  return element('p', { class: 'qp-wait' }, element('span', { class: 'qp-spin' }), sentence);
}

function wordCard(word: IWord): HTMLElement {
  const title = word.earlier ? words.EARLIER_WORD : words.THE_WORD;
  const card = element(
    'section',
    { class: 'qp-card qp-word-card', 'aria-label': title },
    element('p', { class: 'qp-card-head' }, icon('word'), element('strong', {}, title))
  );
  card.append(...word.text.split('\n').map(line => element('p', {}, line)));
  if (word.rework && !word.earlier) {
    card.append(element('p', {}, 'Tu peux reprendre ton travail, puis le rendre encore.'));
  }
  return card;
}
