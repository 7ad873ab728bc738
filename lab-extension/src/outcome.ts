/** What a check cell's outputs say: stars and one sentence. */

import { isRecord } from './lesson';

export const STARS_MIME = 'application/vnd.quartiers.etoiles+json';
export const NOT_YET = 'PasEncore';

/** Stars between 0 and `outOf`, for one exercise; `more` is a kind word that comes now and then. */
export interface IOutcome {
  stars: number;
  outOf: number;
  sentence: string;
  more: string;
  /** What the card says instead of the sentence, when the cell above has just said it. */
  shown?: string;
}

/** Read the stars' data of one output bundle; null when it is not one of ours. */
export function readStars(data: unknown): IOutcome | null {
  if (!isRecord(data)) {
    return null;
  }
  const { etoiles, sur, phrase, encouragement, affichee } = data;
  if (typeof etoiles !== 'number' || typeof sur !== 'number') {
    return null;
  }
  const outcome = { stars: etoiles, outOf: sur, sentence: text(phrase), more: text(encouragement) };
  return typeof affichee === 'string' ? { ...outcome, shown: affichee } : outcome;
}

/**
 * Read the outputs of a check cell, in nbformat's shape.
 *
 * The last stars shown win; a `PasEncore` alone means 0 star; any other exception means that the
 * check could not judge, which is no outcome. `outOf` is the exercise's, used when only the
 * exception speaks.
 */
export function readOutcome(outputs: readonly unknown[], outOf: number): IOutcome | null {
  let outcome: IOutcome | null = null;
  for (const output of outputs) {
    if (!isRecord(output)) {
      continue;
    }
    const data = isRecord(output['data']) ? output['data'][STARS_MIME] : undefined;
    outcome = readStars(data) ?? outcome;
    if (output['output_type'] === 'error' && output['ename'] === NOT_YET) {
      outcome ??= { stars: 0, outOf, sentence: text(output['evalue']), more: '' };
    }
  }
  return outcome;
}

/** Stars drawn, full ones first: «★★☆». */
export function drawStars(stars: number, outOf: number): string {
  const full = Math.max(0, Math.min(Math.floor(stars), outOf));
  return '★'.repeat(full) + '☆'.repeat(Math.max(0, outOf - full));
}

/** The same, said: «2 étoiles sur 3». */
export function sayStars(stars: number, outOf: number): string {
  return `${stars} étoile${stars > 1 ? 's' : ''} sur ${outOf}`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
