import type { Problem } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import { documents, numbers, texts } from '../../platform/db/arrays.ts';
import type { Queryable } from '../../platform/db/pool.ts';

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** What became of an operation. */
export type State = 'applied' | 'refused' | 'review' | 'accepted' | 'dismissed';

/** An operation as it is kept. */
export interface OperationRow {
  readonly till: string;
  readonly op: string;
  readonly hash: string;
  readonly type: string;
  readonly state: State;
  /** The code of what stood against it; null when nothing did. */
  readonly conflict: string | null;
  readonly problems: readonly Problem[];
  readonly event: Readonly<Record<string, unknown>>;
  readonly happenedAt: Instant;
}

const COLUMNS = `till, op, hash, type, state, conflict, problems, event,
  happened_at as "happenedAt"`;

/** Lets one upload of a till run at a time, until the transaction ends. */
export async function lockTill(client: Queryable, till: string): Promise<void> {
  await client.query(
    `select pg_advisory_xact_lock(hashtextextended('hachi till ' || $1::text, 0))`,
    [till],
  );
}

/** What is known of operations by their names. */
export async function knownOperations(
  client: Queryable,
  till: string,
  ops: readonly string[],
): Promise<OperationRow[]> {
  const { rows } = await client.query<OperationRow>({
    name: 'offline_known_operations',
    text: `select ${COLUMNS} from offline_operations
      where till = $1::text and op = any($2::text[])`,
    values: [till, texts(ops)],
  });
  return rows;
}

/** Keeps what became of new operations. */
export function insertOperations(
  client: Queryable,
  rows: readonly OperationRow[],
  uploadedAt: Instant,
): Promise<unknown> {
  return client.query({
    name: 'offline_insert_operations',
    text: `insert into offline_operations
        (till, op, hash, type, state, conflict, problems, event, happened_at, uploaded_at)
      select till, op, hash, type, state, conflict, problems::json, event::json,
        ${MOMENT} happened_at, ${MOMENT} $10::float8
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
        $7::text[], $8::text[], $9::float8[])
        as new (till, op, hash, type, state, conflict, problems, event, happened_at)`,
    values: [
      texts(rows.map((row) => row.till)),
      texts(rows.map((row) => row.op)),
      texts(rows.map((row) => row.hash)),
      texts(rows.map((row) => row.type)),
      texts(rows.map((row) => row.state)),
      texts(rows.map((row) => row.conflict)),
      documents(rows.map((row) => JSON.stringify(row.problems))),
      documents(rows.map((row) => JSON.stringify(row.event))),
      numbers(rows.map((row) => row.happenedAt)),
      uploadedAt,
    ],
  });
}

/** Conflicts, oldest first: those that wait for a person, or all. */
export async function conflictsOf(
  client: Queryable,
  asked: { readonly state: 'open' | 'all'; readonly till: string | null; readonly limit: number },
): Promise<OperationRow[]> {
  const { rows } = await client.query<OperationRow>({
    name: `offline_conflicts_${asked.state}`,
    text: `select ${COLUMNS} from offline_operations
      where ${asked.state === 'open' ? "state = 'review'" : 'conflict is not null'}
        and ($1::text is null or till = $1::text)
      order by uploaded_at, till, op limit $2::integer`,
    values: [asked.till, asked.limit],
  });
  return rows;
}

/** The operation of this name that waits for a person, locked; null when none does. */
export async function lockOpen(
  client: Queryable,
  till: string,
  op: string,
): Promise<OperationRow | null> {
  const { rows } = await client.query<OperationRow>({
    name: 'offline_lock_open',
    text: `select ${COLUMNS} from offline_operations
      where till = $1::text and op = $2::text and state = 'review' for update`,
    values: [till, op],
  });
  return rows[0] ?? null;
}

/** Writes what a person decided. */
export async function decideOperation(
  client: Queryable,
  { till, op, hash }: OperationRow,
  said: { readonly state: 'accepted' | 'dismissed'; readonly reason: string },
): Promise<void> {
  await client.query({
    name: 'offline_decide_operation',
    text: `update offline_operations set state = $4::text, reason = $5::text
      where till = $1::text and op = $2::text and hash = $3::text`,
    values: [till, op, hash, said.state, said.reason],
  });
}
