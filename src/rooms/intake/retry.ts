import { StaleMember } from './stale-member.ts';

/** PostgreSQL's word for "try again": conflicts with another batch, or a server that restarts. */
const RETRYABLE: ReadonlySet<string> = new Set([
  '23505', // unique_violation: another process wrote this key or member first
  '23514', // check_violation: a budget lease was recalled
  '40001', // serialization_failure
  '40P01', // deadlock_detected
  '55P03', // lock_not_available
]);

const DISCONNECTED: ReadonlySet<string> = new Set([
  '57P01', // admin_shutdown
  '57P02', // crash_shutdown
  '57P03', // cannot_connect_now
  '08006', // connection_failure
  '08003', // connection_does_not_exist
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
]);

/** What to do with a batch that failed. */
export type Verdict = 'again' | 'reconnect' | 'halve';

/** Whether new members' keys were wrapped with a key that has been rotated away. */
export function isKeyGone(error: unknown): boolean {
  const { code, table } = error as { code?: unknown; table?: unknown };
  return code === '23502' && table === 'member_keys';
}

/** Reads an error of the driver: whether the same batch may well succeed in a moment. */
export function verdictOf(error: unknown): Verdict {
  if (isKeyGone(error) || error instanceof StaleMember) return 'again';
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (RETRYABLE.has(code)) return 'again';
    if (DISCONNECTED.has(code)) return 'reconnect';
    if (/^[0-9A-Z]{5}$/.test(code)) return 'halve';
  }
  const message = error instanceof Error ? error.message : '';
  const lost = /connection (terminated|error)|not queryable|client was closed|socket/i;
  return lost.test(message) ? 'reconnect' : 'halve';
}
