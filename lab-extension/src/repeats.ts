/** The same message again and again: after three, somebody else's eyes help more than ours. */

export const MANY = 3;

/** Counts, exercise by exercise, how many times in a row the same message came. */
export class Repeats {
  /** Note what an exercise's gesture said ("" for nothing to mend); whether it is one time too many. */
  note(exercise: string, message: string): boolean {
    const before = this.last.get(exercise);
    const times = message === '' ? 0 : before?.message === message ? before.times + 1 : 1;
    this.last.set(exercise, { message, times });
    return times >= MANY;
  }

  private readonly last = new Map<string, { message: string; times: number }>();
}
