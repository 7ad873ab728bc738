/** The work kept in this browser, learner by learner, until the server has it. */

/** One tab's unsent work. `time` is in ms since 1970, `base` the digest it started from. */
export interface IDraft {
  path: string;
  screen: string;
  time: number;
  base: string | null;
  notebook: unknown;
}

/** What the work needs of a store; none of it ever rejects. */
export interface DraftStore {
  /** Write; whether it is really there. */
  put(draft: IDraft): Promise<boolean>;
  /** The drafts of one notebook, the newest first. */
  of(path: string): Promise<IDraft[]>;
  remove(path: string, screen: string): Promise<void>;
}

const DATABASE = 'quartiers';
const STORE = 'drafts';

/** Drafts in IndexedDB, under the learner's own name: on a shared PC nobody takes up another's. */
export class BrowserDrafts implements DraftStore {
  /** `learner` is the path of her server, which holds her name. */
  constructor(private readonly learner: string) {}

  put(draft: IDraft): Promise<boolean> {
    const record = { ...draft, learner: this.learner, key: this.key(draft.path, draft.screen) };
    return this.act('readwrite', store => store.put(record)).then(
      () => true,
      () => false
    );
  }

  async of(path: string): Promise<IDraft[]> {
    const all = await this.act('readonly', store => store.getAll()).catch(() => []);
    return (all as (IDraft & { learner: string })[])
      .filter(one => one.learner === this.learner && one.path === path)
      .sort((one, other) => other.time - one.time);
  }

  async remove(path: string, screen: string): Promise<void> {
    await this.act('readwrite', store => store.delete(this.key(path, screen))).catch(() => null);
  }

  private key(path: string, screen: string): string {
    return [this.learner, path, screen].join(' ');
  }

  private async act<T>(
    mode: IDBTransactionMode,
    request: (store: IDBObjectStore) => IDBRequest<T>
  ): Promise<T> {
    this.database ??= openDatabase();
    const transaction = (await this.database).transaction(STORE, mode);
    const asked = request(transaction.objectStore(STORE));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  private database: Promise<IDBDatabase> | null = null;
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
