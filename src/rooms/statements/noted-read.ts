import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import { actorOf, type Caller } from '../../platform/http/caller.ts';
import type { AuditLog } from '../audit/index.ts';
import { formatMemberId } from '../members/index.ts';

/** Who reads, and of whom: the words of the row in the log. */
export interface Reading {
  readonly caller: Caller;
  /** What was read, such as `timeline`. */
  readonly what: string;
  /** Fields that were shown unmasked. */
  readonly fields?: readonly string[];
}

/**
 * Reads something of one member, and notes that it was read in the same transaction: nobody gets an
 * answer of which the log knows nothing.
 */
export function notedRead<T>(
  { pool, audit }: { readonly pool: Pool; readonly audit: AuditLog },
  reading: Reading,
  memberId: number,
  read: (client: Queryable) => Promise<T>,
): Promise<T> {
  return transaction(pool, async (client) => {
    const answer = await read(client);
    await noteReads(audit, client, reading, [memberId]);
    return answer;
  });
}

/** Notes in the client's transaction that these members were read, a row for each. */
export function noteReads(
  audit: AuditLog,
  client: Queryable,
  { caller, what, fields }: Reading,
  memberIds: readonly number[],
): Promise<void> {
  const actor = actorOf(caller);
  return audit.note(
    client,
    memberIds.map((memberId) => ({
      ...{ actor, action: 'members.read', subject: formatMemberId(memberId) },
      ...(fields && fields.length > 0 ? { fields } : {}),
      detail: { what },
    })),
  );
}
