import type { Queryable } from '../../../platform/db/pool.ts';
import type { OperatorStatus } from '../operators/operator.ts';

/** Somebody who may sign in by the identity provider. */
export interface SsoOperator {
  readonly id: number;
  readonly roles: readonly string[];
  readonly status: OperatorStatus;
}

/** Notes that a way came back; false when it has before. */
export async function useFlow(db: Queryable, stateHash: Buffer, endsAt: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into access_sso_flows (state_hash, ends_at)
     values ($1::bytea, to_timestamp($2::float8 / 1000)) on conflict (state_hash) do nothing`,
    [stateHash, endsAt],
  );
  return rowCount === 1;
}

/** The operator whom the provider calls so, locked until the transaction ends. */
export async function lockBySubject(
  db: Queryable,
  subject: string,
): Promise<SsoOperator | undefined> {
  const { rows } = await db.query<SsoOperator>(
    `select id, roles, status from access_operators where subject = $1::text for update`,
    [subject],
  );
  return rows[0];
}

/** Gives a verified e-mail's operator, or a new one, the provider's name for the person. */
export async function adoptBySubject(
  db: Queryable,
  given: {
    readonly subject: string;
    readonly email: string;
    readonly name: string;
    readonly now: number;
  },
): Promise<SsoOperator | undefined> {
  const { rows } = await db.query<SsoOperator>(
    `insert into access_operators as known
       (name, email, roles, status, subject, created_at, created_by)
     values ($1::text, $2::text, '{}', 'active', $3::text, to_timestamp($4::float8 / 1000), 'hub')
     on conflict (email) do update set subject = excluded.subject,
        status = case known.status when 'invited' then 'active' else known.status end
      where known.subject is null
     returning id, roles, status`,
    [given.name, given.email, given.subject, given.now],
  );
  return rows[0];
}

/** Writes the roles that the groups bring. */
export async function setRoles(db: Queryable, id: number, roles: readonly string[]): Promise<void> {
  await db.query('update access_operators set roles = $2::text[] where id = $1::integer', [
    id,
    roles,
  ]);
}
