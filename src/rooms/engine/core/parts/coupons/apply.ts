import {
  type CouponEffect,
  type CouponSlice,
  type CouponStep,
  type Held,
  termsOf,
} from '../../../../coupons/index.ts';
import type { Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';
import type { Effect } from '../effect.ts';
import { hasLeft } from '../leaving/left.ts';
import { hasLeftRefusal } from '../leaving/refused-to-left.ts';
import { setSlice } from '../slices.ts';
import { booksOf } from './books.ts';
import { countUse, uncountUse } from './count.ts';

/**
 * Takes a step over into the decision: what came free is given back to its limits first, then what
 * is used is counted. The first limit that is used up refuses all of it.
 */
export function applyStep(draft: Draft, step: CouponStep): Refusal | null {
  if (!step.ok) return step.problems[0] as Refusal;
  const { slice, effects } = step;
  if (hasLeft(draft.state) && usesWhatIsForMembers(slice, effects)) return hasLeftRefusal();
  giveBack(draft.program, draft.state, draft, effects);
  const books = booksOf(draft.program);
  for (const effect of effects) {
    if (effect.kind !== 'coupon.reserved' && effect.kind !== 'coupon.redeemed') continue;
    const held = slice?.find(({ id }) => id === effect.coupon);
    const terms = held && termsOf(books, held.of, held.version);
    if (!held || !terms) continue;
    const { take, counted } = effect;
    const since = sinceOf(held);
    const about = { name: take.name, path: pathOf(draft, take.name), terms, counted, since };
    const refusal = countUse(draft, { ...about, money: take.off + take.worth });
    if (refusal) return refusal;
  }
  draft.setSlice('coupons', slice);
  tell(draft.effects, effects);
  return null;
}

/** Codes that are public or of a pool are for members; what was in hand is left to who left. */
function usesWhatIsForMembers(
  slice: CouponSlice | undefined,
  effects: readonly CouponEffect[],
): boolean {
  return effects.some(
    ({ kind, coupon }) =>
      (kind === 'coupon.reserved' || kind === 'coupon.redeemed') &&
      slice?.find(({ id }) => id === coupon)?.fleeting !== undefined,
  );
}

/** Gives back to limits and budgets what effects have set free, by the slice before them. */
export function giveBack(
  program: Program,
  state: MemberState,
  into: Settled,
  effects: readonly CouponEffect[],
): void {
  const books = booksOf(program);
  for (const effect of effects) {
    if (!FREES.has(effect.kind)) continue;
    if (effect.kind === 'coupon.rolled_back' && !effect.givenBack) continue;
    const held = state.slices.coupons?.find(({ id }) => id === effect.coupon);
    const terms = held && termsOf(books, held.of, held.version);
    if (!held || !terms) continue;
    const money = held.used?.off ?? held.reserved?.off ?? 0;
    uncountUse(program, state, into, { terms, money, since: sinceOf(held) });
  }
}

const FREES: ReadonlySet<CouponEffect['kind']> = new Set([
  'coupon.released',
  'coupon.lapsed',
  'coupon.rolled_back',
]);

/** Since when the limits have counted it. */
function sinceOf({ used, reserved }: Held): number {
  return used ? (used.counted ?? used.at) : (reserved?.at ?? 0);
}

/** Where the name of a coupon stands in its event. */
function pathOf({ fact }: Draft, name: string): string {
  const { coupons } = fact.data as { coupons?: readonly string[] | null };
  const index = Array.isArray(coupons) ? coupons.indexOf(name) : -1;
  return index < 0 ? '/data/coupons' : `/data/coupons/${index}`;
}

/** Replaces what a member holds without counting: a task, or an end that nobody caused. */
export function replace(
  state: MemberState,
  slice: CouponSlice | undefined,
  into: Effect[],
  effects: readonly CouponEffect[],
): void {
  setSlice(state, 'coupons', slice);
  tell(into, effects);
}

/** Puts effects into a decision in the room's name. */
export function tell(into: Effect[], effects: readonly CouponEffect[]): void {
  for (const effect of effects) into.push({ room: 'coupons', ...effect });
}
