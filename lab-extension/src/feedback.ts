/** The panel of «Rendre»: what happens to the work, then stars, sentences and the animator's word. */

import { IExerciseResult, ILessonInfo, IResult } from './api';
import { button, element, reveal } from './dom';
import { icon } from './icons';
import { drawStars, sayStars } from './outcome';
import { sayTurn, WAITING, Waiting } from './turn';

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
      this.body
    );
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
    this.fill('waiting', wait(WAITING[what]));
  }

  showSentence(sentence: string): void {
    this.fill('sentence', element('p', { class: 'qp-card-text' }, sentence));
  }

  /** Show the room's answer, whatever its status. */
  showResult(answer: IResult): void {
    const word = answer.word === null ? [] : [wordCard(answer.word)];
    switch (answer.status) {
      case 'pending':
      case 'running':
        this.fill('waiting', ...word, wait(sayTurn(answer)));
        break;
      case 'failed':
        this.fill('failed', ...word, element('p', {}, answer.sentence ?? FAILED));
        break;
      case 'done':
        this.fill('done', ...word, ...this.results(answer));
        break;
      default:
        this.fill('none', ...word, element('p', {}, NOTHING));
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
  private readonly body = element('div', { class: 'qp-dialog-body', 'aria-live': 'polite' });
}

function wait(sentence: string): HTMLElement {
  return element('p', { class: 'qp-wait' }, element('span', { class: 'qp-spin' }), sentence);
}

function wordCard(word: { text: string; rework: boolean }): HTMLElement {
  const card = element(
    'section',
    { class: 'qp-card qp-word-card', 'aria-label': 'Le mot de l’animateur' },
    element('p', { class: 'qp-card-head' }, icon('word'), element('strong', {}, 'Le mot de l’animateur'))
  );
  card.append(...word.text.split('\n').map(line => element('p', {}, line)));
  if (word.rework) {
    card.append(element('p', {}, 'Tu peux reprendre ton travail, puis le rendre encore.'));
  }
  return card;
}
