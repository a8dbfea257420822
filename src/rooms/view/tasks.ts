import type { Instant } from '../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import { portraitOf } from './portrait-of.ts';
import { crowdedMembers, lookedUntil, noteLookedUntil } from './portrait-store.ts';

/** Events recorded in so much time are looked at together. */
const STEP_MS = 5 * 60_000;
/** A transaction that began before this is taken to be over. */
const SETTLED_MS = 60_000;
/** A member is counted on each time so many events have come. */
const EVENTS = 500;

/**
 * Counts on the portraits of members with many new events, so that whoever looks
 * finds them nearly done. What it misses, the next look counts.
 * @returns whether there is more to look at.
 */
export function countPortraits(pool: Pool, now: Instant): Promise<boolean> {
  return transaction(pool, async (client: Queryable) => {
    const from = await lookedUntil(client, now - SETTLED_MS);
    const until = Math.min(from + STEP_MS, now - SETTLED_MS);
    if (until <= from) return false;
    for (const { memberId, no } of await crowdedMembers(client, { from, until, every: EVENTS })) {
      await portraitOf(client, memberId, { no, now });
    }
    await noteLookedUntil(client, until);
    return until < now - SETTLED_MS;
  });
}
