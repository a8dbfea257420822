import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Kind, State } from './core/request.ts';

/** A request as the table has it. */
export interface RequestRow {
  readonly requestId: number;
  readonly memberId: number;
  readonly kind: Kind;
  readonly state: State;
  readonly askedAt: Instant;
  readonly dueAt: Instant;
  readonly askedBy: string;
  readonly closedAt: Instant | null;
  readonly closedBy: string | null;
  readonly reason: string | null;
  /** Until when an export can be fetched; null when there is none. */
  readonly until: Instant | null;
}

const ROW = `r.request_id as "requestId", r.member_id as "memberId", r.kind, r.state,
  r.asked_at as "askedAt", r.due_at as "dueAt", r.asked_by as "askedBy",
  r.closed_at as "closedAt", r.closed_by as "closedBy", r.reason,
  (select e.until from data_exports e where e.request_id = r.request_id) as until`;

/** Writes a request unless one of its kind is open for the member; false when one is. */
export async function insertRequest(
  client: Queryable,
  request: Pick<RequestRow, 'memberId' | 'kind' | 'askedAt' | 'dueAt' | 'askedBy' | 'reason'>,
): Promise<boolean> {
  const { memberId, kind, askedAt, dueAt, askedBy, reason } = request;
  const { rowCount } = await client.query(
    `insert into data_requests (member_id, kind, state, asked_at, due_at, asked_by, reason)
      values ($1::bigint, $2::text, 'open', to_timestamp($3::float8 / 1000),
        to_timestamp($4::float8 / 1000), $5::text, $6::text)
      on conflict (member_id, kind) where state = 'open' do nothing`,
    [memberId, kind, askedAt, dueAt, askedBy, reason],
  );
  return rowCount === 1;
}

/** The open request of a kind; null when there is none. */
export async function openRequest(
  client: Queryable,
  memberId: number,
  kind: Kind,
): Promise<RequestRow | null> {
  const { rows } = await client.query<RequestRow>(
    `select ${ROW} from data_requests r
      where r.member_id = $1::bigint and r.kind = $2::text and r.state = 'open'`,
    [memberId, kind],
  );
  return rows[0] ?? null;
}

/** One request by its number. */
export async function requestOf(client: Queryable, requestId: number): Promise<RequestRow | null> {
  const { rows } = await client.query<RequestRow>(
    `select ${ROW} from data_requests r where r.request_id = $1::bigint`,
    [requestId],
  );
  return rows[0] ?? null;
}

/** Requests by what is due first; those behind `after`. */
export async function listRequests(
  client: Queryable,
  asked: {
    readonly state: State | null;
    readonly kind: Kind | null;
    readonly memberId: number | null;
    readonly after: number;
    readonly limit: number;
  },
): Promise<RequestRow[]> {
  const { rows } = await client.query<RequestRow>(
    `select ${ROW} from data_requests r
      where ($1::text is null or r.state = $1::text) and ($2::text is null or r.kind = $2::text)
        and ($3::bigint is null or r.member_id = $3::bigint) and r.request_id > $4::bigint
      order by r.request_id limit $5::integer`,
    [asked.state, asked.kind, asked.memberId, asked.after, asked.limit],
  );
  return rows;
}

/** Takes the oldest export that is to be made and that nobody else makes. */
export async function claimExport(client: Queryable): Promise<RequestRow | null> {
  const { rows } = await client.query<RequestRow>(
    `select ${ROW} from data_requests r where r.kind = 'export' and r.state = 'open'
      order by r.request_id limit 1 for update of r skip locked`,
  );
  return rows[0] ?? null;
}

/** Sets what has become of a request; false when it is no longer as it was. */
export async function setState(
  client: Queryable,
  requestId: number,
  change: {
    readonly from: State;
    readonly to: State;
    readonly at: Instant;
    readonly by: string;
    readonly reason?: string | null;
  },
): Promise<boolean> {
  const { from, to, at, by, reason = null } = change;
  const { rowCount } = await client.query(
    `update data_requests set state = $3::text, reason = coalesce($6::text, reason),
        closed_at = case when $3::text = 'ready' then null
          else to_timestamp($4::float8 / 1000) end,
        closed_by = case when $3::text = 'ready' then null else $5::text end
      where request_id = $1::bigint and state = $2::text`,
    [requestId, from, to, at, by, reason],
  );
  return rowCount === 1;
}

/** Requests whose time is over without an answer, told once. */
export async function warnOverdue(
  client: Queryable,
  now: Instant,
  limit: number,
): Promise<{ requestId: number; memberId: number; kind: Kind }[]> {
  const { rows } = await client.query(
    `update data_requests set warned_at = to_timestamp($1::float8 / 1000)
      where request_id in (
        select request_id from data_requests
        where state = 'open' and due_at <= to_timestamp($1::float8 / 1000) and warned_at is null
        order by due_at limit $2::integer for update skip locked)
      returning request_id as "requestId", member_id as "memberId", kind`,
    [now, limit],
  );
  return rows;
}
