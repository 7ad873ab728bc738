/** How a lesson unfolds: which steps show, which are folded to a line, which are still to come. */

import { ICell, STEPS, Step } from './lesson';
import { IStone } from './progress';

/** `later`: not reached yet; `folded`: one line; `open`: to read and to do. */
export type Look = 'later' | 'folded' | 'open';

/** One stone of the path with the cells that come with it, in the notebook's order. */
export interface IStage {
  stone: IStone;
  cells: string[];
}

/** Where the learner is. `passed` are the steps she chose to pass, `reopened` the folded ones. */
export interface IPlace {
  at: Step | null;
  passed: ReadonlySet<string>;
  reopened: ReadonlySet<string>;
}

/**
 * Share the cells between the stones: the steps that are only read come with the next stone, and
 * those after the last stone with the last. A cell without a mark stays out of it.
 */
export function buildStages(cells: readonly ICell[], path: readonly IStone[]): IStage[] {
  const rank = (step: Step): number => STEPS.indexOf(step);
  const stages: IStage[] = path.map(stone => ({ stone, cells: [] }));
  for (const cell of cells) {
    if (cell.mark !== null) {
      const at = rank(cell.mark.step);
      const stage = stages.find(one => rank(one.stone.step) >= at) ?? stages[stages.length - 1];
      stage?.cells.push(cell.id);
    }
  }
  return stages;
}

/** The furthest step shown: the first that is neither done nor passed, else the last. */
export function frontier(path: readonly IStone[], passed: ReadonlySet<string>): number {
  const found = path.findIndex(stone => stone.state !== 'done' && !passed.has(stone.step));
  return found < 0 ? path.length - 1 : found;
}

/** The look of each step. */
export function looks(path: readonly IStone[], place: IPlace): Look[] {
  const last = frontier(path, place.passed);
  return path.map((stone, index) => {
    if (index > last) {
      return 'later';
    }
    const here = stone.step === place.at || place.reopened.has(stone.step);
    return here || index === last ? 'open' : 'folded';
  });
}

/** The step shown after this one; null at the end. */
export function nextStep(path: readonly IStone[], step: Step): Step | null {
  const index = path.findIndex(stone => stone.step === step);
  return path[index + 1]?.step ?? null;
}

/** Where a lesson opened again takes up: where she was if it is still shown, else the furthest. */
export function takeUpAt(
  path: readonly IStone[],
  passed: ReadonlySet<string>,
  stored: string | null
): Step | null {
  const last = frontier(path, passed);
  const index = path.findIndex(stone => stone.step === stored);
  return path[index >= 0 && index <= last ? index : last]?.step ?? null;
}

/** The way on under an open step. */
export type Way = 'pass' | 'go-on' | 'hand-in';

/** The way on from a step; after the last one, handing in when that is `toDo`, else nothing. */
export function wayOn(
  path: readonly IStone[],
  step: Step,
  passed: ReadonlySet<string>,
  toDo = false
): Way | null {
  const index = path.findIndex(stone => stone.step === step);
  const stone = path[index];
  if (stone === undefined || index === path.length - 1) {
    return stone !== undefined && toDo ? 'hand-in' : null;
  }
  return stone.state === 'done' || passed.has(step) ? 'go-on' : 'pass';
}
