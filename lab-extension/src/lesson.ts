/** What a lesson's cells say of themselves: their step, their role, their exercise. */

export const STEPS = [
  'titre',
  'creer',
  'porte',
  'predis',
  'lance',
  'modifie',
  'repare',
  'ecris',
  'cree',
  'garder',
  'metier',
  'bilan',
  'defi'
] as const;

export const ROLES = [
  'titre',
  'texte',
  'preparation',
  'exemple',
  'quiz',
  'consigne',
  'reponse',
  'controle',
  'indices',
  'garder',
  'bilan'
] as const;

export type Step = (typeof STEPS)[number];
export type Role = (typeof ROLES)[number];

/** The `metadata.quartiers` of one cell; `exercise` is null outside exercises. */
export interface IMark {
  step: Step;
  role: Role;
  exercise: number | null;
}

/** One cell of a lesson, as plain data: what the decisions of this extension are made from. */
export interface ICell {
  id: string;
  mark: IMark | null;
  /** Whether it has run once, in this session or an earlier one. */
  ran: boolean;
}

/** Read the mark of a cell; null when it carries none, or one we do not know. */
export function readMark(metadata: unknown): IMark | null {
  if (!isRecord(metadata)) {
    return null;
  }
  const step = STEPS.find(one => one === metadata['etape']);
  const role = ROLES.find(one => one === metadata['role']);
  if (step === undefined || role === undefined) {
    return null;
  }
  const exercise = metadata['exercice'];
  return { step, role, exercise: typeof exercise === 'number' ? exercise : null };
}

/** Whether a notebook is one of our lessons: at least one of its cells is marked. */
export function isLesson(marks: readonly (IMark | null)[]): boolean {
  return marks.some(mark => mark !== null);
}

/** Roles whose code is not shown to learners: a button, or nothing, takes its place. */
export const FOLDED: ReadonlySet<Role> = new Set<Role>([
  'preparation',
  'quiz',
  'controle',
  'garder',
  'bilan'
]);

/** Roles that run by themselves when the lesson opens, in the order of the notebook. */
export const AUTOMATIC: ReadonlySet<Role> = new Set<Role>(['preparation', 'quiz', 'bilan']);

/** Roles whose code the learner may change. */
export const EDITABLE: ReadonlySet<Role> = new Set<Role>(['exemple', 'reponse']);

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
