import type { Instant } from '../../kernel/time.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import { addMembers, UNREACHABLE_NAMED, unreachableOf } from './core/member-measures.ts';
import { addFindings } from './findings-store.ts';
import { beginSweep, keepSweep, lastSweep, membersBehind } from './sweep-store.ts';

/** Members of one run. Each minute so many: a million takes about eight hours, and no pause. */
const MEMBERS = 2_000;
/** A finished sweep is not begun anew before this. */
const REST_MS = 6 * 60 * 60_000;

/** Looks at the next members, and begins anew when the last sweep was some hours ago. */
export function sweepMembers(pool: Pool, now: Instant): Promise<void> {
  return transaction(pool, async (client) => {
    const last = await lastSweep(client);
    if (!last || (last.finishedAt !== null && now - last.finishedAt >= REST_MS)) {
      await beginSweep(client, (last?.sweep ?? 0) + 1, now);
    }
    const sweep = await lastSweep(client);
    if (!sweep || sweep.finishedAt !== null) return;
    const { last: position, members } = await membersBehind(client, sweep.position, MEMBERS);
    const counts = { ...sweep.counts };
    addMembers(counts, members);
    const named = counts['named unreachable'] ?? 0;
    const unreachable = unreachableOf(members, UNREACHABLE_NAMED - named);
    counts['named unreachable'] = named + unreachable.length;
    await addFindings(client, now, unreachable);
    await keepSweep(client, {
      ...sweep,
      ...{ counts, position: position ?? sweep.position },
      members: sweep.members + members.length,
      finishedAt: members.length < MEMBERS ? now : null,
    });
  });
}
