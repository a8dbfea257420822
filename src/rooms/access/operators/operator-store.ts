import type { Queryable } from '../../../platform/db/pool.ts';
import type { Operator, OperatorStatus } from './operator.ts';

const SHOWN = `id, name, email, roles, status, totp_secret is not null as "hasSecondFactor",
  subject is not null as "hasSingleSignOn", created_at as "createdAt", created_by as "createdBy"`;

/** What a new operator is made of. */
export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly status: OperatorStatus;
  readonly createdBy: string;
}

/** Adds an operator; undefined when the e-mail is taken. */
export async function insertOperator(
  db: Queryable,
  { name, email, roles, status, createdBy }: NewOperator,
  now: number,
): Promise<Operator | undefined> {
  const { rows } = await db.query<Operator>(
    `insert into access_operators (name, email, roles, status, created_at, created_by)
     values ($1::text, $2::text, $3::text[], $4::text, to_timestamp($5::float8 / 1000), $6::text)
     on conflict (email) do nothing
     returning ${SHOWN}`,
    [name, email, roles, status, now, createdBy],
  );
  return rows[0];
}

/** Operators in the order of their names. */
export async function listOperators(db: Queryable, limit: number): Promise<Operator[]> {
  const { rows } = await db.query<Operator>(
    `select ${SHOWN} from access_operators order by name, id limit $1::integer`,
    [limit],
  );
  return rows;
}

/** One operator, locked until the transaction ends. */
export async function lockOperator(db: Queryable, id: number): Promise<Operator | undefined> {
  const { rows } = await db.query<Operator>(
    `select ${SHOWN} from access_operators where id = $1::integer for update`,
    [id],
  );
  return rows[0];
}

/** Writes what may be changed about an operator. */
export async function updateOperator(db: Queryable, operator: Operator): Promise<void> {
  const { id, name, roles, status } = operator;
  await db.query(
    `update access_operators set name = $2::text, roles = $3::text[], status = $4::text
      where id = $1::integer`,
    [id, name, roles, status],
  );
}

/** How many operators there are that can sign in, or will be able to. */
export async function countOperators(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*) as count from access_operators where status <> 'disabled'`,
  );
  return rows[0]?.count ?? 0;
}

/** Keeps a link's hash, and lets go of the operator's older ones. */
export async function keepLink(
  db: Queryable,
  link: { readonly operatorId: number; readonly tokenHash: Buffer; readonly endsAt: number },
): Promise<void> {
  await db.query('delete from access_links where operator_id = $1::integer', [link.operatorId]);
  await db.query(
    `insert into access_links (token_hash, operator_id, ends_at)
     values ($1::bytea, $2::integer, to_timestamp($3::float8 / 1000))`,
    [link.tokenHash, link.operatorId, link.endsAt],
  );
}

/** Takes a link out, once: whose it was and until when it held; undefined when there is none. */
export async function takeLink(
  db: Queryable,
  tokenHash: Buffer,
): Promise<{ operatorId: number; endsAt: number } | undefined> {
  const { rows } = await db.query<{ operatorId: number; endsAt: number }>(
    `delete from access_links where token_hash = $1::bytea
     returning operator_id as "operatorId", ends_at as "endsAt"`,
    [tokenHash],
  );
  return rows[0];
}
