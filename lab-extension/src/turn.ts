/** What is said while a work handed in waits for its turn, then while it is looked at. */

import { IResult } from './api';

export const WAITING = {
  saving: 'Je garde ton travail…',
  sending: 'J’envoie ton travail à la salle…',
  pending: 'Ton travail est bien arrivé. Il attend son tour.',
  running: 'Je regarde ton travail. Ça prend quelques secondes.'
};

export type Waiting = keyof typeof WAITING;

/** Whether a work handed in has no result yet. */
export function isWaiting({ status }: Pick<IResult, 'status'>): boolean {
  return status === 'pending' || status === 'running';
}

/** Its place in the queue, when others come before it. */
export function sayTurn({ status, ahead = 0 }: Pick<IResult, 'status' | 'ahead'>): string {
  if (status === 'pending' && ahead > 0) {
    const works = ahead > 1 ? `${ahead} travaux passent` : '1 travail passe';
    return `Ton travail est bien arrivé. ${works} avant le tien.`;
  }
  return status === 'running' ? WAITING.running : WAITING.pending;
}
