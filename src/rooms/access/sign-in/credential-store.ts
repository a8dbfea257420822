import type { Queryable } from '../../../platform/db/pool.ts';

/** What an operator proves who they are with. */
export interface Credentials {
  readonly id: number;
  readonly name: string;
  readonly email: string;
  readonly status: 'invited' | 'active' | 'disabled';
  readonly passwordHash: string | null;
  /** The sealed secret of the second factor. */
  readonly totpSecret: Buffer | null;
  /** A sealed secret that has not been proved yet. */
  readonly totpPending: Buffer | null;
}

const COLUMNS = `id, name, email, status, password_hash as "passwordHash",
  totp_secret as "totpSecret", totp_pending as "totpPending"`;

/** The credentials of who signs in with this e-mail. */
export async function credentialsOf(
  db: Queryable,
  email: string,
): Promise<Credentials | undefined> {
  const { rows } = await db.query<Credentials>(
    `select ${COLUMNS} from access_operators where email = $1::text`,
    [email],
  );
  return rows[0];
}

/** The credentials of an operator, locked until the transaction ends. */
export async function lockCredentials(db: Queryable, id: number): Promise<Credentials | undefined> {
  const { rows } = await db.query<Credentials>(
    `select ${COLUMNS} from access_operators where id = $1::integer for update`,
    [id],
  );
  return rows[0];
}

/** Sets a password; whoever was invited is active from now on. */
export async function setPassword(
  db: Queryable,
  { id, passwordHash, now }: { id: number; passwordHash: string; now: number },
): Promise<void> {
  await db.query(
    `update access_operators set password_hash = $2::text,
        password_set_at = to_timestamp($3::float8 / 1000),
        status = case status when 'invited' then 'active' else status end
      where id = $1::integer`,
    [id, passwordHash, now],
  );
}

/** Keeps a secret of the second factor that is still to be proved. */
export async function keepPendingSecret(db: Queryable, id: number, sealed: Buffer): Promise<void> {
  await db.query('update access_operators set totp_pending = $2::bytea where id = $1::integer', [
    id,
    sealed,
  ]);
}

/** The pending secret becomes the one that counts. */
export async function confirmSecret(db: Queryable, id: number, step: number): Promise<void> {
  await db.query(
    `update access_operators set totp_secret = totp_pending, totp_pending = null,
        totp_step = $2::bigint
      where id = $1::integer`,
    [id, step],
  );
}

/** Takes the second factor away, with its recovery codes. */
export async function removeSecondFactor(db: Queryable, id: number): Promise<void> {
  await db.query(
    `update access_operators set totp_secret = null, totp_pending = null where id = $1::integer`,
    [id],
  );
  await db.query('delete from access_recovery_codes where operator_id = $1::integer', [id]);
}

/** Counts a step of the second factor, once: false when it or a later one has counted. */
export async function countStep(db: Queryable, id: number, step: number): Promise<boolean> {
  const { rowCount } = await db.query(
    `update access_operators set totp_step = $2::bigint
      where id = $1::integer and totp_step < $2::bigint`,
    [id, step],
  );
  return rowCount === 1;
}

/** Replaces an operator's recovery codes. */
export async function keepRecoveryCodes(
  db: Queryable,
  id: number,
  hashes: readonly Buffer[],
): Promise<void> {
  await db.query('delete from access_recovery_codes where operator_id = $1::integer', [id]);
  await db.query(
    `insert into access_recovery_codes (operator_id, code_hash)
     select $1::integer, code_hash from unnest($2::bytea[]) as given (code_hash)`,
    [id, hashes],
  );
}

/** Uses a recovery code up; false when there is no such one. */
export async function useRecoveryCode(db: Queryable, id: number, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query(
    `delete from access_recovery_codes where operator_id = $1::integer and code_hash = $2::bytea`,
    [id, hash],
  );
  return rowCount === 1;
}
