import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { DemoSettings } from '../settings.ts';
import type { KeptProgress, KeptRun, RunJournal } from './kept-run.ts';
import { claimLock } from './claim-lock.ts';

/**
 * IndexedDB, because a line is added in one transaction that is whole or not there; a file of the browser's own file
 * system is written anew as a whole from a page, and kept open only in a worker.
 */
interface Kept extends DBSchema {
  readonly runs: { readonly key: string; readonly value: KeptRecord };
  readonly lines: { readonly key: [run: string, line: number]; readonly value: string };
}

interface KeptRecord {
  readonly id: string;
  readonly settings: DemoSettings;
  readonly progress: KeptProgress;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}

const databaseName = 'reagent-runs-1';
/** The run of this tab: a tab that is loaded again goes on with its own. */
const ownRun = 'reagent-run';
/** A page that was left holds its locks for a moment longer. */
const patience = 2000;

/** The journals of all pages of this site; each is of one page at a time. */
export class RunJournals {
  readonly #database: IDBPDatabase<Kept>;

  private constructor(database: IDBPDatabase<Kept>) {
    this.#database = database;
  }

  /** Null where the browser keeps nothing, as in some private windows. */
  static async open(): Promise<RunJournals | null> {
    try {
      const database = await openDB<Kept>(databaseName, 1, {
        upgrade(fresh) {
          fresh.createObjectStore('runs', { keyPath: 'id' });
          fresh.createObjectStore('lines');
        },
      });
      return navigator.locks === undefined ? null : new RunJournals(database);
    } catch {
      return null;
    }
  }

  /** A new journal; or that of a run with the same settings which no page has any more. */
  async begin(settings: DemoSettings): Promise<RunJournal> {
    const same = (await this.#all()).find((kept) => JSON.stringify(kept.settings) === JSON.stringify(settings));
    const left = same === undefined ? null : await this.#claim(same.id, 0);
    if (left !== null) return left.journal;
    const id = crypto.randomUUID();
    const release = await claimLock(lockOf(id), 0); // before anybody knows of it
    if (release === null) throw new TypeError('a run of another page has the same id');
    const record = { id, settings, progress: { evaluations: 0, paused: false }, begunAt: Date.now() };
    await this.#database.put('runs', record);
    sessionStorage.setItem(ownRun, id);
    return this.#journalOf(record, release);
  }

  /** The run that this tab was at when it was loaded again. */
  async own(): Promise<KeptRun | null> {
    const id = sessionStorage.getItem(ownRun);
    return id === null ? null : this.#claim(id, patience);
  }

  /** The latest run that a page has left; earlier ones are given up. */
  async left(): Promise<KeptRun | null> {
    let latest: KeptRun | null = null;
    for (const { id } of (await this.#all()).sort((a, b) => b.begunAt - a.begunAt)) {
      const run = await this.#claim(id, latest === null ? patience : 0);
      if (latest === null) latest = run;
      else await run?.journal.remove();
    }
    return latest;
  }

  async #all(): Promise<KeptRecord[]> {
    return this.#database.getAll('runs');
  }

  /** @returns null: another page has it, or it is no more */
  async #claim(id: string, milliseconds: number): Promise<KeptRun | null> {
    const release = await claimLock(lockOf(id), milliseconds);
    if (release === null) return null;
    const record = await this.#database.get('runs', id);
    if (record === undefined) {
      release();
      return null;
    }
    const { settings, progress } = record;
    return { settings, progress, journal: await this.#journalOf(record, release) };
  }

  async #journalOf(record: KeptRecord, release: () => void): Promise<RunJournal> {
    const { id } = record;
    const database = this.#database;
    const range = IDBKeyRange.bound([id, 0], [id, Infinity]);
    let next = await database.count('lines', range);
    let keeps = true;
    const end = (): void => {
      keeps = false;
      if (sessionStorage.getItem(ownRun) === id) sessionStorage.removeItem(ownRun);
      release();
    };
    return {
      lines() {
        sessionStorage.setItem(ownRun, id); // this tab has it from now on
        return database.getAll('lines', range);
      },
      async append(line) {
        if (!keeps) return;
        try {
          await database.add('lines', line, [id, next++]);
        } catch {
          keeps = false; // no room: what is there is a whole beginning, and the run itself goes on
        }
      },
      note(progress) {
        if (keeps) database.put('runs', { ...record, progress }).catch(() => undefined);
      },
      async remove() {
        keeps = false;
        const change = database.transaction(['runs', 'lines'], 'readwrite');
        await Promise.all([
          change.objectStore('runs').delete(id),
          change.objectStore('lines').delete(range),
          change.done,
        ]);
        end();
      },
      release: end,
    };
  }
}

function lockOf(id: string): string {
  return `reagent run ${id}`;
}
