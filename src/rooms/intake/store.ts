import type { Instant } from '../../kernel/time.ts';
import {
  float8s,
  hexArray,
  int4s,
  int8s,
  jsonArray,
  textArray,
} from '../../platform/db/binary-arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { type MemberState, type PurchaseFollowUp, readState } from '../engine/index.ts';
import { type Fact, readPurchaseData } from '../events/index.ts';
import type { Entry } from '../ledger/index.ts';

/** A known event or receipt: whose it is, and its content's hash (hex). */
export interface KnownKey {
  readonly source: string;
  readonly id: string;
  readonly memberId: number;
  readonly no: number;
  readonly hash: string;
  /** The event itself; null when it has not been decided (unclaimed, parked) or is a receipt's. */
  readonly event: StoredEvent | null;
}

/** An event row as later events need it. */
export interface StoredEvent {
  readonly type: string;
  readonly source: string;
  readonly id: string;
  readonly happenedAt: Instant;
  readonly data: unknown;
  readonly decision: unknown;
  readonly followUp: PurchaseFollowUp | null;
}

/** An event row to be written. `data` and `decision` are JSON texts. */
export interface NewEvent {
  readonly memberId: number;
  readonly no: number;
  readonly fact: Fact;
  readonly program: number;
  readonly data: string;
  readonly decision: string;
}

/** A key to be written: an event's or a receipt's. */
export interface NewKey {
  readonly source: string;
  readonly id: string;
  readonly memberId: number;
  readonly no: number;
  readonly hash: string;
}

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** The JSON of a member's state as its row has it; read when the member's turn comes. */
export type StateText = string;

/** The states of these members, locked in sorted order until the transaction ends. */
export async function lockStates(
  client: Queryable,
  memberIds: readonly number[],
): Promise<Map<number, StateText>> {
  const { rows } = await client.query<{ member_id: number; state: StateText }>({
    name: 'intake_lock_states',
    text: `select member_id, state from member_states
      where member_id = any($1::bigint[]) order by member_id for update`,
    values: [int8s(memberIds)],
  });
  return new Map(rows.map((row) => [row.member_id, row.state]));
}

/** The states of these members as they are, for a dry run. */
export async function readStates(
  client: Queryable,
  memberIds: readonly number[],
): Promise<Map<number, StateText>> {
  const { rows } = await client.query<{ member_id: number; state: StateText }>({
    name: 'intake_read_states',
    text: 'select member_id, state from member_states where member_id = any($1::bigint[])',
    values: [int8s(memberIds)],
  });
  return new Map(rows.map((row) => [row.member_id, row.state]));
}

/** What is known under these keys, with the events behind them. */
export async function findKeys(
  client: Queryable,
  keys: readonly { source: string; id: string }[],
): Promise<KnownKey[]> {
  if (keys.length === 0) return [];
  const { rows } = await client.query({
    name: 'intake_find_keys',
    text: `select k.source, k.id, k.member_id, k.no, encode(k.hash, 'hex') as hash,
        e.type, e.source as event_source, e.id as event_id, e.happened_at, e.data, e.decision,
        f.follow_up
      from unnest($1::text[], $2::text[]) as asked (source, id)
      join event_keys k on k.source = asked.source and k.id = asked.id
      left join events e
        on e.member_id = k.member_id and e.no = k.no and e.recorded_at = k.recorded_at
      left join purchase_follow_ups f on f.member_id = k.member_id and f.no = k.no`,
    values: [textArray(keys.map((key) => key.source)), textArray(keys.map((key) => key.id))],
  });
  return rows.map((row) => ({
    source: row.source,
    id: row.id,
    memberId: row.member_id,
    no: row.no,
    hash: row.hash,
    event:
      row.type === null
        ? null
        : {
            type: row.type,
            source: row.event_source,
            id: row.event_id,
            happenedAt: row.happened_at,
            data: dataOf(row),
            decision: JSON.parse(row.decision),
            followUp: row.follow_up,
          },
  }));
}

function dataOf({ type, data }: { type: string; data: string }): unknown {
  const stored: unknown = JSON.parse(data);
  return type === 'purchase' ? readPurchaseData(stored) : stored;
}

/** Writes events with their decisions. */
export function insertEvents(
  client: Queryable,
  events: readonly NewEvent[],
  recordedAt: Instant,
): Promise<unknown> {
  const facts = events.map((event) => event.fact);
  return client.query({
    name: 'intake_insert_events',
    text: `insert into events (member_id, no, source, id, type, happened_at, recorded_at,
        channel, store, touchpoint, program, data, decision)
      select member_id, no, source, id, type, ${MOMENT} happened_at, ${MOMENT} $13::float8,
        channel, store, touchpoint, program, data, decision
      from unnest($1::bigint[], $2::integer[], $3::text[], $4::text[], $5::text[], $6::float8[],
        $7::text[], $8::text[], $9::text[], $10::integer[], $11::text[], $12::text[])
        as new (member_id, no, source, id, type, happened_at, channel, store, touchpoint, program,
          data, decision)`,
    values: [
      int8s(events.map((event) => event.memberId)),
      int4s(events.map((event) => event.no)),
      textArray(facts.map((fact) => fact.source)),
      textArray(facts.map((fact) => fact.id)),
      textArray(facts.map((fact) => fact.type)),
      float8s(facts.map((fact) => fact.happenedAt)),
      textArray(facts.map((fact) => fact.channel)),
      textArray(facts.map((fact) => fact.store)),
      textArray(facts.map((fact) => fact.touchpoint)),
      int4s(events.map((event) => event.program)),
      textArray(events.map((event) => event.data)),
      textArray(events.map((event) => event.decision)),
      recordedAt,
    ],
  });
}

/** Writes keys; a unique violation means that another process was first: decide the batch again. */
export function insertKeys(
  client: Queryable,
  keys: readonly NewKey[],
  recordedAt: Instant,
): Promise<unknown> {
  return client.query({
    name: 'intake_insert_keys',
    text: `insert into event_keys (source, id, member_id, no, hash, recorded_at)
      select source, id, member_id, no, hash, ${MOMENT} $6::float8
      from unnest($1::text[], $2::text[], $3::bigint[], $4::integer[], $5::bytea[])
        as new (source, id, member_id, no, hash)`,
    values: [
      textArray(keys.map((key) => key.source)),
      textArray(keys.map((key) => key.id)),
      int8s(keys.map((key) => key.memberId)),
      int4s(keys.map((key) => key.no)),
      hexArray(keys.map((key) => key.hash)),
      recordedAt,
    ],
  });
}

/** Points keys of events that had to wait (parked, unclaimed) at the event they became. */
export function moveKeys(
  client: Queryable,
  keys: readonly Omit<NewKey, 'hash'>[],
  recordedAt: Instant,
): Promise<unknown> {
  return client.query({
    name: 'intake_move_keys',
    text: `update event_keys k
      set member_id = new.member_id, no = new.no, recorded_at = ${MOMENT} $5::float8
      from unnest($1::text[], $2::text[], $3::bigint[], $4::integer[])
        as new (source, id, member_id, no)
      where k.source = new.source and k.id = new.id`,
    values: [
      textArray(keys.map((key) => key.source)),
      textArray(keys.map((key) => key.id)),
      int8s(keys.map((key) => key.memberId)),
      int4s(keys.map((key) => key.no)),
      recordedAt,
    ],
  });
}

/** A movement with the event that caused it. */
export interface NewEntry {
  readonly memberId: number;
  readonly no: number;
  readonly seq: number;
  readonly entry: Entry;
}

/** Writes movements. */
export function insertEntries(
  client: Queryable,
  rows: readonly NewEntry[],
  recordedAt: Instant,
): Promise<unknown> {
  const entries = rows.map((row) => row.entry);
  return client.query({
    name: 'intake_insert_entries',
    text: `insert into entries (member_id, event_no, seq, currency, amount, from_account,
        to_account, from_lot, to_lot, hold, active_at, happened_at, recorded_at)
      select member_id, event_no, seq, currency, amount, from_account, to_account, from_lot,
        to_lot, hold, ${MOMENT} active_at, ${MOMENT} happened_at, ${MOMENT} $13::float8
      from unnest($1::bigint[], $2::integer[], $3::integer[], $4::text[], $5::bigint[],
        $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::float8[],
        $12::float8[])
        as new (member_id, event_no, seq, currency, amount, from_account, to_account, from_lot,
          to_lot, hold, active_at, happened_at)`,
    values: [
      int8s(rows.map((row) => row.memberId)),
      int4s(rows.map((row) => row.no)),
      int4s(rows.map((row) => row.seq)),
      textArray(entries.map((entry) => entry.currency)),
      int8s(entries.map((entry) => entry.amount)),
      textArray(entries.map((entry) => entry.from)),
      textArray(entries.map((entry) => entry.to)),
      textArray(entries.map((entry) => entry.fromLot)),
      textArray(entries.map((entry) => entry.toLot)),
      textArray(entries.map((entry) => entry.hold)),
      float8s(entries.map((entry) => entry.activeAt)),
      float8s(entries.map((entry) => entry.at)),
      recordedAt,
    ],
  });
}

/** A member's new state with the moment at which something next falls due. */
export interface NewState {
  readonly memberId: number;
  readonly no: number;
  readonly dueAt: Instant | null;
  readonly state: string;
}

/** Writes the states of members who have one, by their locked rows. */
export function updateStates(client: Queryable, states: readonly NewState[]): Promise<unknown> {
  return client.query({
    name: 'intake_update_states',
    text: `update member_states m
      set no = new.no, due_at = ${MOMENT} new.due_at, state = new.state
      from unnest($1::bigint[], $2::integer[], $3::float8[], $4::text[])
        as new (member_id, no, due_at, state)
      where m.member_id = new.member_id and m.member_id = any($1::bigint[])`,
    values: stateValues(states),
  });
}

/** Writes the first states of new members. */
export function insertStates(client: Queryable, states: readonly NewState[]): Promise<unknown> {
  return client.query({
    name: 'intake_insert_states',
    text: `insert into member_states (member_id, no, due_at, state)
      select member_id, no, ${MOMENT} due_at, state
      from unnest($1::bigint[], $2::integer[], $3::float8[], $4::text[])
        as new (member_id, no, due_at, state)`,
    values: stateValues(states),
  });
}

function stateValues(states: readonly NewState[]): unknown[] {
  return [
    int8s(states.map((one) => one.memberId)),
    int4s(states.map((one) => one.no)),
    float8s(states.map((one) => one.dueAt)),
    textArray(states.map((one) => one.state)),
  ];
}

/** Writes what happened to purchases since. */
export function upsertFollowUps(
  client: Queryable,
  rows: readonly { memberId: number; no: number; followUp: PurchaseFollowUp }[],
): Promise<unknown> {
  return client.query({
    name: 'intake_upsert_follow_ups',
    text: `insert into purchase_follow_ups (member_id, no, follow_up)
      select member_id, no, follow_up
      from unnest($1::bigint[], $2::integer[], $3::json[]) as new (member_id, no, follow_up)
      on conflict (member_id, no) do update set follow_up = excluded.follow_up`,
    values: [
      int8s(rows.map((row) => row.memberId)),
      int4s(rows.map((row) => row.no)),
      jsonArray(rows.map((row) => JSON.stringify(row.followUp))),
    ],
  });
}

/**
 * At most `limit` members for whom something has fallen due, locked; those in a batch are skipped.
 */
export async function lockDue(
  client: Queryable,
  now: Instant,
  limit: number,
): Promise<Map<number, MemberState>> {
  const { rows } = await client.query<{ member_id: number; state: StateText }>({
    name: 'intake_lock_due',
    text: `select member_id, state from member_states
      where due_at <= ${MOMENT} $1::float8
      order by due_at limit $2::integer for update skip locked`,
    values: [now, limit],
  });
  return new Map(rows.map((row) => [row.member_id, readState(JSON.parse(row.state))]));
}
