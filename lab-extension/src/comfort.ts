/** How the learner likes to read: a few choices, kept on her card, and by the browser without it. */

/** Each choice and its values; the first is what everybody gets. The room keeps the same. */
export const CHOICES = {
  size: ['normal', 'large', 'larger'],
  spacing: ['normal', 'wide'],
  font: ['normal', 'dyslexic'],
  contrast: ['normal', 'high'],
  theme: ['light', 'dark'],
  motion: ['normal', 'reduced']
} as const;

export type Choice = keyof typeof CHOICES;
export type Comfort = Record<Choice, string>;

export const NAMES = Object.keys(CHOICES) as Choice[];

/** Read what was kept, by the room or the browser; what is not known becomes everybody's. */
export function readComfort(kept: unknown): Comfort {
  const own = typeof kept === 'object' && kept !== null ? (kept as Record<string, unknown>) : {};
  const value = (name: Choice): string =>
    CHOICES[name].find(one => one === own[name]) ?? CHOICES[name][0];
  return Object.fromEntries(NAMES.map(name => [name, value(name)])) as Comfort;
}

/** The CSS classes of what differs from everybody's: `qp-size-large`. */
export function comfortClasses(comfort: Comfort): string[] {
  return NAMES.filter(name => comfort[name] !== CHOICES[name][0]).map(
    name => `qp-${name}-${comfort[name]}`
  );
}

/** Where the browser keeps a learner's choices; `learner` tells them apart. */
export const comfortKey = (learner: string): string => `quartiers-confort-${learner}`;

/** What the browser kept of a learner's choices; everybody's when it kept none. */
export function storedComfort(learner: string): Comfort {
  try {
    return readComfort(JSON.parse(localStorage.getItem(comfortKey(learner)) ?? 'null'));
  } catch {
    return readComfort(null);
  }
}
