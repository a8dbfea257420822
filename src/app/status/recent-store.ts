import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { readDecision } from '../../rooms/engine/index.ts';
import { readPurchaseData } from '../../rooms/events/index.ts';

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

/** The newest events that the totals have seen, newest first. */
export async function recentEvents(client: Queryable, limit: number): Promise<RecentRow[]> {
  const { rows } = await client.query<Omit<RecentRow, 'decision'> & { decision: unknown }>(
    `select e.member_id, e.no, e.source, e.id, e.type, e.happened_at, e.recorded_at, e.channel,
        e.store, s.name as store_name, s.name_zh as store_name_zh, e.data::json as data,
        e.decision::json as decision
       from status_recent r
       join events e
         on e.member_id = r.member_id and e.no = r.no and e.recorded_at = r.recorded_at
       left join stores s on s.id = e.store
      order by e.recorded_at desc, e.happened_at desc, e.no desc limit $1::integer`,
    [limit],
  );
  return rows.map((row) => ({
    ...row,
    data: row.type === 'purchase' ? readPurchaseData(row.data) : row.data,
    decision: readDecision(row.decision),
  }));
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
