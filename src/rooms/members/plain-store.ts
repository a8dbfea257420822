import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';

/** An identifier of before the vault. */
export interface PlainIdentifier {
  readonly kind: string;
  readonly value: string;
  readonly memberId: number;
  readonly createdAt: Instant;
}

/** Whether the database still has identifiers of before the vault. */
export async function hasPlain(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ here: boolean }>(
    // Not to_regclass: that may answer from before the lock.
    `select exists (select 1 from pg_class where relname = 'identifiers_plain'
      and relnamespace = current_schema()::regnamespace) as here`,
  );
  return rows[0]?.here === true;
}

/** One hub at a time, until its transaction ends. */
export async function lockPlain(client: Queryable): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('identifiers_plain', 0))`);
}

/** Takes some of them off. */
export async function takePlain(client: Queryable, limit: number): Promise<PlainIdentifier[]> {
  const { rows } = await client.query<PlainIdentifier>({
    text: `delete from identifiers_plain where ctid = any(array(
        select ctid from identifiers_plain limit $1::integer))
      returning kind, value, member_id as "memberId", created_at as "createdAt"`,
    values: [limit],
  });
  return rows;
}

/** Drops their table, with its files. */
export async function dropPlain(client: Queryable): Promise<void> {
  await client.query('drop table identifiers_plain');
}
