import { Journal } from '../../points/index.ts';
import type { TierEffect } from '../../tiers/index.ts';
import type { Effect } from './parts/effect.ts';

/** Where settling a member writes down what it did. */
export interface Settled {
  readonly journal: Journal;
  readonly tiers: TierEffect[];
  readonly effects: Effect[];
  /** Takes from a budget; a negative amount gives back what was taken. */
  take(budget: string, amount: number): void;
}

/** For who only wants the state: what was done is forgotten. */
export function forgotten(): Settled {
  return { journal: new Journal(), tiers: [], effects: [], take: () => undefined };
}
