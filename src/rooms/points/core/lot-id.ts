import type { Instant } from '../../../kernel/time.ts';

/**
 * What a lot is made of, first letter of its id: earned points, goodwill (never clawed back),
 * points that wait for an event of one purchase, and the debt that an overdraft leaves.
 */
export type LotKind = 'earned' | 'goodwill' | 'waiting' | 'debt';

const LETTER = { earned: 'e', goodwill: 'g', waiting: 'w', debt: 'd' } as const;

/** The debt lot of a wallet: the only one that may be below zero. */
export const DEBT_LOT = 'd';

/** `e.mf3k2w00` for earned points that end at a moment, `e` for those that never do. */
export function lotId(kind: 'earned' | 'goodwill', endsAt: Instant | null): string {
  if (endsAt === null) return LETTER[kind];
  if (endsAt !== lastEnd) {
    lastEnd = endsAt;
    lastEndText = endsAt.toString(36);
  }
  return `${LETTER[kind]}.${lastEndText}`;
}

/** Most lots of a day end at the same moment: its text is written once. */
let lastEnd: Instant = Number.NaN;
let lastEndText = '';

/**
 * The lot of a purchase (by its number in the member's history) whose points wait for an event,
 * with the moment at which they are void if it has not come.
 */
export function waitingLotId(eventNo: number, endsAt: Instant | null, guest = false): string {
  // A guest's number is not of the guest's own history: it must not meet one that is.
  const id = `w.${eventNo.toString(36)}${guest ? '-' : ''}`;
  return endsAt === null ? id : `${id}.${endsAt.toString(36)}`;
}

/**
 * The member whose points these were before two members became one: `e.mf3k2w00~7310`. What came
 * from one is never mixed with what the other had, so that a merge can be undone.
 */
export function originOf(id: string): number | null {
  const at = id.indexOf('~');
  return at < 0 ? null : Number(id.slice(at + 1));
}

/** The lot of the same terms for points of that origin; null for the holder's own. */
export function withOrigin(id: string, origin: number | null): string {
  const at = id.indexOf('~');
  const plain = at < 0 ? id : id.slice(0, at);
  return origin === null ? plain : `${plain}~${origin}`;
}

/** What kind of lot an id names. */
export function lotKind(id: string): LotKind {
  const letter = id[0];
  if (letter === 'g') return 'goodwill';
  if (letter === 'w') return 'waiting';
  return letter === 'd' ? 'debt' : 'earned';
}

/** When the points of this lot end, read from its id; null for never. */
export function lotEnd(id: string): Instant | null {
  if (id === DEBT_LOT) return null;
  const end = id.split('.')[lotKind(id) === 'waiting' ? 2 : 1];
  return end === undefined ? null : Number.parseInt(end, 36);
}
