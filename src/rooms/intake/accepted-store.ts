import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { DigestedEvent } from './accepted.ts';

/** What one row of the access log says of the events that a batch recorded. */
export interface ToldSum {
  readonly at: Instant;
  readonly sum: string;
}

/** Rows of the log about accepted events behind a moment, oldest first. */
export async function toldSums(
  client: Queryable,
  after: Instant,
  most: number,
): Promise<ToldSum[]> {
  const { rows } = await client.query<ToldSum>(
    `select at, sum from v_accepted_events
      where at > to_timestamp($1::float8 / 1000) order by at limit $2::int`,
    [after, most],
  );
  return rows;
}

/** An event with the moment at which it was recorded. */
export type RecordedEvent = DigestedEvent & { readonly recordedAt: Instant };

interface Row {
  readonly memberId: number;
  readonly no: number;
  readonly program: number;
  readonly data: string;
  readonly decision: string;
  readonly recordedAt: Instant;
  readonly happenedAt: Instant;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
}

/** Events recorded from one moment to another, both included. */
export async function recordedEvents(
  client: Queryable,
  from: Instant,
  until: Instant,
): Promise<RecordedEvent[]> {
  const { rows } = await client.query<Row>(
    `select member_id as "memberId", no, program, data::text, decision::text,
        recorded_at as "recordedAt", happened_at as "happenedAt", source, id, type,
        channel, store, touchpoint
      from events where recorded_at >= to_timestamp($1::float8 / 1000)
        and recorded_at <= to_timestamp($2::float8 / 1000)`,
    [from, until],
  );
  return rows.map(({ memberId, no, program, data, decision, recordedAt, ...fact }) => {
    return { memberId, no, program, data, decision, recordedAt, fact };
  });
}
