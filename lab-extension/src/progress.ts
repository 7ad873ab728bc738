/** Where the learner is: the path of steps, the done ones, the stars. */

import { ICell, STEPS, Step } from './lesson';
import { IOutcome } from './outcome';

export type StepState = 'done' | 'started' | 'todo';

/** One stone of the path. `firstCell` is where a click leads. */
export interface IStone {
  step: Step;
  state: StepState;
  stars: number;
  outOf: number;
  firstCell: string;
}

/** What the room is told. */
export interface IProgressReport {
  lesson: string;
  step: Step;
  steps_done: Step[];
  stars: Record<string, number>;
  /** The same message came three times. */
  stuck?: true;
}

/** Stars won by each exercise number, as far as checks have spoken. */
export type Outcomes = ReadonlyMap<number, IOutcome>;

/** The outcomes with the best stars ever won in the place of fewer: what counts is what was done. */
export function withBest(outcomes: Outcomes, best: ReadonlyMap<number, number>): Outcomes {
  const counted = new Map(outcomes);
  for (const [number, stars] of best) {
    const now = counted.get(number);
    if ((now?.stars ?? 0) < stars) {
      counted.set(number, { outOf: stars, sentence: '', more: '', ...now, stars });
    }
  }
  return counted;
}

/** Steps without a gesture are read, not walked: they are no stones of the path. */
const GESTURES = new Set(['exemple', 'quiz', 'reponse', 'garder', 'bilan']);

/**
 * Build the path of a lesson.
 *
 * `outOf` gives the full stars of each exercise; `seen` holds the steps whose widget the learner
 * has used (a prediction made, a smiley chosen), which no output tells.
 */
export function buildPath(
  cells: readonly ICell[],
  outcomes: Outcomes,
  outOf: ReadonlyMap<number, number>,
  seen: ReadonlySet<string>
): IStone[] {
  return STEPS.flatMap(step => {
    const own = cells.filter(cell => cell.mark?.step === step);
    const gestures = own.filter(cell => GESTURES.has(cell.mark?.role ?? ''));
    const first = own[0];
    if (first === undefined || gestures.length === 0) {
      return [];
    }
    return [{ step, firstCell: first.id, ...stateOf(gestures, outcomes, outOf, seen) }];
  });
}

function stateOf(
  gestures: readonly ICell[],
  outcomes: Outcomes,
  outOf: ReadonlyMap<number, number>,
  seen: ReadonlySet<string>
): Pick<IStone, 'state' | 'stars' | 'outOf'> {
  const exercises = [...new Set(gestures.flatMap(cell => cell.mark?.exercise ?? []))];
  const judged = gestures.filter(cell => cell.mark?.exercise !== null);
  const counted = judged.length > 0 ? judged : gestures; // an example beside an exercise is a help
  const done = counted.map(cell => isDone(cell, outcomes, seen));
  const state = done.every(Boolean) ? 'done' : done.some(Boolean) ? 'started' : 'todo';
  return {
    state,
    stars: sum(exercises.map(number => outcomes.get(number)?.stars ?? 0)),
    outOf: sum(exercises.map(number => outOf.get(number) ?? outcomes.get(number)?.outOf ?? 0))
  };
}

function isDone(cell: ICell, outcomes: Outcomes, seen: ReadonlySet<string>): boolean {
  const { role, exercise, step } = cell.mark!;
  if (exercise !== null) {
    return (outcomes.get(exercise)?.stars ?? 0) > 0;
  }
  return role === 'quiz' || role === 'bilan' ? seen.has(step) : cell.ran;
}

/**
 * Where a lesson opened again takes up: the first step still to do from the furthest one begun,
 * else the first one skipped, else the last.
 */
export function currentStep(path: readonly IStone[]): Step {
  const furthest = path.map(stone => stone.state !== 'todo').lastIndexOf(true);
  const todo = (stone: IStone): boolean => stone.state !== 'done';
  const next = path.slice(Math.max(0, furthest)).find(todo) ?? path.find(todo);
  return (next ?? path[path.length - 1])?.step ?? 'titre';
}

/** All stars won, and all there are to win. */
export function totals(path: readonly IStone[]): { stars: number; outOf: number } {
  return {
    stars: sum(path.map(stone => stone.stars)),
    outOf: sum(path.map(stone => stone.outOf))
  };
}

/** Shape the report for the room. */
export function report(
  lesson: string,
  step: Step,
  path: readonly IStone[],
  outcomes: Outcomes
): IProgressReport {
  return {
    lesson,
    step,
    steps_done: path.filter(stone => stone.state === 'done').map(stone => stone.step),
    stars: Object.fromEntries([...outcomes].map(([number, won]) => [String(number), won.stars]))
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
