/** Wrong tries of one account or one address, as they are kept. */
export interface Attempts {
  /** Tries that failed, or that run and have not been taken back. */
  readonly failures: number;
  /** When the last of them was. */
  readonly lastAt: number;
}

/** After how many wrong tries one has to wait, and how long. */
export interface LockRule {
  readonly free: number;
}

/** One account: five tries, then a wait. */
export const ACCOUNT_RULE: LockRule = { free: 5 };
/** One address: an office may share one, so it has more tries. */
export const ADDRESS_RULE: LockRule = { free: 30 };

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;
/** After a day without a wrong try, all is forgotten. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

export const NO_ATTEMPTS: Attempts = { failures: 0, lastAt: 0 };

/**
 * Until when nobody may try: a minute after the last free try, twice as long after each further
 * one, an hour at most. 0 while tries are free.
 */
export function lockedUntil({ failures, lastAt }: Attempts, rule: LockRule): number {
  if (failures < rule.free) return 0;
  const wait = FIRST_WAIT_MS * 2 ** Math.min(failures - rule.free, 20);
  return lastAt + Math.min(wait, LONGEST_WAIT_MS);
}

/** What the next try makes of it: counted before the password is looked at, so no race is won. */
export function countTry(attempts: Attempts, now: number): Attempts {
  const fresh = now - attempts.lastAt >= FORGOTTEN_AFTER_MS;
  return { failures: fresh ? 1 : attempts.failures + 1, lastAt: now };
}

/** A try that was no failure is taken back. */
export function takeBack(attempts: Attempts): Attempts {
  return { ...attempts, failures: Math.max(0, attempts.failures - 1) };
}
