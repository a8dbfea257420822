import type { Instant } from '../../kernel/time.ts';
import { documents, hashes, numbers, texts } from '../../platform/db/arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Refusal } from '../engine/index.ts';
import type { Fact } from '../events/index.ts';

/** A return that waits for its purchase. */
export interface ParkedEvent {
  readonly purchaseSource: string;
  readonly purchaseId: string;
  readonly hash: string;
  readonly fact: Fact;
  readonly until: Instant;
  readonly refusal: Refusal | null;
}

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/**
 * Parked events by their own keys, and those that wait for one of these purchases; each of them
 * once, however many of the keys lead to it.
 */
export async function findParked(
  client: Queryable,
  keys: readonly { source: string; id: string }[],
): Promise<ParkedEvent[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query({
    name: 'intake_find_parked',
    text: `select distinct on (p.source, p.id)
        p.purchase_source as "purchaseSource", p.purchase_id as "purchaseId",
        encode(p.hash, 'hex') as hash, p.fact, p.until, p.refusal
      from unnest($1::text[], $2::text[]) as asked (source, id)
      join parked_events p on (p.source = asked.source and p.id = asked.id)
        or (p.purchase_source = asked.source and p.purchase_id = asked.id and p.refusal is null)`,
    values: [texts(keys.map((key) => key.source)), texts(keys.map((key) => key.id))],
  });
  return rows;
}

/** At most `limit` parked events whose purchase has come all the same, oldest first. */
export async function findComeTrue(
  client: Queryable,
  limit: number,
): Promise<Pick<ParkedEvent, 'hash' | 'fact'>[]> {
  const { rows } = await client.query<Pick<ParkedEvent, 'hash' | 'fact'>>({
    text: `select encode(p.hash, 'hex') as hash, p.fact
      from parked_events p
      join event_keys k on k.source = p.purchase_source and k.id = p.purchase_id and k.no > 0
      where p.refusal is null order by p.parked_at limit $1::integer`,
    values: [limit],
  });
  return rows;
}

/** Parks events until their purchases come. */
export function insertParked(
  client: Queryable,
  rows: readonly ParkedEvent[],
  parkedAt: Instant,
): Promise<unknown> {
  return client.query({
    name: 'intake_insert_parked',
    text: `insert into parked_events (source, id, purchase_source, purchase_id, hash, fact,
        parked_at, until)
      select source, id, purchase_source, purchase_id, hash, fact::json,
        ${MOMENT} $8::float8, ${MOMENT} until
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[],
        $7::float8[]) as new (source, id, purchase_source, purchase_id, hash, fact, until)`,
    values: [
      texts(rows.map((row) => row.fact.source)),
      texts(rows.map((row) => row.fact.id)),
      texts(rows.map((row) => row.purchaseSource)),
      texts(rows.map((row) => row.purchaseId)),
      hashes(rows.map((row) => row.hash)),
      documents(rows.map((row) => JSON.stringify(row.fact))),
      numbers(rows.map((row) => row.until)),
      parkedAt,
    ],
  });
}

/** Takes parked events off (they were decided), or marks them refused with the reason. */
export function settleParked(
  client: Queryable,
  rows: readonly { fact: Fact; refusal: Refusal | null }[],
): Promise<unknown> {
  return client.query({
    name: 'intake_settle_parked',
    text: `with settled as (
        select source, id, refusal from unnest($1::text[], $2::text[], $3::text[])
          as done (source, id, refusal)
      ), decided as (
        delete from parked_events p using settled s
        where p.source = s.source and p.id = s.id and s.refusal is null
      )
      update parked_events p set refusal = s.refusal::json from settled s
      where p.source = s.source and p.id = s.id and s.refusal is not null`,
    values: [
      texts(rows.map((row) => row.fact.source)),
      texts(rows.map((row) => row.fact.id)),
      texts(rows.map((row) => (row.refusal ? JSON.stringify(row.refusal) : null))),
    ],
  });
}

/** Marks at most `limit` parked events refused whose window is over. Returns how many. */
export async function refuseOverdue(
  client: Queryable,
  now: Instant,
  refusal: Refusal,
  limit: number,
): Promise<number> {
  const { rowCount } = await client.query({
    text: `update parked_events set refusal = $2::json where (source, id) in (
        select source, id from parked_events
        where refusal is null and until <= ${MOMENT} $1::float8
        order by until limit $3::integer for update skip locked)`,
    values: [now, JSON.stringify(refusal), limit],
  });
  return rowCount ?? 0;
}

/** A purchase that nobody has claimed yet. */
export interface UnclaimedPurchase {
  readonly source: string;
  readonly id: string;
  /** The receipt's key, by which it may be claimed too. */
  readonly receipt: string | null;
  readonly fact: Fact;
  readonly until: Instant;
}

/**
 * Unclaimed purchases under these keys; with `lock` they stay locked, so that of two members who
 * claim at once one wins.
 */
export async function findUnclaimed(
  client: Queryable,
  keys: readonly { source: string; id: string }[],
  lock: boolean,
): Promise<UnclaimedPurchase[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query({
    name: lock ? 'intake_lock_unclaimed' : 'intake_find_unclaimed',
    text: `select u.source, u.id, u.receipt, u.fact, u.until from unclaimed_purchases u
      where (u.source, u.id) in (select * from unnest($1::text[], $2::text[]))
        or u.receipt in (select asked.id from unnest($1::text[], $2::text[]) as asked (source, id)
          where asked.source = 'receipt')
      order by u.source, u.id ${lock ? 'for update' : ''}`,
    values: [texts(keys.map((key) => key.source)), texts(keys.map((key) => key.id))],
  });
  return rows;
}

/** Keeps purchases that came without a member. */
export function insertUnclaimed(
  client: Queryable,
  rows: readonly UnclaimedPurchase[],
): Promise<unknown> {
  return client.query({
    name: 'intake_insert_unclaimed',
    text: `insert into unclaimed_purchases (source, id, receipt, fact, until)
      select source, id, receipt, fact::json, ${MOMENT} until
      from unnest($1::text[], $2::text[], $3::text[], $4::float8[], $5::text[])
        as new (source, id, fact, until, receipt)`,
    values: [
      texts(rows.map((row) => row.source)),
      texts(rows.map((row) => row.id)),
      documents(rows.map((row) => JSON.stringify(row.fact))),
      numbers(rows.map((row) => row.until)),
      texts(rows.map((row) => row.receipt)),
    ],
  });
}

/** Takes claimed purchases off. */
export function deleteUnclaimed(
  client: Queryable,
  rows: readonly { source: string; id: string }[],
): Promise<unknown> {
  return client.query({
    name: 'intake_delete_unclaimed',
    text: `delete from unclaimed_purchases u
      using unnest($1::text[], $2::text[]) as claimed (source, id)
      where u.source = claimed.source and u.id = claimed.id`,
    values: [texts(rows.map((row) => row.source)), texts(rows.map((row) => row.id))],
  });
}

/** Drops at most `limit` unclaimed purchases whose window is over; their keys stay known. */
export async function forgetUnclaimed(
  client: Queryable,
  now: Instant,
  limit: number,
): Promise<number> {
  const { rowCount } = await client.query({
    text: `delete from unclaimed_purchases where (source, id) in (
        select source, id from unclaimed_purchases where until <= ${MOMENT} $1::float8
        limit $2::integer for update skip locked)`,
    values: [now, limit],
  });
  return rowCount ?? 0;
}
