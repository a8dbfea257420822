import type { Queryable } from '../../../platform/db/pool.ts';
import type { Attempts } from '../core/lock-out.ts';

/** The wrong tries of a subject, locked until the transaction ends; made when there are none. */
export async function lockAttempts(db: Queryable, subject: Buffer): Promise<Attempts> {
  await db.query(
    `insert into access_attempts (subject, failures, last_at)
     values ($1::bytea, 0, to_timestamp(0)) on conflict (subject) do nothing`,
    [subject],
  );
  const { rows } = await db.query<Attempts>(
    `select failures, last_at as "lastAt" from access_attempts
      where subject = $1::bytea for update`,
    [subject],
  );
  return rows[0] as Attempts;
}

/** Writes what has become of a subject's tries. */
export async function saveAttempts(
  db: Queryable,
  subject: Buffer,
  { failures, lastAt }: Attempts,
): Promise<void> {
  await db.query(
    `update access_attempts set failures = $2::integer, last_at = to_timestamp($3::float8 / 1000)
      where subject = $1::bytea`,
    [subject, failures, lastAt],
  );
}

/** Forgets a subject's tries. */
export async function forgetAttempts(db: Queryable, subject: Buffer): Promise<void> {
  await db.query('delete from access_attempts where subject = $1::bytea', [subject]);
}

/** Forgets tries that lie further back than anybody asks. */
export async function forgetOldAttempts(db: Queryable, before: number): Promise<void> {
  await db.query('delete from access_attempts where last_at < to_timestamp($1::float8 / 1000)', [
    before,
  ]);
}
