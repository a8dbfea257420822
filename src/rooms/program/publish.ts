import { type Problem, Rejection, reject } from '../../kernel/problem.ts';
import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type Format, readDocument } from './core/document/read.ts';
import { type Validation, validate } from './core/document/validate.ts';
import { type Change, planChanges } from './core/plan.ts';
import type { ProgramDocument, Section } from './core/section.ts';
import { fingerprint } from './fingerprint.ts';
import { insertVersion, type VersionRow, type Written } from './store.ts';

/** A document as it comes in: an object, or a text in YAML or JSON. */
export type Source =
  | { readonly document: object }
  | { readonly text: string; readonly format?: Format | undefined };

/** What to publish, and how. */
export type Publication = Source & {
  readonly note?: string | undefined;
  /** The version this was made from (0: there was none); another newest one is a conflict. */
  readonly expectVersion?: number | undefined;
  /** From when on it decides; now by default, since ever for the first version. */
  readonly effectiveFrom?: Instant | undefined;
  /** Say what would be, and change nothing. */
  readonly dryRun?: boolean | undefined;
  readonly by?: string | undefined;
};

/** What publishing did, or would do. */
export interface Published {
  readonly outcome: 'published' | 'unchanged';
  readonly dryRun: boolean;
  readonly version: number;
  readonly hash: string;
  readonly effectiveFrom: Instant;
  readonly changes: readonly Change[];
}

/** Reads and checks a document in one go. */
export function checkSource(source: Source, sections: readonly Section[]): Validation {
  const written = 'text' in source ? source.text : source.document;
  const format = 'text' in source ? (source.format ?? 'yaml') : 'json';
  const read = readDocument(written, format);
  if (read.problems.length > 0) return { document: null, problems: read.problems };
  return validate(read.value, sections);
}

/**
 * The document, or a refusal that names everything that is wrong with it.
 * @throws {Rejection} 422 with every problem.
 */
export function soundDocument(source: Source, sections: readonly Section[]): ProgramDocument {
  const { document, problems } = checkSource(source, sections);
  if (!document) throw new Rejection(422, problems);
  return document;
}

/** What `publish` stands on: the newest version, the sections, the moment. */
export interface Ground {
  readonly client: Queryable;
  readonly newest: VersionRow | null;
  readonly sections: readonly Section[];
  readonly now: Instant;
}

/**
 * Adds a version after the newest one, unless it means the same. A dry run only leaves the
 * insert out.
 * @throws {Rejection} 422 for a wrong document or moment, 409 when somebody was faster.
 */
export async function publish(publication: Publication, ground: Ground): Promise<Published> {
  const { newest, sections } = ground;
  const document = soundDocument(publication, sections);
  const hash = fingerprint(document);
  const dryRun = publication.dryRun ?? false;
  const expected = publication.expectVersion;
  if (newest?.hash === hash) {
    const { version, effectiveFrom } = newest;
    return { outcome: 'unchanged', dryRun, version, hash, effectiveFrom, changes: [] };
  }
  if (expected !== undefined && expected !== (newest?.version ?? 0)) throw changed(newest);
  const row: VersionRow = {
    version: (newest?.version ?? 0) + 1,
    document,
    hash,
    effectiveFrom: effectiveFrom(publication.effectiveFrom, ground),
    publishedAt: ground.now,
    publishedBy: publication.by ?? null,
    note: publication.note ?? null,
  };
  const changes = planChanges(newest?.document ?? null, document, sections);
  if (!dryRun && !(await insertVersion(ground.client, row, writtenAs(publication, document)))) {
    throw changed(newest);
  }
  const { version } = row;
  return { outcome: 'published', dryRun, version, hash, effectiveFrom: row.effectiveFrom, changes };
}

function momentText({ effectiveFrom }: VersionRow): string {
  return Number.isFinite(effectiveFrom) ? formatInstant(effectiveFrom) : 'the beginning of time';
}

/** The moments rise with the versions, so that one moment has one program. */
function effectiveFrom(wanted: Instant | undefined, { newest, now }: Ground): Instant {
  if (!newest) return wanted ?? Number.NEGATIVE_INFINITY;
  const from = wanted ?? now;
  if (from > newest.effectiveFrom) return from;
  if (wanted === undefined && from === newest.effectiveFrom) return from + 1;
  throw reject(422, {
    code: 'program_effective_too_early',
    path: '/effectiveFrom',
    detail: `Version ${newest.version} takes effect later, at ${momentText(newest)}.`,
    fix: 'Give a later `effectiveFrom`.',
  });
}

/** How a source was written; an object as JSON. */
export function writtenAs(source: Source, document: ProgramDocument): Written {
  if ('text' in source) return { text: source.text, format: source.format ?? 'yaml' };
  return { text: JSON.stringify(document, null, 2), format: 'json' };
}

function changed(newest: VersionRow | null): Rejection {
  const problem: Problem = {
    code: 'program_changed',
    path: '/expectVersion',
    detail: `The program has changed meanwhile; version ${newest?.version ?? 0} was looked at.`,
    fix: 'Fetch the newest program, plan again, then publish.',
  };
  return reject(409, problem);
}
