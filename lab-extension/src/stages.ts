/** The lines and buttons that fold and unfold the steps of a lesson on the page. */

import { Cell } from '@jupyterlab/cells';
import { PanelLayout, Widget } from '@lumino/widgets';
import { button, element, relabel, setText } from './dom';
import { icon } from './icons';
import { Step } from './lesson';
import { drawStars, sayStars } from './outcome';
import { IStone } from './progress';
import { IStage, Look, Way } from './unfold';
import * as words from './words';

export interface IStageGestures {
  toggle(step: Step): void;
  goOn(step: Step): void;
}

/** Keeps, for each step, its line (before its first cell) and its way on (after its last one). */
export class Stages {
  constructor(private readonly gestures: IStageGestures) {}

  /** Show the steps: `shown` gives the look of each, `ways` the name of its way on. */
  draw(
    stages: readonly IStage[],
    cells: ReadonlyMap<string, Cell>,
    shown: readonly Look[],
    ways: readonly (Way | null)[],
    passed: ReadonlySet<string>
  ): void {
    stages.forEach((stage, index) => {
      const own = stage.cells.flatMap(id => cells.get(id) ?? []);
      const visible = own.filter(cell => !cell.hasClass('qp-role-preparation'));
      const look = shown[index] ?? 'open';
      own.forEach(cell => cell.toggleClass('qp-mod-later', look === 'later'));
      own.forEach(cell => cell.toggleClass('qp-mod-away', look === 'folded' && cell !== visible[0]));
      const first = visible[0];
      const last = visible[visible.length - 1];
      if (first === undefined || last === undefined) {
        return;
      }
      first.toggleClass('qp-mod-line', look === 'folded');
      this.line(first, stage.stone.step).draw(stage.stone, look, passed.has(stage.stone.step));
      const way = look === 'open' ? (ways[index] ?? null) : null;
      this.way(last, stage.stone.step).draw(way, stage.stone.state === 'done');
    });
  }

  private line(cell: Cell, step: Step): StageLine {
    return this.of(this.lines, cell, 0, () => new StageLine(() => this.gestures.toggle(step)));
  }

  private way(cell: Cell, step: Step): WayOn {
    const end = (cell.layout as PanelLayout).widgets.length;
    return this.of(this.ways, cell, end, () => new WayOn(() => this.gestures.goOn(step)));
  }

  private of<T extends Widget>(kept: WeakMap<Cell, T>, cell: Cell, at: number, make: () => T): T {
    let widget = kept.get(cell);
    if (widget === undefined) {
      widget = make();
      kept.set(cell, widget);
      (cell.layout as PanelLayout).insertWidget(at, widget);
    }
    return widget;
  }

  private readonly lines = new WeakMap<Cell, StageLine>();
  private readonly ways = new WeakMap<Cell, WayOn>();
}

/** A step folded to one line: its name, its stars; the same button opens it and folds it again. */
class StageLine extends Widget {
  constructor(onToggle: () => void) {
    super();
    this.addClass('qp-stage-line');
    this.button.append(this.stars, this.said);
    this.button.addEventListener('click', onToggle);
    this.node.append(this.button);
  }

  draw(stone: IStone, look: Look, isPassed: boolean): void {
    const done = stone.state === 'done';
    const mark = done ? '✓ ' : '';
    const folded = look === 'folded';
    const end = done ? '' : isPassed ? words.STEP_PASSED : '';
    relabel(this.button, `${mark}${words.STEP_NAMES[stone.step]}${end}`);
    setText(this.stars, stone.outOf > 0 ? drawStars(stone.stars, stone.outOf) : '');
    const stars = stone.outOf > 0 ? `, ${sayStars(stone.stars, stone.outOf)}` : '';
    setText(this.said, stars + (done ? words.STEP_DONE : ''));
    this.button.setAttribute('aria-expanded', String(!folded));
    this.setHidden(look === 'later' || (look === 'open' && !done && !isPassed));
  }

  private readonly button = button('fold', '', 'qp-stage-button');
  private readonly stars = element('span', { class: 'qp-drawn', 'aria-hidden': 'true' });
  private readonly said = element('span', { class: 'qp-said' });
}

const WAY_NAMES: Record<Way, string> = {
  pass: words.PASS,
  'go-on': words.GO_ON,
  'hand-in': words.HAND_IN
};

/** «Passer», «Étape suivante», or «Rendre» with the sentence that says it is time. */
class WayOn extends Widget {
  constructor(onGoOn: () => void) {
    super();
    this.addClass('qp-way');
    this.button.addEventListener('click', onGoOn);
    this.node.append(this.said, this.button);
  }

  draw(way: Way | null, isDone: boolean): void {
    this.setHidden(way === null);
    if (way === null) {
      return;
    }
    const last = way === 'hand-in';
    setText(this.said, last ? words.FINISHED : '');
    this.button.firstElementChild?.replaceWith(icon(last ? 'send' : 'next'));
    relabel(this.button, WAY_NAMES[way]);
    this.button.classList.toggle('qp-go-on', way === 'go-on' || (last && isDone));
  }

  private readonly said = element('p', { class: 'qp-way-said' });
  private readonly button = button('next', words.PASS, 'qp-way-button');
}
