import type { Instant } from '../../kernel/time.ts';
import { documents, numbers, texts } from '../../platform/db/arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Refusal } from '../engine/index.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** A follow-up as its row has it: whose turn it is, and the event that it becomes. */
export interface FollowUpRow {
  readonly id: string;
  readonly memberId: number;
  readonly type: string;
  /** The moment of the decision that caused it. */
  readonly happenedAt: Instant;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Writes follow-ups with the decisions that cause them. */
export function insertFollowUpEvents(
  client: Queryable,
  rows: readonly FollowUpRow[],
  madeAt: Instant,
): Promise<unknown> {
  return client.query({
    name: 'intake_insert_follow_up_events',
    text: `insert into follow_up_events (id, member_id, type, happened_at, data, made_at)
      select id, member_id, type, ${MOMENT} happened_at, data::json, ${MOMENT} $6::float8
      from unnest($1::text[], $2::bigint[], $3::text[], $4::float8[], $5::text[])
        as new (id, member_id, type, happened_at, data)`,
    values: [
      texts(rows.map((row) => row.id)),
      numbers(rows.map((row) => row.memberId)),
      texts(rows.map((row) => row.type)),
      numbers(rows.map((row) => row.happenedAt)),
      documents(rows.map((row) => JSON.stringify(row.data))),
      madeAt,
    ],
  });
}

/**
 * At most `limit` follow-ups whose turn it is, oldest first: without those that take back what
 * another one, which still waits, is to give.
 */
export async function findFollowUpEvents(client: Queryable, limit: number): Promise<FollowUpRow[]> {
  const { rows } = await client.query<FollowUpRow>({
    name: 'intake_find_follow_up_events',
    text: `select id, member_id as "memberId", type, happened_at as "happenedAt", data
      from follow_up_events f where refusal is null
        and not exists (select from follow_up_events owed
          where owed.id = f.data->>'of' and owed.refusal is null)
      order by made_at limit $1::integer`,
    values: [limit],
  });
  return rows;
}

/** Of these follow-ups, those that still wait. Read behind the members' locks, it is up to date. */
export async function findOwed(client: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>({
    name: 'intake_find_owed_follow_ups',
    text: `select id from follow_up_events where id = any($1::text[]) and refusal is null`,
    values: [texts(ids)],
  });
  return rows.map(({ id }) => id);
}

/** A follow-up that has had its turn: gone when it was decided, marked when it was refused. */
export interface FollowUpDone {
  readonly id: string;
  readonly refusal: Refusal | null;
}

/** Takes off follow-ups that were decided, in the transaction that decides them. */
export function settleFollowUpEvents(
  client: Queryable,
  done: readonly FollowUpDone[],
): Promise<unknown> {
  return client.query({
    name: 'intake_settle_follow_up_events',
    text: `with done as (
        select id, refusal from unnest($1::text[], $2::text[]) as done (id, refusal)
      ), decided as (
        delete from follow_up_events f using done d where f.id = d.id and d.refusal is null
      )
      update follow_up_events f set refusal = d.refusal::json from done d
      where f.id = d.id and d.refusal is not null`,
    values: [
      texts(done.map((one) => one.id)),
      texts(done.map((one) => (one.refusal ? JSON.stringify(one.refusal) : null))),
    ],
  });
}
