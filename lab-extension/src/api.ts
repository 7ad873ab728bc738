/** The calls to our own routes, `<base>/quartiers/…`. */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { isRecord } from './lesson';
import { IPair } from './pair';
import { IProgressReport } from './progress';
import { Presence, presenceOf } from './wake';
import { IWorkState, Reason } from './work';

/** What the server knows of a notebook. `room` is false in solo mode. */
export interface ILessonInfo {
  known: boolean;
  room: boolean;
  lessons_page: string | null;
  /** Where a second learner says who they are; null in solo mode. */
  pair_page: string | null;
  pseudo: string;
  seance_open: boolean;
  code?: string;
  title?: string;
  track?: string;
  /** Recorded instructions and hints: files beside the notebook, by the name of what they say. */
  voices?: Record<string, string>;
  exercises?: { num: number; genre: string; titre: string; etoiles: number }[];
}

/** The grading of one exercise. */
export interface IExerciseResult {
  exercise: number;
  stars: number;
  out_of: number;
  sentence: string;
  /** The answer is as it was given: not done yet, which is no failure. */
  untouched?: boolean;
}

/** What an animator wrote; `earlier` when she handed in again since. */
export interface IWord {
  id: number;
  text: string;
  rework: boolean;
  read: boolean;
  earlier: boolean;
}

/** The latest submission, as the room tells it. */
export interface IResult {
  status: 'none' | 'pending' | 'running' | 'done' | 'failed';
  result: {
    stars: number;
    out_of: number;
    exercises: IExerciseResult[];
    notice: string | null;
  } | null;
  /** The newest first. */
  words?: IWord[];
  submission: string | null;
  sentence?: string | null;
  /** How many works are looked at before this one, while it waits. */
  ahead?: number;
}

/** A refusal whose message is a French sentence for the learner; `status` 0: nobody answered. */
export class Refusal extends Error {
  constructor(
    sentence: string,
    readonly status = 0
  ) {
    super(sentence);
    this.name = 'Refusal';
  }
}

const SILENT = 'La salle ne répond pas. Ton travail est gardé ici. Essaie encore dans une minute.';

/** How long a silent server is waited for, in ms. */
const PATIENCE = 15_000;

export class Api {
  constructor(private readonly settings: ServerConnection.ISettings) {}

  /** Whether the server answers, and to us. */
  presence(): Promise<Presence> {
    const url = URLExt.join(this.settings.baseUrl, 'api/status');
    const init = { signal: AbortSignal.timeout(PATIENCE) };
    return ServerConnection.makeRequest(url, init, this.settings).then(
      response => presenceOf(response.status),
      () => presenceOf(null)
    );
  }

  lesson(path: string): Promise<ILessonInfo> {
    return this.call<ILessonInfo>(`lesson?path=${encodeURIComponent(path)}`);
  }

  progress(body: IProgressReport): Promise<unknown> {
    return this.call('progress', { ...body });
  }

  /** Whether the hand is up for the room: an animator may have lowered it. */
  handState(): Promise<{ raised: boolean }> {
    return this.call('hand');
  }

  hand(lesson: string, raised: boolean): Promise<{ raised: boolean }> {
    return this.call('hand', { lesson, raised });
  }

  /** Hand in; `together` is the one beside her, who has handed it in too. */
  submit(lesson: string): Promise<{ submission: string; together?: string }> {
    return this.call('submit', { lesson });
  }

  result(lesson: string): Promise<IResult> {
    return this.call<IResult>(`result?lesson=${encodeURIComponent(lesson)}`);
  }

  /** Tell the room that these words were shown. */
  wordsRead(read: number[]): Promise<unknown> {
    return this.call('words', { read });
  }

  /** Who sits beside her; null when she works alone. */
  async pair(): Promise<IPair | null> {
    return (await this.call<{ pair?: IPair | null }>('pair')).pair ?? null;
  }

  /** Swap or end; the pair as it is now. */
  async changePair(wish: 'swap' | 'end'): Promise<IPair | null> {
    return (await this.call<{ pair?: IPair | null }>('pair', { do: wish })).pair ?? null;
  }

  /** Write the notebook; `other` says that another screen had written there meanwhile. */
  keep(body: {
    path: string;
    notebook: unknown;
    base: string | null;
    screen: string;
    force: boolean;
  }): Promise<{ digest: string; other: boolean }> {
    return this.call('work', body);
  }

  work(path: string): Promise<IWorkState> {
    return this.call(`work?path=${encodeURIComponent(path)}`);
  }

  putAside(path: string, notebook: unknown, reason: Reason): Promise<{ same: boolean }> {
    return this.call('version', { path, notebook, reason });
  }

  version(path: string, name: string): Promise<{ notebook: unknown }> {
    return this.call(`version?path=${encodeURIComponent(path)}&name=${encodeURIComponent(name)}`);
  }

  /** The cells as they were given, by their id. */
  released(path: string): Promise<{ cells: Record<string, string> }> {
    return this.call(`released?path=${encodeURIComponent(path)}`);
  }

  /** Why Python was stopped, when it had filled the learner's share of the disk; "" otherwise. */
  async whyStopped(): Promise<string> {
    return (await this.call<{ sentence?: string }>('place')).sentence ?? '';
  }

  /** Take away what programs left; the sentence that says how much. */
  async makeRoom(): Promise<string> {
    return (await this.call<{ sentence: string }>('place', {})).sentence;
  }

  comfort(): Promise<unknown> {
    return this.call('comfort');
  }

  setComfort(choices: Record<string, string>): Promise<unknown> {
    return this.call('comfort', choices);
  }

  private async call<T>(route: string, body?: Record<string, unknown>): Promise<T> {
    const url = URLExt.join(this.settings.baseUrl, 'quartiers', route);
    const signal = AbortSignal.timeout(PATIENCE);
    const post = { method: 'POST', body: JSON.stringify(body) };
    const init = { signal, ...(body === undefined ? {} : post) };
    const response = await ServerConnection.makeRequest(url, init, this.settings).catch(() => {
      throw new Refusal(SILENT);
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      const sentence = isRecord(answer) ? answer['sentence'] : undefined;
      throw new Refusal(typeof sentence === 'string' ? sentence : SILENT, response.status);
    }
    return answer as T;
  }
}
