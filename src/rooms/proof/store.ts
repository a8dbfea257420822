import type { Instant } from '../../kernel/time.ts';
import { numbers } from '../../platform/db/arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { PurchaseFollowUp } from '../engine/index.ts';
import type { Entry } from '../ledger/index.ts';
import type { StoredEntry, StoredEvent } from './core/history.ts';

/** Members above `after`, up to and including `upto`. */
export interface Range {
  readonly after: number;
  readonly upto: number;
}

/**
 * The end of the next page: so many members at most, and so many of their events (or one member
 * who has more). Null when no member is left.
 */
export async function pageEnd(
  client: Queryable,
  after: number,
  most: { readonly members: number; readonly events: number },
): Promise<number | null> {
  const { rows } = await client.query<{ upto: number | null }>(
    `select max(member_id) as upto from (
      select member_id, sum(no) over (order by member_id) as events,
        row_number() over (order by member_id) as place
      from (
        select m.member_id, coalesce(s.no, 0)::bigint as no
        from members m left join member_states s on s.member_id = m.member_id
        where m.member_id > $1::bigint order by m.member_id limit $2::integer
      ) page
    ) counted where events <= $3::bigint or place = 1`,
    [after, most.members, most.events],
  );
  return rows[0]?.upto ?? null;
}

/** Members there are. */
export async function countMembers(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*) as count from members');
  return rows[0]?.count ?? 0;
}

export async function readMembers(
  client: Queryable,
  { after, upto }: Range,
): Promise<{ memberId: number; joinedAt: Instant; status: string }[]> {
  const { rows } = await client.query(
    `select member_id as "memberId", joined_at as "joinedAt", status from members
      where member_id > $1::bigint and member_id <= $2::bigint`,
    [after, upto],
  );
  return rows;
}

export async function readStates(
  client: Queryable,
  { after, upto }: Range,
): Promise<{ memberId: number; no: number; dueAt: Instant | null; state: unknown }[]> {
  const { rows } = await client.query(
    `select member_id as "memberId", no, due_at as "dueAt", state::json as state from member_states
      where member_id > $1::bigint and member_id <= $2::bigint`,
    [after, upto],
  );
  return rows;
}

/** An event row with its key; the transfer's other side is read apart. */
export type EventRow = Omit<StoredEvent, 'data' | 'decision' | 'key' | 'gift'> & {
  readonly data: unknown;
  readonly memberId: number;
  readonly keyMember: number | null;
  readonly keyNo: number | null;
  readonly keyRecordedAt: Instant | null;
};

/** Events in order, each with where its key leads. */
export async function readEvents(client: Queryable, { after, upto }: Range): Promise<EventRow[]> {
  const { rows } = await client.query(
    `select e.member_id as "memberId", e.no, e.source, e.id, e.type, e.happened_at as "happenedAt",
        e.recorded_at as "recordedAt", e.channel, e.store, e.touchpoint, e.program,
        e.data::json as data, e.decision as "decisionText", k.member_id as "keyMember",
        k.no as "keyNo", k.recorded_at as "keyRecordedAt"
      from events e
      left join event_keys k on k.source = e.source collate "C" and k.id = e.id collate "C"
      where e.member_id > $1::bigint and e.member_id <= $2::bigint
      order by e.member_id, e.no`,
    [after, upto],
  );
  return rows;
}

const ENTRY = `n.member_id as "memberId", n.event_no as no, n.seq, n.currency, n.amount,
  n.from_account as "from", n.to_account as "to", n.from_lot as "fromLot", n.to_lot as "toLot",
  n.hold, n.active_at as "activeAt", n.happened_at as at, n.recorded_at as "recordedAt"`;

/** Entries in order. */
export async function readEntries(
  client: Queryable,
  { after, upto }: Range,
): Promise<(StoredEntry & { memberId: number })[]> {
  const { rows } = await client.query(
    `select ${ENTRY} from entries n
      where n.member_id > $1::bigint and n.member_id <= $2::bigint
      order by n.member_id, n.event_no, n.seq`,
    [after, upto],
  );
  return rows;
}

export async function readFollowUps(
  client: Queryable,
  { after, upto }: Range,
): Promise<{ memberId: number; no: number; followUp: PurchaseFollowUp }[]> {
  const { rows } = await client.query(
    `select member_id as "memberId", no, follow_up as "followUp" from purchase_follow_ups
      where member_id > $1::bigint and member_id <= $2::bigint`,
    [after, upto],
  );
  return rows;
}

/** What givers gave in these events: a row for each part, in order, with the decision's moment. */
export async function readGifts(
  client: Queryable,
  events: readonly { readonly memberId: number; readonly no: number }[],
): Promise<(Entry & { memberId: number; no: number; decidedAt: Instant })[]> {
  if (events.length === 0) return [];
  const { rows } = await client.query(
    `select ${ENTRY}, (e.decision::json->>'at')::bigint as "decidedAt"
      from unnest($1::bigint[], $2::integer[]) as asked (member_id, no)
      join events e on e.member_id = asked.member_id and e.no = asked.no
      join entries n on n.member_id = e.member_id and n.event_no = e.no
      where (e.type = 'points.transfer' and n.to_account = 'transfer')
        or (e.type in ('member.merged', 'member.unmerged')
          and 'transfer' in (n.from_account, n.to_account))
      order by n.member_id, n.event_no, n.seq`,
    [numbers(events.map((event) => event.memberId)), numbers(events.map((event) => event.no))],
  );
  return rows;
}
