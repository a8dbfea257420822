import type { Queryable } from '../../platform/db/pool.ts';
import { guestsOf } from '../engine/index.ts';
import { formatMemberId } from '../members/index.ts';
import { readCursor, type Statements, stateOf, writeCursor } from '../statements/index.ts';
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
 * A page of everything that happened with a member, and with those who were merged into this one,
 * newest first by business time. With a filter a
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
  const state = await stateOf(client, memberId);
  const guests = state ? Object.keys(guestsOf(state)).map(Number) : [];
  const from = readPlace(query.cursor);
  const places = await placesOf(client, [memberId, ...guests], from, look);
  const rows = await eventsAt(client, places, filter, query.limit);
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
  return last ? writeCursor([last.happenedAt, last.memberId, last.no]) : null;
}

type Behind = Pick<Place, 'happenedAt' | 'no' | 'memberId'>;

function readPlace(cursor: string | undefined): Behind | null {
  const place = readCursor(cursor, 3, Number.MAX_SAFE_INTEGER);
  const [happenedAt = 0, memberId = 0, no = 0] = place ?? [];
  return place && { happenedAt, memberId, no };
}
