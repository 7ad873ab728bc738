/** What the lesson's notebook says of itself: full stars, steps already used, its title. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { markOf } from './cells';
import { isRecord, Step } from './lesson';

/** Full stars of each exercise: nbgrader's points, which every check cell carries. */
export function fullStars(panel: NotebookPanel): Map<number, number> {
  const full = new Map<number, number>();
  for (const cell of panel.content.widgets) {
    const mark = markOf(cell.model);
    const nbgrader: unknown = cell.model.getMetadata('nbgrader');
    if (mark?.role === 'controle' && mark.exercise !== null && isRecord(nbgrader)) {
      full.set(mark.exercise, Number(nbgrader['points'] ?? 0));
    }
  }
  return full;
}

/** Steps whose widget has been used, kept in the notebook itself: it follows the learner. */
export function seenSteps(panel: NotebookPanel): Set<string> {
  const own: unknown = panel.context.model.getMetadata('quartiers');
  const list = isRecord(own) ? own['vus'] : [];
  return new Set(Array.isArray(list) ? list.map(String) : []);
}

/** Note that a step's widget has been used; whether that was news. */
export function noteSeen(panel: NotebookPanel, step: Step): boolean {
  const model = panel.context.model;
  const own: unknown = model.getMetadata('quartiers');
  const seen = seenSteps(panel);
  if (seen.has(step)) {
    return false;
  }
  model.setMetadata('quartiers', { ...(isRecord(own) ? own : {}), vus: [...seen, step] });
  return true;
}

/** The lesson's only h1, when the server does not know the lesson (an author's draft). */
export function titleOf(panel: NotebookPanel): string {
  const first = panel.content.widgets.find(cell => markOf(cell.model)?.role === 'titre');
  const source = first?.model.sharedModel.getSource() ?? '';
  return /^#\s+(.+)$/m.exec(source)?.[1]?.trim() ?? '';
}
