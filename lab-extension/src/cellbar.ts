/** The row of large buttons under a cell that runs. */

import { Widget } from '@lumino/widgets';
import { button, element, setText } from './dom';
import { Icon } from './icons';
import { Role } from './lesson';
import { GESTURE_NAMES, LEAVE_EDITOR, RUNNING, STOP } from './words';

const ICONS: Partial<Record<Role, Icon>> = {
  controle: 'check',
  garder: 'heart',
  quiz: 'question',
  bilan: 'question'
};

/** Calls `onRun` and `onStop`; shows whether its cell is under way. */
export class CellBar extends Widget {
  constructor(role: Role, onRun: () => void, onStop: () => void) {
    super();
    this.addClass('qp-bar');
    this.addClass(`qp-bar-${role}`);
    this.run = button(ICONS[role] ?? 'play', GESTURE_NAMES[role] ?? 'Lancer', 'qp-run');
    this.stop = button('stop', STOP, 'qp-stop');
    this.state = element('span', { class: 'qp-state', role: 'status' });
    this.stop.hidden = true;
    this.run.addEventListener('click', () => !this.isRunning && onRun());
    this.stop.addEventListener('click', onStop);
    this.node.append(this.run, this.stop, this.state);
    if (role === 'reponse' || role === 'exemple') {
      this.node.append(element('span', { class: 'qp-tip' }, LEAVE_EDITOR));
    }
  }

  /** Show that the cell runs, or no longer does; the focus stays where it is, or comes back. */
  setRunning(running: boolean): void {
    if (running === this.isRunning) {
      return;
    }
    this.isRunning = running;
    this.run.setAttribute('aria-disabled', String(running));
    this.toggleClass('qp-mod-running', running);
    setText(this.state, running ? RUNNING : '');
    if (!running && document.activeElement === this.stop) {
      this.run.focus();
    }
    this.stop.hidden = !running;
  }

  /** Add a discreet button at the end of the row. */
  add(picture: Icon, text: string, onUse: () => void): void {
    const node = button(picture, text, 'qp-restart');
    node.addEventListener('click', onUse);
    this.node.append(node);
  }

  /** Say something beside the button, such as a result that is out of date. */
  say(sentence: string): void {
    if (!this.isRunning) {
      setText(this.state, sentence);
    }
  }

  readonly run: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly state: HTMLElement;
  private isRunning = false;
}
