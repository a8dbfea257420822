import type { Problem } from '../../../kernel/problem.ts';
import type { Facts, OfferLimit } from '../../program/index.ts';
import type { Reward, StockTerms } from './reward.ts';

/** What is known of a member and of the stock when a reward is asked for. */
export interface Standing {
  readonly facts: Facts;
  /** What a limit has counted in the period of the event. */
  used(limit: OfferLimit): number;
  /** The name under which these units are counted in the period of the event. */
  unitOf(stock: StockTerms): string;
  /** Units left under such a name. */
  left(unit: string): number;
  /** Where it is to be had; null when nobody said. */
  readonly store: string | null;
}

/**
 * Everything but the price that stands between a member and a reward, the most lasting first.
 * A hold is refused for the first; the catalogue shows all of them.
 */
export function obstacles(reward: Reward, standing: Standing): Problem[] {
  return [
    ...dates(reward, standing.facts),
    ...audience(reward, standing.facts),
    ...times(reward, standing),
    ...stock(reward, standing),
  ];
}

/** The units of stock that a redemption takes at this store, one of each. */
export function unitsFor(
  reward: Reward,
  { store, unitOf }: Pick<Standing, 'store' | 'unitOf'>,
): string[] {
  const here = reward.stock.filter((one) => one.store === null || one.store === store);
  return here.map(unitOf);
}

/** Points that the limits of the member's points still leave for this reward. */
export function pointsLeft({ limits }: Reward, { used }: Pick<Standing, 'used'>): number {
  let left = Number.POSITIVE_INFINITY;
  for (const limit of limits) {
    if (limit.counts === 'points') left = Math.min(left, Math.max(0, limit.most - used(limit)));
  }
  return left;
}

function dates({ days, draw }: Reward, { day, at }: Facts): Problem[] {
  if (day < days.first) {
    return [problem('reward_not_begun', 'It cannot be had yet.', 'Come back when it begins.')];
  }
  if (day <= days.last && (draw === null || at < draw.closes)) return [];
  return [
    problem('reward_over', 'It could be had until a day that is over.', 'Offer another one.'),
  ];
}

function audience({ audience }: Reward, facts: Facts): Problem[] {
  const reason = audience(facts);
  if (reason === null) return [];
  const levels = reason === 'tier_not_listed';
  return [
    problem(
      levels ? 'reward_not_for_level' : 'reward_not_for_member',
      levels ? 'It is for other levels.' : 'Its condition does not hold for this member.',
      levels ? 'The member may rise to one of them.' : 'Offer another one.',
    ),
  ];
}

function times(reward: Reward, { used }: Standing): Problem[] {
  return reward.limits.flatMap((limit) => {
    const { counts, most, per } = limit;
    const wanted = counts === 'points' ? leastPoints(reward) : 1;
    if (used(limit) + wanted <= most) return [];
    const fix = per === 'ever' ? 'Offer another one.' : 'Come back in the next period.';
    return [problem('reward_limit_reached', `A member may have ${most} ${counts} a ${per}.`, fix)];
  });
}

/** The fewest points that it takes; of a discount on a small basket that may be a single one. */
export function leastPoints({ price }: Reward): number {
  if (price.kind === 'exchange') return price.step.points;
  return price.worth === 0 ? price.points : 1;
}

function stock(reward: Reward, standing: Standing): Problem[] {
  const { left, store } = standing;
  const stores = reward.stock.filter((one) => one.store !== null);
  if (stores.length > 0 && store === null) {
    const fix = 'Say the store.';
    return [problem('store_needed', 'It is kept by store.', fix, '/store')];
  }
  if (stores.length > 0 && !stores.some((one) => one.store === store)) {
    const fix = `It is in: ${stores
      .slice(0, 12)
      .map((one) => one.store)
      .join(', ')}.`;
    return [problem('reward_not_in_store', `The store ${store} does not keep it.`, fix, '/store')];
  }
  // Who enters a draw takes no unit yet.
  if (reward.draw !== null) return [];
  if (unitsFor(reward, standing).every((unit) => left(unit) >= 1)) return [];
  return [problem('reward_out_of_stock', 'The last one is taken.', 'Offer another one.')];
}

function problem(code: string, detail: string, fix: string, path = '/data/reward'): Problem {
  return { code, path, detail, fix };
}
