import type { Facts } from '../../program/index.ts';
import { NO_TALLY, type ReferralSlice, type Tally } from './slice.ts';
import type { Payout, ReachLevel, ReferralTerms } from './terms.ts';

/**
 * What one friend is worth for somebody above: the advocate is paid by reach, those above the
 * advocate by the chain. `reach` is null where no level holds.
 */
export function rewardFor(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  depth: number,
  facts: Facts,
): { readonly reach: string | null; readonly payout: Payout | null } {
  const tally = slice?.advocate ?? NO_TALLY;
  const level = reachOf(terms, (tally.done[0] ?? 0) + (depth === 1 ? 1 : 0), facts);
  const payout = depth === 1 ? (level?.payout ?? null) : (terms.chain[depth - 1]?.payout ?? null);
  return { reach: level?.id ?? null, payout };
}

/** The highest level that holds with so many friends who counted, the present one included. */
function reachOf(terms: ReferralTerms, friends: number, facts: Facts): ReachLevel | null {
  const holds = ({ at, when }: ReachLevel): boolean =>
    at === null ? when?.(facts) === true : friends >= at;
  return terms.reach.findLast(holds) ?? null;
}

/** Where an advocate stands on the progress bar: who counted, weighed by depth. */
export function progressOf(terms: ReferralTerms, tally: Tally): number {
  return terms.chain.reduce((sum, { counts }, index) => sum + counts * (tally.done[index] ?? 0), 0);
}

/** What an advocate is shown. */
export interface ReferralProgress {
  /** Friends who came, who counted, and who may still. */
  readonly came: number;
  readonly counted: number;
  readonly waiting: number;
  readonly progress: number;
  readonly reached: readonly string[];
  /** The next step of the bar, and how much is missing; null at the end. */
  readonly next: { readonly id: string; readonly at: number; readonly missing: number } | null;
}

/** The progress bar and the counts of one advocate. */
export function showProgress(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
): ReferralProgress {
  const tally = slice?.advocate ?? NO_TALLY;
  const progress = progressOf(terms, tally);
  const counted = tally.done[0] ?? 0;
  const next = terms.progress.find(({ at }) => at > progress);
  return {
    came: tally.bound,
    counted,
    waiting: Math.max(0, tally.bound - tally.closed - tally.reversed - counted),
    progress,
    reached: terms.progress.filter(({ id }) => tally.steps[id] === 'reached').map(({ id }) => id),
    next: next ? { id: next.id, at: next.at, missing: next.at - progress } : null,
  };
}
