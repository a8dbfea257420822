/** What a caller may ask in a minute. */
const WINDOW_MS = 60_000;

/** What became of one request. */
export interface RateAnswer {
  /** Until when the bucket is fuller than empty; kept for the next request. */
  readonly fullUntil: number;
  readonly isAllowed: boolean;
  /** Requests that may follow at once. */
  readonly remaining: number;
  /** Seconds after which there is room again, or after which the bucket is empty. */
  readonly seconds: number;
}

/**
 * A leaky bucket that holds a minute's requests: who has been quiet may send them all at once, who
 * goes on gets one each 1/`perMinute` of a minute. One number is all that is kept of a caller.
 */
export function takeFromBucket(fullUntil: number, now: number, perMinute: number): RateAnswer {
  const each = WINDOW_MS / perMinute;
  const before = Math.max(fullUntil, now);
  const after = before + each;
  const isAllowed = after - now <= WINDOW_MS + each / 1_000;
  if (!isAllowed) {
    const seconds = Math.max(1, Math.ceil((after - now - WINDOW_MS) / 1_000));
    return { fullUntil: before, isAllowed, remaining: 0, seconds };
  }
  const remaining = Math.max(0, Math.floor((WINDOW_MS - (after - now)) / each + 1 / 1_000));
  return { fullUntil: after, isAllowed, remaining, seconds: Math.ceil((after - now) / 1_000) };
}
