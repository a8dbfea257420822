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
export function waitingLotId(eventNo: number, endsAt: Instant | null): string {
  const id = `w.${eventNo.toString(36)}`;
  return endsAt === null ? id : `${id}.${endsAt.toString(36)}`;
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
