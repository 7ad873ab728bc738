/** What the lesson's notebook says of itself: full stars, steps already used, its title. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { fingerprint } from './fingerprint';
import { markOf } from './cells';
import { isRecord, Step } from './lesson';
import { Outcomes } from './progress';

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

/** The lists that the notebook keeps of the learner's way: they follow her from PC to PC. */
export type Trail = 'vus' | 'passes';

/** Steps whose widget has been used (`vus`), or that she chose to pass (`passes`). */
export function trail(panel: NotebookPanel, name: Trail): Set<string> {
  const list = own(panel)[name];
  return new Set(Array.isArray(list) ? list.map(String) : []);
}

/** Add a step to one of the lists; whether that was news. */
export function note(panel: NotebookPanel, name: Trail, step: Step): boolean {
  const steps = trail(panel, name);
  if (steps.has(step)) {
    return false;
  }
  panel.context.model.setMetadata('quartiers', { ...own(panel), [name]: [...steps, step] });
  return true;
}

/** The step where the learner was last. */
export function placeOf(panel: NotebookPanel): string | null {
  const place = own(panel)['ici'];
  return typeof place === 'string' ? place : null;
}

export function notePlace(panel: NotebookPanel, step: Step): void {
  if (placeOf(panel) !== step) {
    panel.context.model.setMetadata('quartiers', { ...own(panel), ici: step });
  }
}

/** Whether the answers are still those that were handed in last. */
export function isHandedIn(panel: NotebookPanel): boolean {
  return own(panel)['rendu'] === fingerprint(answers(panel));
}

/** Keep in the notebook which answers were handed in: a reload, or another PC, knows it too. */
export function noteHandedIn(panel: NotebookPanel): void {
  const rendu = fingerprint(answers(panel));
  panel.context.model.setMetadata('quartiers', { ...own(panel), rendu });
}

function answers(panel: NotebookPanel): string[] {
  const mine = panel.content.widgets.filter(cell => markOf(cell.model)?.role === 'reponse');
  return mine.map(cell => cell.model.sharedModel.getSource());
}

/** Keep in the notebook the most stars of each exercise; the answer has them all. */
export function noteBest(panel: NotebookPanel, outcomes: Outcomes): ReadonlyMap<number, number> {
  const kept = bestStars(panel);
  const better = [...outcomes].filter(([number, won]) => won.stars > (kept.get(number) ?? 0));
  better.forEach(([number, won]) => kept.set(number, won.stars));
  if (better.length > 0) {
    const etoiles = Object.fromEntries(kept);
    panel.context.model.setMetadata('quartiers', { ...own(panel), etoiles });
  }
  return kept;
}

function bestStars(panel: NotebookPanel): Map<number, number> {
  const kept = own(panel)['etoiles'];
  const pairs = isRecord(kept) ? Object.entries(kept) : [];
  return new Map(pairs.map(([number, stars]) => [Number(number), Number(stars)]));
}

function own(panel: NotebookPanel): Record<string, unknown> {
  const kept: unknown = panel.context.model.getMetadata('quartiers');
  return isRecord(kept) ? kept : {};
}

/** The lesson's only h1, when the server does not know the lesson (an author's draft). */
export function titleOf(panel: NotebookPanel): string {
  const first = panel.content.widgets.find(cell => markOf(cell.model)?.role === 'titre');
  const source = first?.model.sharedModel.getSource() ?? '';
  return /^#\s+(.+)$/m.exec(source)?.[1]?.trim() ?? '';
}
