/** What decides whether a session still counts. */
export interface SessionTimes {
  /** When it was last used, to the minute. */
  readonly seenAt: number;
  /** Its end, whatever happens. */
  readonly endsAt: number;
}

/** How long sessions live, in milliseconds. */
export interface SessionRule {
  readonly idleMs: number;
  readonly longestMs: number;
}

const TOUCH_MS = 60_000;

/** A new session's times. */
export function beginSession(now: number, rule: SessionRule): SessionTimes {
  return { seenAt: now, endsAt: now + rule.longestMs };
}

/** Whether it is over: unused for too long, or at its end. */
export function isOver(times: SessionTimes, now: number, rule: SessionRule): boolean {
  return now >= times.endsAt || now - times.seenAt >= rule.idleMs;
}

/** Whether this use is worth a write: once a minute is enough. */
export function isWorthTouching(times: SessionTimes, now: number): boolean {
  return now - times.seenAt >= TOUCH_MS;
}
