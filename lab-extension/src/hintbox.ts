/** «Indice»: one hint after the other, on demand; the last one is a puzzle. */

import { Widget } from '@lumino/widgets';
import { Reader } from './aloud';
import { button, element, relabel, setText } from './dom';
import { IHint } from './hints';
import { layPieces, moveLine } from './puzzle';
import * as words from './words';

/** `voice` names the recordings, `-1` for the first hint; `onPlace` receives the text of the puzzle in her order. */
export class HintBox extends Widget {
  constructor(
    private readonly hints: readonly IHint[],
    private readonly voice: string,
    private readonly reader: Reader,
    private readonly onPlace: (text: string) => void
  ) {
    super();
    this.addClass('qp-hints');
    this.more.addEventListener('click', () => this.showNext());
    this.node.append(this.list, this.more);
    this.name();
  }

  private showNext(): void {
    const rank = this.list.children.length;
    const hint = this.hints[rank];
    if (hint === undefined) {
      return;
    }
    const body = hint.lines === null ? [] : this.puzzle(hint.lines, hint.oneLine);
    const title = element('strong', {}, hint.title);
    const text = hint.text === '' ? [] : [element('p', { class: 'qp-aloud' }, hint.text)];
    const item = element('li', { class: 'qp-hint' }, title, ...text, ...body);
    if (hint.text !== '') {
      const name = `${this.voice}-${rank + 1}`;
      this.reader.offer(item, name, () => item.querySelector<HTMLElement>('.qp-aloud'));
    }
    this.list.append(item);
    this.name();
  }

  private name(): void {
    const next = this.hints[this.list.children.length];
    this.more.hidden = next === undefined;
    relabel(this.more, next?.title ?? '');
  }

  private puzzle(shuffled: string[], oneLine: boolean): HTMLElement[] {
    let lines = shuffled;
    const said = element('span', { class: 'qp-said', role: 'status' });
    const list = element('ol', { class: 'qp-puzzle' });
    const move = (from: number, to: number): void => {
      lines = moveLine(lines, from, to);
      draw();
      setText(said, words.sayMoved(lines[to] ?? '', to + 1));
    };
    const draw = (): void => {
      list.replaceChildren(...lines.map((line, index) => this.piece(line, index, lines, move)));
    };
    draw();
    const place = button('check', words.PLACE_LINES, 'qp-place');
    place.addEventListener('click', () => this.onPlace(layPieces(lines, oneLine)));
    const task = oneLine ? words.PUZZLE_ONE_LINE : words.PUZZLE;
    return [element('p', {}, task), list, said, place];
  }

  private piece(
    line: string,
    index: number,
    lines: readonly string[],
    move: (from: number, to: number) => void
  ): HTMLElement {
    const grip = element('span', { class: 'qp-grip', 'aria-hidden': 'true' }, '⠿');
    const item = element('li', { class: 'qp-piece' }, grip, element('code', {}, line));
    for (const [name, way] of [
      ['up', -1],
      ['fold', 1]
    ] as const) {
      const step = button(name, way < 0 ? words.LINE_UP : words.LINE_DOWN, 'qp-step');
      step.append(element('span', { class: 'qp-said' }, ` ${line}`));
      step.setAttribute('aria-disabled', String(lines[index + way] === undefined));
      step.addEventListener('click', () => {
        if (lines[index + way] !== undefined) {
          const list = item.parentElement;
          move(index, index + way);
          const same = list?.children[index + way]?.querySelectorAll('button')[way < 0 ? 0 : 1];
          same?.focus();
        }
      });
      item.append(step);
    }
    grip.addEventListener('pointerdown', event => drag(event, item, index, move));
    return item;
  }

  private readonly list = element('ol', { class: 'qp-hint-list', 'aria-live': 'polite' });
  private readonly more = button('question', '', 'qp-more-help');
}

/** Follow the finger or the mouse; the line takes the place of the one it is dropped on. */
function drag(
  down: PointerEvent,
  item: HTMLElement,
  index: number,
  move: (from: number, to: number) => void
): void {
  const list = item.parentElement;
  if (list === null) {
    return;
  }
  down.preventDefault();
  const grip = down.currentTarget as HTMLElement;
  grip.setPointerCapture(down.pointerId);
  item.classList.add('qp-mod-held');
  grip.onpointermove = event => {
    item.style.transform = `translateY(${event.clientY - down.clientY}px)`;
  };
  grip.onpointerup = grip.onpointercancel = event => {
    grip.onpointermove = grip.onpointerup = grip.onpointercancel = null;
    item.classList.remove('qp-mod-held');
    item.style.transform = '';
    const boxes = [...list.children].map(one => one.getBoundingClientRect());
    const above = boxes.filter((box, at) => at !== index && box.top + box.height / 2 < event.clientY);
    if (event.type === 'pointerup') {
      move(index, above.length);
    }
  };
}
