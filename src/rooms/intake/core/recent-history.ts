import type { Instant } from '../../../kernel/time.ts';

const MINUTE_MS = 60_000;
/** What happened longer ago than this when it came in is history, not the news of a slow till. */
const OLD_MS = 2 * 86_400_000;

interface Count {
  old: number;
  all: number;
}

/**
 * Tells whether a history is being taken in: a tenth or more of what came in within the last minute
 * (or the one begun) had happened more than two days before. A few stragglers among the events of
 * a day are no history.
 */
export class RecentHistory {
  #begun = 0;
  #count: Count = { old: 0, all: 0 };
  #before = false;

  /** Notes an event that happened at one moment and came in at another. */
  note(happenedAt: Instant, recordedAt: Instant): void {
    this.#turn(recordedAt);
    this.#count.all += 1;
    if (happenedAt < recordedAt - OLD_MS) this.#count.old += 1;
  }

  takes(now: Instant): boolean {
    this.#turn(now);
    return this.#before || isHistory(this.#count);
  }

  /** Every minute begins anew, and remembers what the one before it was. */
  #turn(now: Instant): void {
    const passed = now - this.#begun;
    if (passed < MINUTE_MS) return;
    this.#before = passed < 2 * MINUTE_MS && isHistory(this.#count);
    this.#begun = now;
    this.#count = { old: 0, all: 0 };
  }
}

function isHistory({ old, all }: Count): boolean {
  return old > 0 && old * 10 >= all;
}
