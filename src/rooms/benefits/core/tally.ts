import type { BenefitEffect } from './window.ts';

/** What became of one benefit. `cost` in the smallest unit of money. */
export interface Tally {
  readonly granted: number;
  readonly seen: number;
  readonly used: number;
  /** Windows that ended with uses left. */
  readonly lapsed: number;
  readonly cost: number;
}

const NOTHING: Tally = { granted: 0, seen: 0, used: 0, lapsed: 0, cost: 0 };

/** Counts effects by benefit: granted, seen, used, lapsed, and what the uses cost the house. */
export function tally(effects: readonly BenefitEffect[]): Readonly<Record<string, Tally>> {
  const counts: Record<string, Tally> = {};
  for (const effect of effects) {
    const before = counts[effect.benefit] ?? NOTHING;
    const what = effect.kind === 'extended' ? 'granted' : effect.kind;
    const cost = effect.kind === 'used' ? effect.cost : 0;
    counts[effect.benefit] = { ...before, [what]: before[what] + 1, cost: before.cost + cost };
  }
  return counts;
}
