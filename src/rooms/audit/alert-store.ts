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

/** Whether an alert of this kind about this subject waits to be seen. */
export async function isOpen(
  client: Queryable,
  kind: string,
  subject: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from audit_alerts where seen_at is null and kind = $1::text
      and subject is not distinct from $2::text limit 1`,
    [kind, subject],
  );
  return rowCount !== 0;
}

/** An alert as it is told. */
export interface Alert {
  readonly id: number;
  readonly at: Instant;
  readonly kind: string;
  readonly actor: string;
  readonly subject: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly seenAt: Instant | null;
  readonly seenBy: string | null;
  readonly note: string | null;
}

const ALERT = `alert_id as id, at, kind, actor, subject, detail, seen_at as "seenAt",
  seen_by as "seenBy", note`;

/** Alerts, newest first. */
export async function alertsBefore(
  client: Queryable,
  asked: { readonly open: boolean; readonly before: number | null; readonly limit: number },
): Promise<Alert[]> {
  const { rows } = await client.query<Alert>(
    `select ${ALERT} from audit_alerts
      where ($1::bigint is null or alert_id < $1::bigint) and (seen_at is null or not $2::boolean)
      order by alert_id desc limit $3::int`,
    [asked.before, asked.open, asked.limit],
  );
  return rows;
}

/** Says that somebody has seen to an alert; null when there is none that waits. */
export async function markSeen(
  client: Queryable,
  id: number,
  seen: { readonly by: string; readonly at: Instant; readonly note: string },
): Promise<Alert | null> {
  const { rows } = await client.query<Alert>(
    `update audit_alerts set seen_at = to_timestamp($2::float8 / 1000), seen_by = $3::text,
        note = $4::text
      where alert_id = $1::bigint and seen_at is null returning ${ALERT}`,
    [id, seen.at, seen.by, seen.note],
  );
  return rows[0] ?? null;
}
