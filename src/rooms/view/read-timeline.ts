import type { Queryable } from '../../platform/db/pool.ts';
import { formatMemberId } from '../members/index.ts';
import { readCursor, type Statements, writeCursor } from '../statements/index.ts';
import { type Kind, typesOf } from './core/kind.ts';
import { lineTeller } from './line.ts';
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
  const line = lineTeller(programs, personal);
  return {
    member: formatMemberId(memberId),
    items: rows.map(line),
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
