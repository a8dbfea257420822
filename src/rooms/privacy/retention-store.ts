import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { forgetIdempotency } from '../../platform/http/idempotency-store.ts';
import type { KeptKind } from './core/retention.ts';
import { endExports } from './export-store.ts';

/** How one kind of data ends: what would go at a moment, and that it goes. */
export interface Ending {
  /** Rows whose time was over before a moment. */
  count(client: Queryable, before: Instant): Promise<number>;
  /** Removes at most `limit` of them; returns how many. */
  forget(client: Queryable, before: Instant, limit: number): Promise<number>;
}

const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";

/** Rows of a table of which all that was older than a moment goes. */
function rows(table: string, key: string, over: string): Ending {
  return {
    async count(client, before) {
      const { rows: found } = await client.query<{ count: number }>(
        `select count(*)::integer as count from ${table} where ${over} <= ${MOMENT} $1::float8`,
        [before],
      );
      return found[0]?.count ?? 0;
    },
    async forget(client, before, limit) {
      const { rowCount } = await client.query(
        `delete from ${table} where (${key}) in (
          select ${key} from ${table} where ${over} <= ${MOMENT} $1::float8 limit $2::integer)`,
        [before, limit],
      );
      return rowCount ?? 0;
    },
  };
}

/** The end of each kind. An export carries its own moment; `before` is then now. */
export const ENDINGS: Readonly<Record<KeptKind['name'], Ending>> = {
  exports: { ...rows('data_exports', 'request_id', 'until'), forget: endExports },
  dataRequests: rows('data_requests', 'request_id', 'closed_at'),
  idempotency: {
    ...rows('platform_idempotency', 'caller, key', 'created_at'),
    forget: (client, before, limit) => forgetIdempotency(client, { before, limit }),
  },
  uploads: rows(
    'offline_operations',
    'till, op, hash',
    `case when state = 'review' then null else uploaded_at end`,
  ),
  waiting: rows(
    'parked_events',
    'source, id',
    'case when refusal is null then null else until end',
  ),
};
