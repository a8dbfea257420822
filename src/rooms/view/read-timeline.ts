import { formatInstant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { formatMemberId } from '../members/index.ts';
import {
  type RuleNames,
  readCursor,
  ruleNames,
  type Statements,
  toldEffects,
  toldFlags,
  toldRules,
  toldTiers,
  writeCursor,
} from '../statements/index.ts';
import { aboutEvent } from './core/about-event.ts';
import { type Kind, kindOf, typesOf } from './core/kind.ts';
import { eventsAt, type Place, placesOf, type TimelineRow } from './timeline-store.ts';

/** Events that one page looks at when a filter leaves most of them out. */
const LOOKED_AT = 2_000;

/** Which page of a timeline is wanted, and what on it. */
export interface TimelineQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly kind?: readonly Kind[];
  readonly channel?: string;
}

/**
 * A page of everything that happened with a member, newest first by business time. With a filter a
 * page may be shorter than asked for, even empty, while `next` says that there is more.
 * @param personal whether the reader may see personal data.
 */
export async function readTimeline(
  { programs }: Pick<Statements, 'programs'>,
  client: Queryable,
  memberId: number,
  query: TimelineQuery,
  personal: boolean,
) {
  const filter = { types: typesOf(query.kind ?? []), channel: query.channel ?? null };
  const filtered = filter.types !== null || filter.channel !== null;
  const look = filtered ? LOOKED_AT : query.limit;
  const places = await placesOf(client, memberId, readPlace(query.cursor), look);
  const rows = await eventsAt(client, memberId, places, filter, query.limit);
  const names = namesByVersion(programs);
  return {
    member: formatMemberId(memberId),
    items: rows.map((row) => lineOf(row, names(row.program), personal)),
    next: nextOf(places, rows, look, query.limit),
  };
}

/** The page is full: on behind its last line. Or the look was: on behind what was looked at. */
function nextOf(
  places: readonly Place[],
  rows: readonly TimelineRow[],
  look: number,
  limit: number,
): string | null {
  const last = rows.length === limit ? rows.at(-1) : places.length === look ? places.at(-1) : null;
  return last ? writeCursor([last.happenedAt, last.no]) : null;
}

function readPlace(cursor: string | undefined): Pick<Place, 'happenedAt' | 'no'> | null {
  const [happenedAt = 0, no = 0] = readCursor(cursor, 2, Number.MAX_SAFE_INTEGER) ?? [];
  return cursor === undefined ? null : { happenedAt, no };
}

interface ProgramWords {
  readonly document: Record<string, unknown> | undefined;
  readonly rules: RuleNames;
}

/** The words of each program version, gathered once for a page. */
function namesByVersion(programs: Statements['programs']): (version: number) => ProgramWords {
  const known = new Map<number, ProgramWords>();
  return (version) => {
    const before = known.get(version);
    if (before) return before;
    const document = programs.version(version)?.document;
    const words = { document, rules: ruleNames(document) };
    known.set(version, words);
    return words;
  };
}

/** One line: what happened, where it comes from, what it did, and why. */
export function lineOf(row: TimelineRow, { document, rules }: ProgramWords, personal: boolean) {
  const { decision, type } = row;
  const kind = kindOf(type);
  return {
    no: row.no,
    kind,
    type,
    source: row.source,
    id: row.id,
    happenedAt: formatInstant(row.happenedAt),
    recordedAt: formatInstant(row.recordedAt),
    channel: row.channel,
    store: row.store,
    touchpoint: row.touchpoint,
    about: aboutEvent({ kind, type, data: row.data }, personal),
    did: {
      points: decision.moved,
      tiers: toldTiers(decision),
      effects: toldEffects(decision, document),
    },
    why: toldRules(decision, rules),
    flags: toldFlags(decision),
    program: row.program,
  };
}
