import { reject } from '../../kernel/problem.ts';
import type { Instant } from '../../kernel/time.ts';
import type { Place } from './core/entry.ts';

const DAY = /^\d{4}-\d\d-\d\d$/;
const NUMBER_MAX = 2_147_483_647;
const MOMENT_MAX = Date.UTC(9999, 11, 31);

/** The place behind a row, as text that nobody needs to understand. */
export function writePlace({ at, day, writer, no }: Place & { readonly at: Instant }): string {
  return Buffer.from(JSON.stringify([at, day, writer, no]), 'utf8').toString('base64url');
}

/**
 * Reads the place behind which a page begins; null for the first page.
 * @throws {Rejection} 400 `cursor_unreadable` for anything that no page gave.
 */
export function readPlace(cursor: string | undefined): (Place & { at: Instant }) | null {
  if (cursor === undefined) return null;
  const read = parse(cursor);
  if (Array.isArray(read) && read.length === 4) {
    const [at, day, writer, no] = read as [unknown, unknown, unknown, unknown];
    const numbers = isCount(writer) && isCount(no) && isMoment(at);
    const known = typeof day === 'string' && DAY.test(day) && !Number.isNaN(Date.parse(day));
    if (numbers && known) return { at, day, writer, no };
  }
  throw reject(400, {
    code: 'cursor_unreadable',
    path: '/query/cursor',
    detail: 'The cursor is not one that this route gave.',
    fix: 'Send "next" of the page before as it was, or none for the first page.',
  });
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= NUMBER_MAX;
}

function isMoment(value: unknown): value is Instant {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MOMENT_MAX;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
