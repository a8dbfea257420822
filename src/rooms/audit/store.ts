import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import type { AuditEntry } from './core/entry.ts';

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
