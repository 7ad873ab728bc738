/** A server put to sleep while nobody worked: the room wakes it up, and the gesture is taken up. */

/**
 * `asleep`: the Hub says that the server does not run, or it runs and no longer knows this page;
 * `unreachable`: nobody answers, leaving the page would lose it.
 */
export type Presence = 'there' | 'asleep' | 'unreachable';

const NOT_RUNNING = 424; // the Hub's answer in the place of a server that does not run
const NOT_KNOWN = 403;

/** What an answer to a question of ours says of the server; null when none came. */
export function presenceOf(status: number | null): Presence {
  if (status === NOT_RUNNING || status === NOT_KNOWN) {
    return 'asleep';
  }
  return status !== null && status < 400 ? 'there' : 'unreachable';
}

/** How often and how long nobody's answer is asked for again, in ms: the Hub looks every 5 s. */
export const ASK_EVERY = 1000;
export const ASK_FOR = 20_000;

/** The clock, replaced in tests. */
export interface IPauses {
  now(): number;
  pause(milliseconds: number): Promise<void>;
}

export const realPauses: IPauses = {
  now: () => performance.now(),
  pause: milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds))
};

/**
 * Ask until somebody answers, or `ASK_FOR` ms have passed: a server that has just ended is only
 * «asleep» once the Hub has seen it. `onWaiting` is called once, when the first answer is not enough.
 */
export async function insist(
  ask: () => Promise<Presence>,
  onWaiting: () => void,
  { now, pause }: IPauses = realPauses
): Promise<Presence> {
  const end = now() + ASK_FOR;
  let presence = await ask();
  if (presence === 'unreachable') {
    onWaiting();
  }
  while (presence === 'unreachable' && now() < end) {
    await pause(ASK_EVERY);
    presence = await ask();
  }
  return presence;
}

/** The page that wakes the server up and comes back to this lesson; null where there is no room. */
export function doorOf(lessonsPage: string | null, code: string | undefined): string | null {
  return lessonsPage === null || code === undefined
    ? null
    : `${lessonsPage.replace(/\/[^/]*$/, '')}/ouvrir/${code}`;
}

const KEY = 'quartiers-gesture';

/** Keep the cell whose button was clicked, until this tab shows the lesson again. */
export function keepGesture(cell: string, storage: Storage = sessionStorage): void {
  storage.setItem(KEY, cell);
}

/** The cell that was kept, once; null when there is none. */
export function takeGesture(storage: Storage = sessionStorage): string | null {
  const cell = storage.getItem(KEY);
  storage.removeItem(KEY);
  return cell;
}
