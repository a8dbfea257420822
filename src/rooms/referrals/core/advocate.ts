import { type Facts, type Grant, grantOf } from '../../program/index.ts';
import type { ReferralEffect } from './effect.ts';
import { progressOf, rewardFor } from './reward.ts';
import { NO_TALLY, type ReferralSlice, type Tally } from './slice.ts';
import { type Fund, join, pay, type Step, step, type TakeBack } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** The turn of `referral.bound`: a friend has come. */
export function friendCame(slice: ReferralSlice | undefined): Step {
  const tally = slice?.advocate ?? NO_TALLY;
  return step({ ...slice, advocate: { ...tally, bound: tally.bound + 1 } });
}

/** The turn of `referral.closed`: a friend's referral ended before it counted. */
export function friendClosed(slice: ReferralSlice | undefined): Step {
  const tally = slice?.advocate ?? NO_TALLY;
  return step({ ...slice, advocate: { ...tally, closed: tally.closed + 1 } });
}

/** A referral that counted, as the one above it hears of it. */
export interface Counted {
  readonly referral: string;
  /** 1 for the advocate, 2 for who brought the advocate, 3 for the one above. */
  readonly depth: number;
}

/** A friend who counts no more. */
export interface Reversal extends Counted {
  readonly of: string;
  readonly paid: readonly Grant[];
}

/**
 * The turn of `referral.qualified`: the friend counts. The advocate is paid by reach, the others by
 * the chain, as far as the caps let it; the bar moves whether or not a cap stood there.
 */
export function friendQualified(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  { referral, depth }: Counted,
  facts: Facts,
  fund: Fund,
): Step {
  const before = slice?.advocate ?? NO_TALLY;
  const { reach, payout } = rewardFor(terms, slice, depth, facts);
  const { grants, effects } = pay(payout, referral, fund);
  const tally: Tally = { ...before, done: moved(before.done, depth, 1) };
  const progress = progressOf(terms, tally);
  const counted: ReferralEffect = {
    kind: 'referral-counted',
    ...{ referral, depth, progress, paid: grants },
    reach: reach ?? '',
  };
  const first = step({ ...slice, advocate: tally }, { effects: [counted, ...effects], grants });
  return join(first, reachSteps(terms, first.slice, referral, fund));
}

/**
 * The turn of `referral.reversed`: the friend brought the purchase back. What this friend paid is
 * taken back, and steps of the bar that no longer hold are lost.
 *
 * @param reversal `of` is the event in which the friend counted, `paid` what its `referral-counted`
 *   says was paid.
 */
export function friendReversed(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  { referral, depth, of, paid }: Reversal,
): Step {
  const before = slice?.advocate ?? NO_TALLY;
  const done = moved(before.done, depth, -1);
  const reversed = before.reversed + (depth === 1 ? 1 : 0);
  const progress = progressOf(terms, { ...before, done });
  const lost = terms.progress.filter(
    ({ id, at }) => at > progress && before.steps[id] === 'reached',
  );
  const steps = withSteps(before.steps, lost, 'lost');
  const standing = lost.flatMap(({ payout }) => payout.grants.filter(stays));
  const takeBack: TakeBack[] = [];
  if (paid.length > 0) takeBack.push({ of, grants: paid });
  if (standing.length > 0) takeBack.push({ of: null, grants: standing });
  return step(
    { ...slice, advocate: { ...before, done, reversed, steps } },
    {
      effects: [
        { kind: 'referral-reversed', referral, depth },
        ...lost.map(({ id }) => ({ kind: 'referral-step', step: id, now: 'lost' }) as const),
      ],
      takeBack,
    },
  );
}

/**
 * Steps of the bar that hold now. What can be spent is given once and for ever; what one has or has
 * not (a benefit, a badge, a tag) comes back with the step.
 */
function reachSteps(
  terms: ReferralTerms,
  slice: ReferralSlice,
  referral: string,
  fund: Fund,
): Step {
  const tally = slice.advocate as Tally;
  const progress = progressOf(terms, tally);
  const now = terms.progress.filter(
    ({ id, at }) => at <= progress && tally.steps[id] !== 'reached',
  );
  if (now.length === 0) return step(slice);
  let result = step({
    ...slice,
    advocate: { ...tally, steps: withSteps(tally.steps, now, 'reached') },
  });
  for (const { id, payout } of now) {
    const effects = [{ kind: 'referral-step', step: id, now: 'reached' } as const];
    const again = tally.steps[id] === 'lost';
    const given = again
      ? { grants: payout.grants.filter(stays), effects: [] }
      : pay(payout, referral, fund);
    const { grants } = given;
    result = join(result, step(result.slice, { effects: [...effects, ...given.effects], grants }));
  }
  return result;
}

/** Grants that one has or has not, so that giving them again gives nothing new. */
function stays(grant: Grant): boolean {
  const { kind } = grantOf(grant);
  return kind === 'benefit' || kind === 'badge' || kind === 'tag';
}

function moved(done: readonly number[], depth: number, by: number): readonly number[] {
  const length = Math.max(done.length, depth);
  return Array.from({ length }, (_, index) => {
    const was = done[index] ?? 0;
    return index === depth - 1 ? Math.max(0, was + by) : was;
  });
}

function withSteps(
  steps: Tally['steps'],
  changed: readonly { readonly id: string }[],
  to: 'reached' | 'lost',
): Tally['steps'] {
  return { ...steps, ...Object.fromEntries(changed.map(({ id }) => [id, to])) };
}
