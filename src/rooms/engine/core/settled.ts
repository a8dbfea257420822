import { Journal } from '../../points/index.ts';
import type { TierEffect } from '../../tiers/index.ts';
import type { Effect } from './parts/effect.ts';
import type { Promised } from './parts/promised.ts';

/** Where settling a member writes down what it did. */
export interface Settled {
  readonly journal: Journal;
  readonly tiers: TierEffect[];
  readonly effects: Effect[];
  /** Takes from a budget; a negative amount gives back what was taken. */
  take(budget: string, amount: number): void;
  /** What is given with it; carried out with the decision that settles. */
  readonly promised: Promised[];
}

/** For who only wants the state: what was done is forgotten. */
export function forgotten(): Settled {
  return {
    journal: new Journal(),
    tiers: [],
    effects: [],
    promised: [],
    take: () => undefined,
  };
}
