/** Two learners on one screen: who holds the keyboard, decided apart from the page and the network. */

/** One of the two, as the room tells it. */
export interface IMember {
  pseudo: string;
  /** Where the browser finds the avatar. */
  avatar: string;
}

/** The pair at work; `guest` joined the session of `host`. */
export interface IPair {
  host: IMember;
  guest: IMember;
  guest_drives: boolean;
  /** Seconds since the keyboard changed hands. */
  since: number;
}

/** After how long the page gently proposes to swap, in s. */
export const REMIND_AFTER = 600;

/** Who holds the keyboard. */
export function pilotOf(pair: IPair): IMember {
  return pair.guest_drives ? pair.guest : pair.host;
}

/** Who looks, reads and advises. */
export function copilotOf(pair: IPair): IMember {
  return pair.guest_drives ? pair.host : pair.guest;
}

/** How long until the reminder, in s; 0 when it is time. */
export function untilReminder(pair: IPair): number {
  return Math.max(0, REMIND_AFTER - pair.since);
}

/** Where the second learner says who they are. */
export function doorOf(page: string, lesson: string): string {
  return `${page}?lecon=${encodeURIComponent(lesson)}`;
}
