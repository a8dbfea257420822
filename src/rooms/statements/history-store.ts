import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Decision } from '../engine/index.ts';
import { readDecision } from '../engine/index.ts';
import { readPurchaseData } from '../events/index.ts';
import type { Account } from '../ledger/index.ts';

const EVENT = `no, source, id, type, happened_at as "happenedAt", recorded_at as "recordedAt",
  channel, store, touchpoint, program, data, decision`;

/** One movement with the event behind it. */
export interface EntryRow {
  readonly no: number;
  readonly seq: number;
  readonly currency: string;
  readonly amount: number;
  readonly from: Account;
  readonly to: Account;
  readonly fromLot: string | null;
  readonly toLot: string | null;
  readonly hold: string | null;
  readonly activeAt: Instant | null;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly source: string;
  readonly id: string;
  readonly type: string;
}

/** Which rows of a history are wanted: those before a place, newest first. */
export interface Page {
  readonly before: readonly number[] | null;
  readonly limit: number;
}

/** A member's movements, newest first; of one currency when it is named. */
export async function entriesOf(
  client: Queryable,
  memberId: number,
  page: Page & { readonly currency: string | null },
): Promise<EntryRow[]> {
  const [no, seq] = page.before ?? [null, null];
  const { rows } = await client.query<EntryRow>({
    name: 'statements_entries_of',
    text: `select m.event_no as no, m.seq, m.currency, m.amount, m.from_account as "from",
        m.to_account as "to", m.from_lot as "fromLot", m.to_lot as "toLot", m.hold,
        m.active_at as "activeAt", m.happened_at as "happenedAt", m.recorded_at as "recordedAt",
        e.source, e.id, e.type
      from v_entries m join v_events e on e.member_id = m.member_id and e.no = m.event_no
      where m.member_id = $1::bigint
        and ($2::integer is null or (m.event_no, m.seq) < ($2::integer, $3::integer))
        and ($4::text is null or m.currency = $4::text)
      order by m.event_no desc, m.seq desc limit $5::integer`,
    values: [memberId, no, seq, page.currency, page.limit],
  });
  return rows;
}

/** A decided event. */
export interface EventRow {
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly channel: string | null;
  readonly store: string | null;
  readonly touchpoint: string | null;
  readonly program: number;
  readonly data: unknown;
  readonly decision: Decision;
}

/** A member's events, newest first. */
export async function eventsOf(
  client: Queryable,
  memberId: number,
  page: Page,
): Promise<EventRow[]> {
  const { rows } = await client.query<EventRow>({
    name: 'statements_events_of',
    text: `select ${EVENT} from v_events
      where member_id = $1::bigint and ($2::integer is null or no < $2::integer)
      order by no desc limit $3::integer`,
    values: [memberId, page.before?.[0] ?? null, page.limit],
  });
  return rows.map(withDecision);
}

/** The decision as it was decided, from how the row keeps it. */
function withDecision(row: EventRow): EventRow {
  const data = row.type === 'purchase' ? readPurchaseData(row.data) : row.data;
  return { ...row, data, decision: readDecision(row.decision) };
}

/** One event of a member by its number. */
export async function eventAt(
  client: Queryable,
  memberId: number,
  no: number,
): Promise<EventRow | null> {
  const { rows } = await client.query<EventRow>({
    name: 'statements_event_at',
    text: `select ${EVENT} from v_events where member_id = $1::bigint and no = $2::integer`,
    values: [memberId, no],
  });
  return rows[0] ? withDecision(rows[0]) : null;
}

/** The movements of one event of a member, in their order. */
export async function entriesAt(
  client: Queryable,
  memberId: number,
  no: number,
): Promise<Omit<EntryRow, 'source' | 'id' | 'type'>[]> {
  const { rows } = await client.query({
    name: 'statements_entries_at',
    text: `select event_no as no, seq, currency, amount, from_account as "from",
        to_account as "to", from_lot as "fromLot", to_lot as "toLot", hold,
        active_at as "activeAt", happened_at as "happenedAt", recorded_at as "recordedAt"
      from v_entries where member_id = $1::bigint and event_no = $2::integer order by seq`,
    values: [memberId, no],
  });
  return rows;
}

/** Whose event a key names; `no` 0 while it waits. */
export async function keyOf(
  client: Queryable,
  source: string,
  id: string,
): Promise<{ memberId: number; no: number; recordedAt: Instant } | null> {
  const { rows } = await client.query({
    name: 'statements_key_of',
    text: `select member_id as "memberId", no, recorded_at as "recordedAt" from v_event_keys
      where source = $1::text and id = $2::text`,
    values: [source, id],
  });
  return rows[0] ?? null;
}

/** An event that is not decided: for whom or what it waits. */
export interface WaitingRow {
  readonly status: 'parked' | 'unclaimed';
  readonly fact: Record<string, unknown>;
  readonly until: Instant;
  readonly refusal: { code: string; path: string; detail: string; fix: string } | null;
}

/** An event that waits for its purchase or for a member. */
export async function waitingEvent(
  client: Queryable,
  source: string,
  id: string,
): Promise<WaitingRow | null> {
  const { rows } = await client.query<WaitingRow>({
    name: 'statements_waiting_event',
    text: `select 'parked' as status, fact, until, refusal from v_parked_events
        where source = $1::text and id = $2::text
      union all
      select 'unclaimed', fact, until, null from v_unclaimed_purchases
        where source = $1::text and id = $2::text`,
    values: [source, id],
  });
  return rows[0] ?? null;
}
