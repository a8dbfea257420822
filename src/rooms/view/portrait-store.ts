import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { readPurchaseData } from '../events/index.ts';
import { newPortrait, type Portrait, type Seen } from './core/portrait.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** The portrait that is kept of a member; a new one where none is. */
export async function keptPortrait(client: Queryable, memberId: number): Promise<Portrait> {
  const { rows } = await client.query<{ portrait: string }>({
    name: 'view_kept_portrait',
    text: 'select portrait from view_portraits where member_id = $1::bigint',
    values: [memberId],
  });
  return rows[0] ? JSON.parse(rows[0].portrait) : newPortrait();
}

/** Keeps a portrait, unless one that counts more is there. */
export async function keepPortrait(
  client: Queryable,
  memberId: number,
  portrait: Portrait,
): Promise<void> {
  await client.query({
    name: 'view_keep_portrait',
    text: `insert into view_portraits as kept (member_id, no, portrait)
      values ($1::bigint, $2::integer, $3::text)
      on conflict (member_id) do update set no = excluded.no, portrait = excluded.portrait
        where kept.no < excluded.no`,
    values: [memberId, portrait.no, JSON.stringify(portrait)],
  });
}

/** A member's next events behind a number, as a portrait looks at them. */
export async function eventsAfter(
  client: Queryable,
  memberId: number,
  after: number,
  limit: number,
): Promise<Seen[]> {
  const { rows } = await client.query<Seen>({
    name: 'view_events_after',
    text: `select no, happened_at as "happenedAt", channel, type, data from v_events
      where member_id = $1::bigint and no > $2::integer order by no limit $3::integer`,
    values: [memberId, after, limit],
  });
  return rows.map((row) =>
    row.type === 'purchase' ? { ...row, data: readPurchaseData(row.data) } : row,
  );
}

/** Up to when the task has looked; at its first time it begins at `first`. */
export async function lookedUntil(client: Queryable, first: Instant): Promise<Instant> {
  const { rows } = await client.query<{ until: Instant }>({
    name: 'view_looked_until',
    text: `insert into view_cursor as cursor (until) values (${MOMENT} $1::float8)
      on conflict (only_one) do update set until = cursor.until returning until`,
    values: [first],
  });
  return rows[0]?.until ?? first;
}

/** Notes up to when the task has looked. */
export async function noteLookedUntil(client: Queryable, until: Instant): Promise<void> {
  await client.query({
    name: 'view_note_looked_until',
    text: `update view_cursor set until = ${MOMENT} $1::float8`,
    values: [until],
  });
}

/** Members whose number of events passed a multiple of `every` in what was recorded in a time. */
export async function crowdedMembers(
  client: Queryable,
  { from, until, every }: { from: Instant; until: Instant; every: number },
): Promise<{ memberId: number; no: number }[]> {
  const { rows } = await client.query<{ memberId: number; no: number }>({
    name: 'view_crowded_members',
    text: `select member_id as "memberId", max(no) as no from v_events
      where recorded_at > ${MOMENT} $1::float8 and recorded_at <= ${MOMENT} $2::float8
      group by member_id
      having max(no) / $3::integer > (min(no) - 1) / $3::integer`,
    values: [from, until, every],
  });
  return rows;
}
