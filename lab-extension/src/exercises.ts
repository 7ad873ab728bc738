/** What a learner does to a whole cell: start it again as given, or take the puzzle's lines. */

import { Cell, CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Api } from './api';
import { markOf } from './cells';
import { reveal } from './dom';
import { placeLines } from './hints';
import { Reason, Work } from './work';
import * as words from './words';

/** Each gesture puts the present try among the versions first; `say` tells the learner. */
export class Exercises {
  constructor(
    private readonly panel: NotebookPanel,
    private readonly api: Api,
    private readonly work: Work,
    private readonly say: (sentence: string) => void
  ) {}

  /** Give the cell back as it was given. */
  async restart(cell: CodeCell): Promise<void> {
    await this.change(cell, 'depart', async () => {
      const { cells } = await this.api.released(this.panel.context.localPath);
      return cells[cell.model.id] ?? null;
    });
  }

  /** Put the puzzle's lines in the answer of the exercise. */
  async place(exercise: number | null, lines: string[]): Promise<void> {
    const cell = this.answer(exercise);
    if (cell !== null) {
      const source = cell.model.sharedModel.getSource();
      await this.change(cell, 'puzzle', async () => placeLines(source, lines));
    }
  }

  /** Whether the puzzle's lines have a place of their own in the answer. */
  hasPlace(exercise: number | null): boolean {
    const source = this.answer(exercise)?.model.sharedModel.getSource();
    return source !== undefined && placeLines(source, []) !== null;
  }

  private async change(
    cell: CodeCell,
    reason: Reason,
    text: () => Promise<string | null>
  ): Promise<void> {
    try {
      const fresh = await text();
      if (fresh === null) {
        this.say(reason === 'depart' ? words.CANNOT_RESTART : words.CANNOT_PLACE);
        return;
      }
      await this.work.putAside(reason);
      cell.model.sharedModel.setSource(fresh);
      cell.model.outputs.clear();
      this.say(reason === 'depart' ? words.RESTARTED : words.PLACED);
      if (reason === 'puzzle') {
        reveal(cell.node); // the puzzle is below what it fills
      }
    } catch (problem) {
      this.say((problem as Error).message);
    }
  }

  private answer(exercise: number | null): CodeCell | null {
    const isIt = (cell: Cell): boolean => {
      const mark = markOf(cell.model);
      return mark?.role === 'reponse' && mark.exercise === exercise;
    };
    const found = this.panel.content.widgets.find(isIt);
    return found instanceof CodeCell ? found : null;
  }
}
