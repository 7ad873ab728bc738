/** What a learner does to a whole cell: start it again as given, or take the puzzle. */

import { Cell, CodeCell } from '@jupyterlab/cells';
import { NotebookPanel } from '@jupyterlab/notebook';
import { Api } from './api';
import { markOf } from './cells';
import { reveal } from './dom';
import { missingMark, placeText } from './puzzle';
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
      const given = await this.given(cell);
      if (given === null) {
        this.say(words.CANNOT_RESTART);
      }
      return given;
    });
  }

  /** Put the puzzle in the answer of the exercise. */
  async place(exercise: number | null, text: string): Promise<void> {
    const cell = this.answer(exercise);
    if (cell !== null) {
      await this.change(cell, 'puzzle', async () => this.fill(cell, text));
    }
  }

  /** The answer with the puzzle in it; null, and the mark she misses is told, when it has no place. */
  private async fill(cell: CodeCell, text: string): Promise<string | null> {
    const source = cell.model.sharedModel.getSource();
    const filled = placeText(source, text);
    if (filled !== null) {
      return filled;
    }
    const given = await this.given(cell);
    const missing = given === null ? null : missingMark(source, given);
    if (given === null || missing !== null) {
      this.say(missing === null ? words.CANNOT_RESTART : words.sayMissing(missing));
      return null;
    }
    return text; // the cell as given keeps no place: it is hers as a whole
  }

  private async given(cell: CodeCell): Promise<string | null> {
    const { cells } = await this.api.released(this.panel.context.localPath);
    return cells[cell.model.id] ?? null;
  }

  private async change(
    cell: CodeCell,
    reason: Reason,
    text: () => Promise<string | null>
  ): Promise<void> {
    try {
      const fresh = await text();
      if (fresh === null) {
        return; // why has been said
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
