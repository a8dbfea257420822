import type { Queryable } from '../db/pool.ts';

/** One use of a key: who, which, and the hash of what was asked. */
export interface KeyUse {
  caller: string;
  key: string;
  requestHash: Buffer;
}

/** What is known of an earlier use; `status` is null while it runs. */
export interface KnownUse {
  sameContent: boolean;
  status: number | null;
  response: string | null;
}

/** A claim without an answer for this long is of a hub that died. */
const ABANDONED_MS = 120_000;

/** Claims the key for this request, or tells what an earlier one left. */
export async function claimKey(
  db: Queryable,
  use: KeyUse,
  now: number,
): Promise<KnownUse | undefined> {
  const claimed = await db.query(
    `insert into platform_idempotency as known (caller, key, request_hash, created_at)
     values ($1::text, $2::text, $3::bytea, to_timestamp($4::float8 / 1000))
     on conflict (caller, key) do update set created_at = excluded.created_at
      where known.status is null
        and known.request_hash = excluded.request_hash
        and known.created_at < to_timestamp(($4::float8 - $5::float8) / 1000)`,
    [use.caller, use.key, use.requestHash, now, ABANDONED_MS],
  );
  if (claimed.rowCount === 1) return undefined;
  const found = await db.query<KnownUse>(
    `select request_hash = $3::bytea as "sameContent", status, response
       from platform_idempotency
      where caller = $1::text and key = $2::text`,
    [use.caller, use.key, use.requestHash],
  );
  // Its claim was dropped between our two questions: the client may simply try again.
  return found.rows[0] ?? { sameContent: true, status: null, response: null };
}

/** Keeps the answer for whoever asks with the same key again. */
export async function keepAnswer(
  db: Queryable,
  use: KeyUse,
  status: number,
  response: string,
): Promise<void> {
  await db.query(
    `update platform_idempotency set status = $3::int, response = $4::text
      where caller = $1::text and key = $2::text`,
    [use.caller, use.key, status, response],
  );
}

/** Frees the key: the request came to no final answer. */
export async function dropClaim(db: Queryable, use: KeyUse): Promise<void> {
  await db.query(
    `delete from platform_idempotency
      where caller = $1::text and key = $2::text and status is null`,
    [use.caller, use.key],
  );
}

/**
 * Forgets keys last used before a moment, oldest first, at most `limit` of them.
 * @returns how many; call again while it is `limit`.
 */
export async function forgetIdempotency(
  db: Queryable,
  options: { before: number; limit: number },
): Promise<number> {
  const gone = await db.query(
    `delete from platform_idempotency
      where (caller, key) in (
        select caller, key from platform_idempotency
         where created_at < to_timestamp($1::float8 / 1000)
         order by created_at
         limit $2::int)`,
    [options.before, options.limit],
  );
  return gone.rowCount ?? 0;
}
