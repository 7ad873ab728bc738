/** Dress the cells of a lesson: fold what is not for learners, put the buttons where they act. */

import { Cell, CodeCell, ICellModel } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { PanelLayout, Widget } from '@lumino/widgets';
import { Reader } from './aloud';
import { CellBar } from './cellbar';
import { reveal } from './dom';
import { HintBox } from './hintbox';
import { readHints } from './hints';
import { EDITABLE, FOLDED, ICell, IMark, readMark } from './lesson';
import { IOutcome, readOutcome } from './outcome';
import { GESTURE_NAMES, RESTART_NAMES, STEP_NAMES } from './words';

/** The live question of a quiz; its answer, taller, replaces it. */
const QUIZ = '.atelier-quiz';

/** The mark of a cell, from its metadata. */
export function markOf(model: ICellModel): IMark | null {
  return readMark(model.getMetadata('quartiers'));
}

/** The lesson's cells as plain data. */
export function readCells(panel: NotebookPanel): ICell[] {
  return panel.content.widgets.map(cell => ({
    id: cell.model.id,
    mark: markOf(cell.model),
    ran: cell instanceof CodeCell && cell.model.executionCount !== null
  }));
}

/** What the checks have said so far, read from the outputs that the notebook keeps. */
export function readOutcomes(
  panel: NotebookPanel,
  outOf: ReadonlyMap<number, number>
): Map<number, IOutcome> {
  const outcomes = new Map<number, IOutcome>();
  for (const cell of panel.content.widgets) {
    const mark = markOf(cell.model);
    if (mark?.role === 'controle' && mark.exercise !== null && cell instanceof CodeCell) {
      const outcome = readOutcome(cell.model.outputs.toJSON(), outOf.get(mark.exercise) ?? 1);
      if (outcome !== null) {
        outcomes.set(mark.exercise, outcome);
      }
    }
  }
  return outcomes;
}

/** What the learner does to a cell. */
export interface IGestures {
  run(cell: CodeCell, mark: IMark): void;
  stop(): void;
  /** She has changed her answer. */
  changed(mark: IMark): void;
  /** She wants the cell as it was given. */
  restart(cell: CodeCell): void;
  /** She wants the puzzle in her answer. */
  place(mark: IMark, text: string): void;
  /** She has used the widget that a cell shows (a prediction, a smiley). */
  used(mark: IMark): void;
}

/** Dresses each cell once and keeps its bar. */
export class Wardrobe {
  constructor(private readonly gestures: IGestures) {}

  readonly reader = new Reader();
  readonly bars = new Map<string, CellBar>();

  dress(cell: Cell): void {
    const mark = markOf(cell.model);
    if (mark === null || this.dressed.has(cell)) {
      return;
    }
    this.dressed.add(cell);
    cell.addClass('qp-cell');
    cell.addClass(`qp-role-${mark.role}`);
    cell.addClass(`qp-step-${mark.step}`);
    cell.toggleClass('qp-mod-folded', FOLDED.has(mark.role));
    cell.readOnly = !EDITABLE.has(mark.role);
    cell.node.removeAttribute('aria-label'); // JupyterLab's, in English, on a plain box
    if (cell instanceof CodeCell) {
      void cell.ready.then(() => this.dressCode(cell, mark));
    }
    if (mark.role === 'indices') {
      this.addHints(cell, mark);
    }
    if (mark.role === 'consigne' || mark.role === 'texte') {
      this.addVoice(cell);
    }
  }

  private dressCode(cell: CodeCell, mark: IMark): void {
    if (cell.isDisposed) {
      return;
    }
    this.listen(cell, mark);
    const editor = cell.node.querySelector('.cm-content');
    editor?.setAttribute('aria-label', `Code de l’étape ${STEP_NAMES[mark.step]}`);
    editor?.setAttribute('tabindex', '0'); // JupyterLab enters editors by a shortcut only
    if (GESTURE_NAMES[mark.role] === undefined) {
      return;
    }
    if (mark.role === 'reponse') {
      cell.model.sharedModel.changed.connect((_, change) => {
        if (change.sourceChange !== undefined) {
          this.gestures.changed(mark);
        }
      });
    }
    const bar = new CellBar(
      mark.role,
      () => this.gestures.run(cell, mark),
      () => this.gestures.stop()
    );
    const again = RESTART_NAMES[mark.role];
    if (again !== undefined) {
      bar.add('again', again, () => this.gestures.restart(cell));
    }
    this.bars.set(cell.model.id, bar);
    const layout = cell.layout as PanelLayout;
    layout.insertWidget(layout.widgets.indexOf(inputWrapper(cell)) + 1, bar);
  }

  /** Buttons take the place of the hints' text, which the whole notebook still shows. */
  private addHints(cell: Cell, mark: IMark): void {
    const hints = readHints(cell.model.sharedModel.getSource());
    if (hints.length > 0) {
      const voice = cell.model.id;
      const box = new HintBox(hints, voice, this.reader, text => this.gestures.place(mark, text));
      (cell.layout as PanelLayout).insertWidget(0, box);
    }
  }

  private addVoice(cell: Cell): void {
    const bar = new Widget();
    bar.addClass('qp-voice');
    this.reader.offer(bar.node, cell.model.id, () => cell.node.querySelector('.jp-RenderedMarkdown'));
    (cell.layout as PanelLayout).insertWidget(0, bar);
  }

  /** A prediction or a smiley leaves no trace in the outputs: we watch its widget being used. */
  private listen(cell: CodeCell, mark: IMark): void {
    if (mark.role === 'quiz' || mark.role === 'bilan') {
      cell.outputArea.node.addEventListener('click', event => {
        const chosen = cell.outputArea.node.querySelector('input[type="radio"]:checked') !== null;
        const used = (event.target as Element).closest('button') !== null;
        if (used && (chosen || mark.role !== 'quiz')) {
          this.gestures.used(mark);
        }
        if (used && chosen && mark.role === 'quiz') {
          whenGone(cell.outputArea.node, QUIZ, () => reveal(cell.outputArea.node));
        }
      });
    }
  }

  private readonly dressed = new WeakSet<Cell>();
}

/** When nothing in `area` looks like `selector` any more: the answer has taken its place. */
function whenGone(area: HTMLElement, selector: string, act: () => void): void {
  const watch = new MutationObserver(() => {
    if (area.querySelector(selector) === null) {
      watch.disconnect();
      act();
    }
  });
  watch.observe(area, { childList: true, subtree: true });
}

function inputWrapper(cell: Cell) {
  const layout = cell.layout as PanelLayout;
  const found = layout.widgets.find(widget => widget.hasClass('jp-Cell-inputWrapper'));
  return found ?? layout.widgets[0]!;
}
