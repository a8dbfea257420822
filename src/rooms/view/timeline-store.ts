import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type Decision, readDecision } from '../engine/index.ts';
import { readPurchaseData } from '../events/index.ts';
import type { TypeFilter } from './core/kind.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** Where an event lies in a timeline; of a merged member the events stay that member's rows. */
export interface Place {
  readonly happenedAt: Instant;
  readonly no: number;
  readonly memberId: number;
  readonly recordedAt: Instant;
}

/**
 * Where the newest events of some members lie by business time, those behind `before`. It is read
 * from the index of the key alone, so that a long history costs a few pages.
 */
export async function placesOf(
  client: Queryable,
  memberIds: readonly number[],
  before: Pick<Place, 'happenedAt' | 'no' | 'memberId'> | null,
  limit: number,
): Promise<Place[]> {
  const { rows } = await client.query<Place>({
    name: 'view_places_of',
    text: `select happened_at as "happenedAt", no, member_id as "memberId",
        recorded_at as "recordedAt"
      from v_events
      where member_id = any($1::bigint[])
        and ($2::float8 is null
          or (happened_at, no, member_id) < (${MOMENT} $2::float8, $3::integer, $4::bigint))
      order by happened_at desc, no desc, member_id desc limit $5::integer`,
    values: [
      memberIds,
      before?.happenedAt ?? null,
      before?.no ?? null,
      before?.memberId ?? null,
      limit,
    ],
  });
  return rows;
}

/** An event of a timeline, as it was understood and decided. */
export interface TimelineRow extends Place {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly program: number;
  readonly data: unknown;
  readonly decision: Decision;
}

/** Which events of a timeline are wanted; null for all. */
export interface TimelineFilter {
  readonly types: TypeFilter | null;
  readonly channel: string | null;
}

const LINE = `member_id as "memberId", no, source, id, type, happened_at as "happenedAt",
  recorded_at as "recordedAt", channel, store, touchpoint, program, data, decision`;

/** The events at these places that the filter lets through, newest first, at most `limit`. */
export async function eventsAt(
  client: Queryable,
  places: readonly Place[],
  filter: TimelineFilter,
  limit: number,
): Promise<TimelineRow[]> {
  if (places.length === 0) return [];
  const recorded = places.map((place) => place.recordedAt);
  const memberIds = [...new Set(places.map(({ memberId }) => memberId))];
  const { types, channel } = filter;
  const { rows } = await client.query<TimelineRow>({
    name: 'view_events_at',
    text: `select ${LINE} from v_events
      where member_id = any($1::bigint[]) and no = any($2::integer[])
        and recorded_at between ${MOMENT} $3::float8 and ${MOMENT} $4::float8
        and ($5::text is null or (type ~ $5::text) = $6::boolean)
        and ($7::text is null or channel = $7::text)
      order by happened_at desc, no desc, member_id desc limit $8::integer`,
    values: [
      memberIds,
      places.map((place) => place.no),
      // The table keeps microseconds, of which a moment here knows the milliseconds.
      Math.min(...recorded) - 1,
      Math.max(...recorded) + 1,
      types?.pattern ?? null,
      types?.matches ?? null,
      channel,
      // Two members have events of the same number: those that were not asked for come along.
      memberIds.length > 1 ? places.length * memberIds.length : limit,
    ],
  });
  const asked = new Set(places.map(({ memberId, no }) => `${memberId}/${no}`));
  return rows
    .filter(({ memberId, no }) => asked.has(`${memberId}/${no}`))
    .slice(0, limit)
    .map(understood);
}

/** A member's events with these numbers, newest first. */
export async function eventsNumbered(
  client: Queryable,
  memberId: number,
  numbers: readonly number[],
): Promise<TimelineRow[]> {
  if (numbers.length === 0) return [];
  const { rows } = await client.query<TimelineRow>({
    name: 'view_events_numbered',
    text: `select ${LINE} from v_events
      where member_id = $1::bigint and no = any($2::integer[])
      order by happened_at desc, no desc`,
    values: [memberId, numbers],
  });
  return rows.map(understood);
}

function understood(row: TimelineRow): TimelineRow {
  return {
    ...row,
    data: row.type === 'purchase' ? readPurchaseData(row.data) : row.data,
    decision: readDecision(row.decision),
  };
}
