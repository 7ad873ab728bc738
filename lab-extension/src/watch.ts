/** While a cell runs: is somebody still there to answer it? */

import { insist, IPauses, Presence, realPauses } from './wake';

/** How often the connection is looked at, and how long a server that answers may take to be
    connected again, in ms. */
export const LOOK_EVERY = 1000;
export const CONNECT_WITHIN = 30_000;

export interface IRun {
  /** Whether the run has ended by itself. */
  over(): boolean;
  /** Whether the connection to the kernel is open. */
  connected(): boolean;
  /** Ask the server whether it is there. */
  presence(): Promise<Presence>;
}

/**
 * Resolves when a run will never be answered, with what is known of the server: `there` means that
 * it is a new one, which knows nothing of this run. Null when the run ended by itself.
 */
export async function untilGone(
  run: IRun,
  { now, pause }: IPauses = realPauses
): Promise<Presence | null> {
  let since: number | null = null;
  for (;;) {
    await pause(LOOK_EVERY);
    if (run.over()) {
      return null;
    }
    if (run.connected()) {
      since = null;
      continue;
    }
    since ??= now();
    const presence = await insist(() => run.presence(), () => undefined, { now, pause });
    if (run.over()) {
      return null;
    }
    if (presence !== 'there' || now() - since > CONNECT_WITHIN) {
      return presence;
    }
  }
}
