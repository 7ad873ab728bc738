/** A Python exception made readable: one French explanation first, Python's own words behind. */

import { NOT_YET } from './outcome';

/**
 * What is shown of an exception. `guessed` means that the kernel sent no French words with it (it
 * may have sent them just before, as a card of its own); `technical` is empty when there is
 * nothing more to show.
 */
export interface IFault {
  kind: 'not-yet' | 'stopped' | 'explained';
  explanation: string;
  guessed: boolean;
  line: number | null;
  technical: string;
}

/** The exception as nbformat stores it. */
export interface IErrorOutput {
  ename: string;
  evalue: string;
  traceback: string[];
}

const ANSI = /\u001b\[[0-9;]*m/g;
const TRACE = /^\s*(-{5,}|Traceback|\s*File |\s*Cell In)/;

/** Turn an exception into what the learner reads. */
export function readFault(error: IErrorOutput): IFault {
  const text = error.traceback.join('\n').replace(ANSI, '');
  if (error.ename === NOT_YET) {
    return { kind: 'not-yet', explanation: error.evalue || text, ...plain };
  }
  if (error.ename === 'KeyboardInterrupt') {
    return { kind: 'stopped', explanation: STOPPED, ...plain };
  }
  const lines = text.split('\n');
  const start = lines.findIndex(line => TRACE.test(line));
  const told = lines.slice(0, start < 0 ? lines.length : start).join('\n').trim();
  const technical = start < 0 ? '' : lines.slice(start).join('\n').trim();
  return {
    kind: 'explained',
    explanation: told || UNKNOWN,
    guessed: told === '',
    line: faultyLine(text),
    technical: technical || (told === '' ? `${error.ename}: ${error.evalue}` : '')
  };
}

const plain = { guessed: false, line: null, technical: '' } as const;
const STOPPED = 'Tu as arrêté le programme. Tu peux le relancer quand tu veux.';
const UNKNOWN = "Python s'est arrêté. Relis la ligne, puis compare avec l'exemple.";

/** The learner's line, counted from 1, when the message names one. */
function faultyLine(text: string): number | null {
  const marked = ownArrow(text);
  const found = marked ?? /(?:Ligne|ligne|line) (\d+)/.exec(text)?.[1];
  return found === undefined ? null : Number(found);
}

/** The number after the last arrow that points into a cell, not into a library's file. */
function ownArrow(text: string): string | undefined {
  let isCell = true;
  let own: string | undefined;
  for (const line of text.split('\n')) {
    if (/^(Cell In|Input In|File )/.test(line)) {
      isCell = !line.startsWith('File ');
    }
    const arrow = /^-+> (\d+)/.exec(line)?.[1];
    own = isCell ? (arrow ?? own) : own;
  }
  return own;
}
