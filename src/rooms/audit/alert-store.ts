import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** What somebody should look at. */
export interface NewAlert {
  /** What happened, in snake_case: `break_glass`, `log_bent`. */
  readonly kind: string;
  readonly actor: string;
  /** A public member id, or what else it is about. */
  readonly subject: string | null;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Writes an alert; returns its number. */
export async function insertAlert(
  client: Queryable,
  alert: NewAlert,
  at: Instant,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>({
    name: 'audit_insert_alert',
    text: `insert into audit_alerts (at, kind, actor, subject, detail)
      values (to_timestamp($1::float8 / 1000), $2::text, $3::text, $4::text, $5::json)
      returning alert_id as id`,
    values: [at, alert.kind, alert.actor, alert.subject, JSON.stringify(alert.detail ?? {})],
  });
  return (rows[0] as { id: number }).id;
}
