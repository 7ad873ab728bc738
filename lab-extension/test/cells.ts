/** A small lesson as plain data, shared by the tests. */

import { ICell, IMark, Role, Step } from '../src/lesson';

export function cell(id: string, step: Step, role: Role, exercise: number | null, ran = false): ICell {
  return { id, ran, mark: { step, role, exercise } satisfies IMark };
}

export const LESSON: ICell[] = [
  cell('title', 'titre', 'titre', null),
  cell('prep', 'creer', 'preparation', null),
  cell('quiz', 'predis', 'quiz', null),
  cell('example', 'lance', 'exemple', null),
  cell('ask2', 'modifie', 'consigne', 2),
  cell('answer2', 'modifie', 'reponse', 2),
  cell('check2', 'modifie', 'controle', 2),
  cell('answer3', 'repare', 'reponse', 3),
  cell('check3', 'repare', 'controle', 3),
  cell('keep', 'garder', 'garder', null)
];

export function withRun(...ids: string[]): ICell[] {
  return LESSON.map(one => ({ ...one, ran: ids.includes(one.id) }));
}
