import type { Instant } from '../../../../../kernel/time.ts';
import type { Fact } from '../../../../events/index.ts';
import { redeemable, type StockTerms } from '../../../../rewards/index.ts';
import { used } from '../../counters.ts';
import { budgetKey } from '../../earn.ts';
import type { Program } from '../../program.ts';
import type { MemberState } from '../../state.ts';
import { factsAt } from '../../tiers.ts';

/** Units of one reward in the period of a moment: in all, or in one store. */
export interface Shelf {
  readonly stock: StockTerms;
  /** The budget that counts them. */
  readonly unit: string;
}

/** The stock of a reward in the period of a moment; empty for as many as are wanted. */
export function shelvesOf(program: Program, reward: string, at: Instant): Shelf[] {
  const day = program.zone.dayOf(at);
  const { stock = [] } = program.rewards.rewards.get(reward) ?? {};
  return stock.map((one) => ({ stock: one, unit: budgetKey(one.key, one.per, day) }));
}

/** Where and when a member looks at the catalogue. */
export interface Look {
  readonly at: Instant;
  readonly store: string | null;
  readonly channel: string | null;
}

/**
 * The catalogue for a settled member, as a hold at this moment would be decided: what can be had
 * now, what nearly, and what is missing.
 *
 * @param left units under a budget key; undefined for one that nobody has taken from.
 */
export function redeemableNow(
  program: Program,
  state: MemberState,
  { at, store, channel }: Look,
  left: (unit: string) => number | undefined,
): ReturnType<typeof redeemable> {
  const { rewards } = program;
  const facts = { ...factsAt(program, state, at), fact: asked(at, store, channel) };
  const { day } = facts;
  const whole = new Map<string, number>();
  for (const id of rewards.rewards.keys()) {
    for (const { stock, unit } of shelvesOf(program, id, at)) whole.set(unit, stock.units);
  }
  return redeemable(rewards, {
    facts,
    used: ({ key, per }) => used(state, key, per, day),
    unitOf: ({ key, per }) => budgetKey(key, per, day),
    left: (unit) => left(unit) ?? whole.get(unit) ?? 0,
    store,
  });
}

/** The hold that conditions would see. */
function asked(happenedAt: Instant, store: string | null, channel: string | null): Fact {
  const nobody = { identifiers: [], to: [], touchpoint: null, flags: [] };
  const about = { source: 'hachi', id: 'catalogue', type: 'reward.hold', happenedAt };
  return { ...about, ...nobody, store, channel, data: {} };
}
