import type { Problem } from '../../../kernel/problem.ts';
import type { Instant } from '../../../kernel/time.ts';
import { codeKey } from './code-key.ts';
import type { Coupon, CouponBooks } from './coupon.ts';
import { type CouponSlice, type Held, isClosed } from './held.ts';
import { problem, type ReasonCode } from './reason.ts';
import { isReservedFor } from './standing.ts';

/** What is known of a code that is not in this member's hands. */
export interface Elsewhere {
  readonly of: string;
  readonly version: number;
  /** A pool code that nobody has used, or why it cannot be this member's. */
  readonly standing: 'free' | 'taken' | 'used' | 'voided';
  /** The id of the coupon in somebody's hands that goes by this code. */
  readonly coupon?: string;
}

/** A coupon that a presented name may mean. */
export interface Candidate {
  readonly name: string;
  readonly path: string;
  readonly coupon: Coupon;
  /** Null for a coupon that need not be issued. */
  readonly held: Held | null;
  /** The code under which such a use is remembered. */
  readonly code: string | null;
}

/** Which coupon is asked for, by whom and when. */
export interface Asked {
  readonly name: string;
  readonly path: string;
  /** The basket it is presented for; null when there is none yet. */
  readonly basket: string | null;
  readonly at: Instant;
  readonly elsewhere?: ReadonlyMap<string, Elsewhere>;
}

/** The terms of a coupon: those that were promised, or today's when that version is gone. */
export function termsOf(books: CouponBooks, of: string, version: number): Coupon | null {
  return books.at(version)?.coupons.get(of) ?? books.current.coupons.get(of) ?? null;
}

/** Whether today's program has stopped the coupon. */
export function isStopped(books: CouponBooks, of: string): boolean {
  return books.current.coupons.get(of)?.stopped ?? false;
}

/**
 * The coupons that a name may mean: the id or code of one in the member's hands, a public code, a
 * pool code, or the id of a coupon in the document. Or why there is none.
 */
export function findCandidates(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  asked: Asked,
): readonly Candidate[] | Problem {
  const key = codeKey(asked.name);
  const own = (slice ?? []).filter((held) => isMeant(held, key, asked));
  if (own.length > 0) {
    const known = own.flatMap((held) => candidate(books, held, asked));
    return known.length > 0 ? known : no('coupon_unknown', asked);
  }
  const named = books.current.byCode.get(key) ?? one(books.current.coupons, asked.name);
  if (named.length > 0) {
    const found = named.flatMap((coupon) => usesOf(books, slice, coupon, asked));
    return found.length > 0 ? found : no('coupon_not_yours', asked);
  }
  return fromElsewhere(books, key, asked);
}

/** Uses of a public code are told apart by their ids; only one for this basket answers to it. */
function isMeant(held: Held, key: string, { name, basket, at, elsewhere }: Asked): boolean {
  if (held.id === name || held.id === elsewhere?.get(key)?.coupon) return true;
  if (held.code !== key) return false;
  return !held.fleeting || isReservedFor(held, basket, at);
}

function candidate(books: CouponBooks, held: Held, { name, path }: Asked): Candidate[] {
  const coupon = termsOf(books, held.of, held.version);
  return coupon ? [{ name, path, coupon, held, code: held.code ?? null }] : [];
}

/** What a member may present of one coupon: those issued, the soonest to end first. */
function usesOf(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  coupon: Coupon,
  asked: Asked,
): Candidate[] {
  const issued = (slice ?? []).filter((held) => held.of === coupon.id && !held.fleeting);
  const open = issued.filter((held) => !isClosed(held)).sort(soonestFirst);
  const own = (open.length > 0 ? open : issued.slice(-1)).flatMap((held) =>
    candidate(books, held, asked),
  );
  if (coupon.issuedOnly) return own;
  const { name, path } = asked;
  const code = coupon.code === null ? null : codeKey(coupon.code);
  return [...own, { name, path, coupon, held: null, code }];
}

function soonestFirst(a: Held, b: Held): number {
  return (a.until ?? Number.MAX_SAFE_INTEGER) - (b.until ?? Number.MAX_SAFE_INTEGER);
}

const ELSEWHERE: Readonly<Record<Exclude<Elsewhere['standing'], 'free'>, ReasonCode>> = {
  taken: 'coupon_not_yours',
  used: 'coupon_used',
  voided: 'coupon_voided',
};

function fromElsewhere(
  books: CouponBooks,
  key: string,
  asked: Asked,
): readonly Candidate[] | Problem {
  const { name, path } = asked;
  const found = asked.elsewhere?.get(key);
  if (!found) return no('coupon_unknown', asked);
  if (found.standing !== 'free') return no(ELSEWHERE[found.standing], asked);
  const coupon = termsOf(books, found.of, found.version);
  if (!coupon) return no('coupon_unknown', asked);
  return [{ name, path, coupon, held: null, code: key }];
}

function one(coupons: ReadonlyMap<string, Coupon>, id: string): readonly Coupon[] {
  const coupon = coupons.get(id);
  return coupon ? [coupon] : [];
}

function no(code: ReasonCode, { name, path }: Asked): Problem {
  return problem(code, name, path);
}
