import type { Instant } from '../../kernel/time.ts';
import type { Queryable } from '../../platform/db/pool.ts';
import { addEvents, forgetWeeks, type Portrait } from './core/portrait.ts';
import { eventsAfter, keepPortrait, keptPortrait } from './portrait-store.ts';

/** Events in one query. */
const CHUNK = 1_000;
/** Events that one look counts at most; what is left is counted by the next. */
const LOOK = 4_000;
/** From so many events that had to be counted on, what was counted is kept. */
const WORTH_KEEPING = 200;

/**
 * The portrait of a member, with every event up to number `no` counted, or as many as one look may
 * count: `portrait.no` says how far it goes.
 */
export async function portraitOf(
  client: Queryable,
  memberId: number,
  { no, now }: { readonly no: number; readonly now: Instant },
): Promise<Portrait> {
  const portrait = await keptPortrait(client, memberId);
  const before = portrait.no;
  while (portrait.no < no && portrait.no - before < LOOK) {
    const events = await eventsAfter(client, memberId, portrait.no, CHUNK);
    if (events.length === 0) break;
    addEvents(portrait, events);
  }
  if (portrait.no - before >= WORTH_KEEPING) {
    forgetWeeks(portrait, now);
    await keepPortrait(client, memberId, portrait);
  }
  return portrait;
}
