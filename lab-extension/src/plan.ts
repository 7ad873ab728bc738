/** Which cells one gesture runs, and in which order. */

import { ICell } from './lesson';

/**
 * The cells a gesture needs: `restored` run out of sight (their outputs stay as they are),
 * then `shown` run in their place on the page.
 */
export interface IPlan {
  restored: string[];
  shown: string[];
}

/**
 * Plan a gesture on one cell.
 *
 * `alive` holds the cells that the present kernel has already run. A fresh kernel has forgotten
 * everything: the preparation runs again, and so do, out of sight, the cells above that the
 * learner had run before; nothing she has not run herself is run for her. A check runs the answer
 * of its own exercise just before it, because it judges the cell run just before. What is kept is
 * the last answer above, run again: another exercise may have drawn under the same name since.
 */
export function plan(cells: readonly ICell[], target: string, alive: ReadonlySet<string>): IPlan {
  const position = cells.findIndex(cell => cell.id === target);
  const own = cells[position];
  if (own === undefined) {
    return { restored: [], shown: [] };
  }
  const before = cells.slice(0, position);
  const needed = neededBy(own, before);
  const missing = before.filter(cell => !alive.has(cell.id) && !needed.includes(cell.id));
  const preparation = missing.filter(cell => cell.mark?.role === 'preparation');
  const restored = missing.filter(
    cell => cell.ran && (cell.mark?.role === 'exemple' || cell.mark?.role === 'reponse')
  );
  return {
    restored: restored.map(cell => cell.id),
    shown: [...preparation.map(cell => cell.id), ...needed, target]
  };
}

function neededBy(own: ICell, before: readonly ICell[]): string[] {
  if (own.mark?.role === 'controle') {
    return answersOf(before, own.mark.exercise);
  }
  const answers = before.filter(cell => cell.mark?.role === 'reponse');
  return own.mark?.role === 'garder' ? answers.slice(-1).map(cell => cell.id) : [];
}

function answersOf(before: readonly ICell[], exercise: number | null): string[] {
  return before
    .filter(cell => cell.mark?.role === 'reponse' && cell.mark.exercise === exercise)
    .map(cell => cell.id);
}
