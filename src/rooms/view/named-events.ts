import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** What an event is called, and when it was. */
export interface EventName {
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happenedAt: Instant;
}

/** The names of a member's events with these numbers, by number. */
export async function namedEvents(
  client: Queryable,
  memberId: number,
  numbers: readonly number[],
): Promise<Map<number, EventName>> {
  if (numbers.length === 0) return new Map();
  const { rows } = await client.query<EventName>({
    name: 'view_named_events',
    text: `select no, source, id, type, happened_at as "happenedAt" from v_events
      where member_id = $1::bigint and no = any($2::integer[])`,
    values: [memberId, [...new Set(numbers)]],
  });
  return new Map(rows.map((row) => [row.no, row]));
}
