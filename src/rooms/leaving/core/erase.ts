import type { Instant, Zone } from '../../../kernel/time.ts';
import type { LeavingRefused, LeavingStep } from './leave.ts';
import { type Holdings, planLeaving } from './plan.ts';
import type { LeavingSlice } from './slice.ts';
import type { LeavingTerms, PointsEnd } from './terms.ts';

/** A program that does not speak of leaving: everything ends. */
const EVERYTHING_ENDS: Pick<LeavingTerms, 'points' | 'pending'> = {
  points: {},
  pending: 'forfeit',
};

/**
 * A person is erased, whatever is open and without a time to think: nobody is left who could use
 * anything. Points go where the program sends those of who leaves, but nothing is paid out and no
 * tier is kept. Who had left before has nothing that could end.
 */
export function eraseNow(
  terms: LeavingTerms | null,
  zone: Zone,
  slice: LeavingSlice | undefined,
  holdings: () => Holdings,
  at: Instant,
): LeavingStep | LeavingRefused {
  if (slice?.state === 'left' && slice.erased) {
    const detail = 'This person has been erased already.';
    const fix = 'Nothing needs to be done.';
    return { ok: false, refusal: { code: 'member_is_erased', path: '', detail, fix } };
  }
  return {
    ok: true,
    slice: { state: 'left', at, erased: true },
    effects: [{ kind: 'erased', at }],
    plan: slice?.state === 'left' ? null : planLeaving(termsFor(terms, zone), holdings(), at),
  };
}

function termsFor(terms: LeavingTerms | null, zone: Zone): LeavingTerms {
  const { points, pending } = terms ?? EVERYTHING_ENDS;
  const unpaid = Object.entries(points).map(([currency, { to }]): [string, PointsEnd] => [
    currency,
    { to, payout: null },
  ]);
  return {
    version: terms?.version ?? 0,
    zone,
    wait: null,
    points: Object.fromEntries(unpaid),
    pending,
    coupons: 'forfeit',
    keepTiersFor: null,
    open: 'void',
    confirm: [],
  };
}

/** Whether the person behind a member has been erased. */
export function isErased(slice: LeavingSlice | undefined): boolean {
  return slice?.state === 'left' && slice.erased === true;
}
