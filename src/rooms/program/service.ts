import type { Instant } from '../../kernel/time.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import { repeat } from '../../platform/repeat.ts';
import type { Validation } from './core/document/validate.ts';
import { type Change, planChanges } from './core/plan.ts';
import type { Section } from './core/section.ts';
import {
  checkSource,
  type Publication,
  type Published,
  publish,
  type Source,
  soundDocument,
} from './publish.ts';
import { loadVersionsAfter, loadWritten, type VersionRow, type Written } from './store.ts';
import { type Compile, type ProgramVersion, Versions } from './versions.ts';

/** How often another process's new version is looked for. */
const LOOK_EVERY_MS = 1_000;

/** One line of the history: a version and what it changed. */
export interface HistoryEntry extends Omit<VersionRow, 'document'> {
  readonly changes: readonly Change[];
}

export interface ProgramSettings<T> {
  readonly pool: Pool;
  readonly sections: readonly Section[];
  readonly compile: Compile<T>;
  readonly clock: Clock;
}

/** What is written down with a version, in its transaction. */
export type NotePublished = (client: Queryable, version: number) => Promise<void>;

/** The published programs: all versions in memory, added to in the database. */
export interface ProgramService<T> {
  readonly sections: readonly Section[];
  /** Takes up what was published since; call it once before the first question. */
  refresh(): Promise<void>;
  /** Keeps looking for versions of other processes, each second, until the result is called. */
  watch(onError: (error: unknown) => void): () => Promise<void>;
  /** The version by which an event that happened at `at` is decided; no query. */
  inForce(at: Instant): ProgramVersion<T> | null;
  /** The version with this number, the newest by default; no query. */
  version(version?: number): ProgramVersion<T> | null;
  /** The text in which a version was published. */
  written(version: number): Promise<Written | null>;
  validate(source: Source): Validation;
  /** What publishing would change. @throws {Rejection} 422 for a wrong document. */
  plan(source: Source): Promise<{ version: number; changes: readonly Change[] }>;
  /** @throws {Rejection} 422 for a wrong document, 409 when somebody published meanwhile. */
  publish(publication: Publication, note?: NotePublished): Promise<Published>;
  /** Newest first, at most `limit`, those below `before` when it is given. */
  history(limit: number, before?: number): HistoryEntry[];
}

/** The service over `program_versions`. `compile` is called once per version and process. */
export function createProgram<T>(settings: ProgramSettings<T>): ProgramService<T> {
  const { pool, sections, clock } = settings;
  const versions = new Versions(settings.compile);
  const refresh = async (): Promise<void> => {
    versions.add(await loadVersionsAfter(pool, versions.newest?.version ?? 0));
  };
  return {
    sections,
    refresh,
    watch: (onError) => repeat(refresh, LOOK_EVERY_MS, onError),
    inForce: (at) => versions.inForce(at),
    version: (version) => (version === undefined ? versions.newest : versions.at(version)),
    written: (version) => loadWritten(pool, version),
    validate: (source) => checkSource(source, sections),
    async plan(source) {
      const document = soundDocument(source, sections);
      await refresh();
      const changes = planChanges(versions.newest?.document ?? null, document, sections);
      return { version: versions.newest?.version ?? 0, changes };
    },
    async publish(publication, note) {
      await refresh();
      const published = await transaction(pool, async (client) => {
        const ground = { client, newest: versions.newest, sections, now: clock.now() };
        const done = await publish(publication, ground);
        if (done.outcome === 'published' && !done.dryRun) await note?.(client, done.version);
        return done;
      });
      await refresh();
      return published;
    },
    history: (limit, before) => historyOf(versions.all, sections, limit, before),
  };
}

function historyOf(
  versions: readonly ProgramVersion<unknown>[],
  sections: readonly Section[],
  limit: number,
  before: number = versions.length + 1,
): HistoryEntry[] {
  const page = versions.slice(Math.max(0, before - 1 - limit), Math.max(0, before - 1));
  return page.reverse().map((one) => {
    const last = versions[one.version - 2]?.document ?? null;
    return {
      version: one.version,
      hash: one.hash,
      effectiveFrom: one.effectiveFrom,
      publishedAt: one.publishedAt,
      publishedBy: one.publishedBy,
      note: one.note,
      changes: planChanges(last, one.document, sections),
    };
  });
}
