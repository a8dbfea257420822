import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { Head } from './core/chain.ts';
import type { AuditEntry, LoggedRow, Place } from './core/entry.ts';

/** Appends rows to a chain that nobody holds; it is held until the client's transaction ends. */
export function appendRows(
  client: Queryable,
  entries: readonly AuditEntry[],
  at: Instant,
): Promise<unknown> {
  return client.query({
    name: 'audit_append',
    text: `select audit_append(to_timestamp($1::float8 / 1000), $2::text[], $3::text[],
      $4::text[], $5::text[], $6::text[], $7::text[])`,
    values: [
      at,
      entries.map((entry) => entry.actor),
      entries.map((entry) => entry.action),
      entries.map((entry) => entry.subject),
      entries.map(({ fields }) => (fields ? JSON.stringify(fields) : null)),
      entries.map(({ reason }) => reason ?? null),
      entries.map(({ detail }) => (detail ? JSON.stringify(detail) : null)),
    ],
  });
}

/** The columns of a row as they are hashed. */
export const ROW = `day, writer, no, at, actor, action, subject, fields::text, reason, detail::text,
  encode(link, 'hex') as link`;

/** A chain: a writer's rows of a day. */
export type ChainName = Omit<Place, 'no'>;

/** Rows of a chain behind a number, in their order. */
export async function rowsAfter(
  client: Queryable,
  { day, writer }: ChainName,
  no: number,
  most: number,
): Promise<LoggedRow[]> {
  const { rows } = await client.query<LoggedRow>({
    name: 'audit_rows_after',
    text: `select ${ROW} from audit_log
      where day = $1::date and writer = $2::int and no > $3::int order by no limit $4::int`,
    values: [day, writer, no, most],
  });
  return rows;
}

/** Where a chain ends, as its head says; null when it has none. */
export async function headOf(client: Queryable, { day, writer }: ChainName): Promise<Head | null> {
  const { rows } = await client.query<Head>(
    `select rows, encode(link, 'hex') as link from audit_heads
      where day = $1::date and writer = $2::int`,
    [day, writer],
  );
  return rows[0] ?? null;
}

/** The tables in which a chain leaves its traces. */
const CHAIN_TABLES = 'audit_log audit_heads audit_checkpoint_chains'.split(' ');

/** The next chain of which anything is known, by day and writer; null behind the last. */
export async function chainAfter(
  client: Queryable,
  { day, writer }: ChainName,
): Promise<ChainName | null> {
  const one = (table: string) =>
    `(select day, writer from ${table}
      where (day, writer) > ($1::date, $2::int) order by day, writer limit 1)`;
  const { rows } = await client.query<ChainName>(
    `select day, writer from (${CHAIN_TABLES.map(one).join(' union all ')}) as known
      order by day, writer limit 1`,
    [day, writer],
  );
  return rows[0] ?? null;
}

/** Which rows are asked for; null: any. */
export interface LogQuery {
  readonly actor: string | null;
  readonly subject: string | null;
  readonly action: string | null;
  readonly from: Instant | null;
  readonly until: Instant | null;
  readonly before: (Place & { readonly at: Instant }) | null;
  readonly limit: number;
}

/** Rows, newest first. Planned with its values: each combination has its own index. */
export async function rowsBefore(client: Queryable, asked: LogQuery): Promise<LoggedRow[]> {
  const { before } = asked;
  const { rows } = await client.query<LoggedRow>(
    `select ${ROW} from audit_log
      where ($1::text is null or actor = $1::text)
        and ($2::text is null or subject = $2::text)
        and ($3::text is null or action = $3::text)
        and ($4::float8 is null or at >= to_timestamp($4::float8 / 1000))
        and ($5::float8 is null or at < to_timestamp($5::float8 / 1000))
        and ($6::float8 is null or (at, day, writer, no)
          < (to_timestamp($6::float8 / 1000), $7::date, $8::int, $9::int))
      order by at desc, day desc, writer desc, no desc limit $10::int`,
    [
      ...[asked.actor, asked.subject, asked.action, asked.from, asked.until],
      ...[before?.at ?? null, before?.day ?? null, before?.writer ?? null, before?.no ?? null],
      asked.limit,
    ],
  );
  return rows;
}
