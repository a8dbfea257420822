import { reject } from '../../kernel/problem.ts';

const LONGEST = 200;

/** The place behind the last row of a page, as text that nobody needs to understand. */
export function writeCursor(place: readonly number[]): string {
  return Buffer.from(JSON.stringify(place), 'utf8').toString('base64url');
}

/**
 * Reads a place of `length` whole numbers, the last at most `PLACE_MAX`, those before it `most`.
 * @throws {Rejection} 400 `cursor_unreadable` for anything that no page gave.
 */
export function readCursor(
  cursor: string | undefined,
  length: number,
  most = PLACE_MAX,
): number[] | null {
  if (cursor === undefined) return null;
  const place = cursor.length <= LONGEST ? parse(cursor) : null;
  const sound =
    Array.isArray(place) &&
    place.length === length &&
    place.every((part) => Number.isSafeInteger(part) && part >= 0 && part <= most) &&
    (place.at(-1) ?? 0) <= PLACE_MAX;
  if (sound) return place;
  throw reject(400, {
    code: 'cursor_unreadable',
    path: '/query/cursor',
    detail: 'The cursor is not one that this route gave.',
    fix: 'Send "next" of the page before as it was, or none for the first page.',
  });
}

/** Numbers of events are four-byte integers; member ids stay far below this too. */
const PLACE_MAX = 2_147_483_647;

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    return null;
  }
}
