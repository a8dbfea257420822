import type { Instant } from '../../../kernel/time.ts';
import type { CouponBooks } from './coupon.ts';
import type { CouponEffect } from './effect.ts';
import { termsOf } from './find.ts';
import { type CouponSlice, type Held, put } from './held.ts';
import { problem } from './reason.ts';
import { named } from './reserve.ts';
import { settleCoupons } from './settle.ts';
import { type CouponStep, refused } from './step.ts';

/**
 * Undoes a redemption, once. Coupons whose terms say so are given back, with the end they had; the
 * others stay used.
 */
export function rollBackRedemption(
  books: CouponBooks,
  slice: CouponSlice | undefined,
  about: { readonly redemption: string; readonly at: Instant; readonly path: string },
): CouponStep {
  const { redemption, at, path } = about;
  const uses = (slice ?? []).filter((held) => held.used?.redemption === redemption);
  const open = uses.filter((held) => !held.used?.kept);
  if (open.length === 0) {
    const known = uses.length > 0 || (slice ?? []).some((held) => held.back === redemption);
    const reason = known ? 'redemption_rolled_back' : 'redemption_unknown';
    return refused(problem(reason, redemption, path));
  }
  const effects: CouponEffect[] = [];
  let next = slice;
  for (const held of open) {
    const givenBack = termsOf(books, held.of, held.version)?.onReturn !== 'keep';
    const off = held.used?.off ?? 0;
    next = put(next, givenBack ? giveBack(held, redemption) : keepUsed(held));
    const about = { at, redemption, off, givenBack };
    effects.push({ kind: 'coupon.rolled_back', ...named(held), ...about });
  }
  const settled = settleCoupons(next, at);
  return { ok: true, slice: settled.slice, effects: [...effects, ...settled.effects] };
}

function giveBack(held: Held, redemption: string): Held {
  const { used: _, ...free } = held;
  if (held.fleeting) return { ...free, back: redemption, closed: 'back' };
  return { ...free, back: redemption };
}

function keepUsed(held: Held): Held {
  return held.used ? { ...held, used: { ...held.used, kept: true } } : held;
}
