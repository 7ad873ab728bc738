/** The words received from animators: about which work each is, and which were read. */

import { IResult, IWord } from './api';

/** All the words of an answer, the newest first. */
export function wordsOf({ words = [] }: Pick<IResult, 'words'>): IWord[] {
  return words;
}

/** The words about the work as it was handed in last, then those about what was handed in before. */
export function sortWords(words: readonly IWord[]): { fresh: IWord[]; past: IWord[] } {
  return { fresh: words.filter(one => !one.earlier), past: words.filter(one => one.earlier) };
}

/**
 * The numbers of the words that showing them makes read: those that stand first, and, when she
 * opened the words herself, those that stand below the result too.
 */
export function justRead(words: readonly IWord[], asked: boolean): number[] {
  return words.filter(one => !one.read && (asked || !one.earlier)).map(one => one.id);
}
