import { formatInstant, type Instant } from '../../kernel/time.ts';
import type { CouponDocument, Held } from '../coupons/index.ts';
import { formatMemberId } from '../members/index.ts';
import { settledState } from './core/settled-state.ts';
import { wordsOf } from './core/words.ts';
import { codesOf } from './coupons-store.ts';
import { programNow, type Statements } from './ground.ts';
import { stateOf } from './store.ts';

/** A member's coupons: open, reserved for a basket, and the last that are done with. */
export async function readCoupons(ground: Statements, memberId: number, at: Instant) {
  const held = await heldCoupons(ground, memberId, at);
  const codes = await codesOf(
    ground.pool,
    held.map(({ id }) => id),
  );
  const shown = (one: Held) => ({
    id: one.id,
    coupon: one.of,
    name: wordsOf(documentOf(ground, one)?.name, one.of),
    code: one.code ?? codes.get(one.id) ?? documentOf(ground, one)?.code ?? null,
    from: formatInstant(Math.max(one.from, 0)),
    until: momentText(one.until),
  });
  const open: Held[] = [];
  const reserved: Held[] = [];
  const closed: Held[] = [];
  for (const one of held) {
    if (one.used || one.closed) closed.push(one);
    else if (one.reserved) reserved.push(one);
    else open.push(one);
  }
  return {
    member: formatMemberId(memberId),
    at: formatInstant(at),
    open: open.map(shown),
    reserved: reserved.map((one) => ({
      ...shown(one),
      basket: one.reserved?.basket ?? '',
      reservedUntil: momentText(one.reserved?.until),
    })),
    closed: closed.toReversed().map((one) => ({
      ...shown(one),
      why: one.used ? 'used' : (one.closed ?? ''),
      at: momentText(one.used?.at),
      off: one.used?.off ?? 0,
    })),
  };
}

/** The coupons in a member's hands as they are at a moment, whether a task has come by or not. */
export async function heldCoupons(
  ground: Statements,
  memberId: number,
  at: Instant,
): Promise<readonly Held[]> {
  const state = await stateOf(ground.pool, memberId);
  if (!state) return [];
  return settledState(programNow(ground).compiled, state, at).slices.coupons ?? [];
}

/** What the document says of a held coupon, in the version that promised it. */
export function documentOf(
  { programs }: Statements,
  { of, version }: Pick<Held, 'of' | 'version'>,
): CouponDocument | undefined {
  const coupons = (programs.version(version)?.document.coupons ?? []) as CouponDocument[];
  return coupons.find(({ id }) => id === of);
}

function momentText(moment: Instant | undefined): string | null {
  return moment === undefined ? null : formatInstant(moment);
}
