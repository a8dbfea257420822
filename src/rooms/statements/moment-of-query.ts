import { LIMITS } from '../../kernel/limits.ts';
import { reject } from '../../kernel/problem.ts';
import { type Instant, parseInstant } from '../../kernel/time.ts';

const YEAR_MS = 366 * 86_400_000;

/**
 * The moment of `?at=`, now when it is left out.
 * @throws {Rejection} 400 for what is no moment, before 1970 or too far ahead.
 */
export function momentOfQuery(text: string | undefined, now: Instant): Instant {
  if (text === undefined) return now;
  const at = text.length <= 40 ? parseInstant(text) : null;
  if (at === null || at < 0) {
    throw reject(400, {
      code: 'not_an_instant',
      path: '/query/at',
      detail: 'This is not a moment with an offset, from 1970 on.',
      fix: 'Send an ISO 8601 moment such as 2026-06-19T14:30:00Z; in a URL, + is %2B.',
    });
  }
  if (at <= now + LIMITS.yearsAhead * YEAR_MS) return at;
  throw reject(400, {
    code: 'at_too_far',
    path: '/query/at',
    detail: `This lies more than ${LIMITS.yearsAhead} years ahead.`,
    fix: 'Ask for an earlier moment.',
  });
}
