import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** The columns of an event that the stream shows. */
export interface RecentRow {
  readonly member_id: number;
  readonly no: number;
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happened_at: Instant;
  readonly recorded_at: Instant;
  readonly channel: string | null;
  readonly store: string | null;
  readonly store_name: string | null;
  readonly store_name_zh: string | null;
  readonly data: unknown;
  readonly decision: {
    readonly moved: Readonly<Record<string, Readonly<Record<string, number>>>>;
    readonly trace: readonly (readonly [string, string, number])[];
    readonly tiers: readonly { readonly set: string; readonly to: string }[];
    readonly flags: readonly string[];
  };
}

/** Pages looked at from the end of a partition: a page holds about six events. */
const PAGES = 96;
const PARTITIONS = 3;

/**
 * The newest events. Events are only appended, so the newest lie at the end of the newest
 * partition: reading its last pages costs the same however many events there are. (Where an old
 * page has got room again, an event may hide there; this is a stream to look at, not a proof.)
 */
export async function recentEvents(client: Queryable, limit: number): Promise<RecentRow[]> {
  const { rows: partitions } = await client.query<{ name: string; first: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name,
        format('(%s,0)', greatest(0, pg_relation_size(c.oid)
          / current_setting('block_size')::bigint - $1::bigint)) as first
       from pg_inherits h
       join pg_class c on c.oid = h.inhrelid
       join pg_namespace n on n.oid = c.relnamespace
      where h.inhparent = 'events'::regclass and pg_relation_size(c.oid) > 0
      order by c.relname = 'events_other', c.relname desc limit $2::integer`,
    [PAGES, PARTITIONS],
  );
  const found: RecentRow[] = [];
  for (const { name, first } of partitions) {
    if (found.length >= limit) break;
    found.push(...(await lastRows(client, name, first, limit)));
  }
  return found.slice(0, limit);
}

async function lastRows(
  client: Queryable,
  partition: string,
  first: string,
  limit: number,
): Promise<RecentRow[]> {
  const { rows } = await client.query<RecentRow>(
    `select e.member_id, e.no, e.source, e.id, e.type, e.happened_at, e.recorded_at, e.channel,
        e.store, s.name as store_name, s.name_zh as store_name_zh, e.data, e.decision
       from (select * from ${partition} where ctid >= $1::tid
              order by recorded_at desc, happened_at desc, no desc limit $2::integer) as e
       left join stores s on s.id = e.store
      order by e.recorded_at desc, e.happened_at desc, e.no desc`,
    [first, limit],
  );
  return rows;
}

/** The server's version and the size of the database in bytes. */
export async function databaseFigures(
  client: Queryable,
): Promise<{ readonly version: string; readonly bytes: number }> {
  const { rows } = await client.query<{ version: string; bytes: number }>(
    `select split_part(current_setting('server_version'), ' ', 1) as version,
        pg_database_size(current_database()) as bytes`,
  );
  return rows[0]!;
}
