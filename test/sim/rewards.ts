import { countUp, limitsOf, scarceKey } from './limits.ts';
import { type Draft, purseOf, touch } from './model.ts';
import { back, take } from './purse.ts';
import { CLAIM } from './raffles.ts';
import { forget, type Redemption, voidRedemption } from './redemptions.ts';
import { lasting } from './terms.ts';

/** Events about rewards. Returns the code of the refusal, or null. */
export function reward(draft: Draft): string | null {
  switch (draft.event.type) {
    case 'reward.hold':
      return hold(draft);
    case 'reward.commit':
      return commit(draft);
    case 'reward.void':
      return giveUp(draft);
    default:
      return rollBack(draft);
  }
}

function hold(draft: Draft): string | null {
  const { event, member, zone, at } = draft;
  const terms = draft.program.rewards.find(({ id }) => id === event.data.reward)!;
  const raffle = draft.raffles.find(({ id }) => id === terms.id);
  if (raffle && at >= raffle.closes) return 'reward_over';
  const { keys, room } = limitsOf(draft, terms);
  if (!room) return 'reward_limit_reached';
  if (terms.stock && !raffle && draft.soldOut(scarceKey(draft, `stock:${terms.id}`, 'P1M'))) {
    return 'reward_out_of_stock';
  }
  const { points: currency, amount } = terms.price;
  const purse = purseOf(member, currency);
  const parts = take(purse, amount, 0);
  if (!parts) return 'points_insufficient';
  const until = raffle?.drawnBy ?? zone.plus(at, lasting(terms.hold));
  // The points stay set aside while a winner may still take the prize.
  const end = raffle ? zone.plus(until, lasting(CLAIM)) : until;
  purse.holds.push({ id: event.id, until: end, parts, purchase: null });
  const drawn = raffle !== undefined;
  countUp(member, keys);
  member.redemptions[event.id] = {
    ...{
      reward: terms.id,
      currency,
      spent: false,
      entered: drawn,
      drawn,
      until,
      parts: [],
      counted: keys,
    },
  };
  return null;
}

function commit(draft: Draft): string | null {
  const { id, one } = named(draft);
  if (!one) return 'redemption_not_open';
  if (one.spent) return 'redemption_committed';
  if (one.entered) return 'redemption_not_drawn';
  const purse = purseOf(draft.member, one.currency);
  one.parts = purse.holds.find((open) => open.id === id)!.parts;
  purse.holds = purse.holds.filter((open) => open.id !== id);
  one.spent = true;
  touch(draft);
  const { rollback } = draft.program.rewards.find((terms) => terms.id === one.reward)!;
  if (rollback === 'never') delete draft.member.redemptions[id];
  else one.until = draft.zone.plus(draft.at, lasting(rollback));
  return null;
}

function giveUp(draft: Draft): string | null {
  const { id, one } = named(draft);
  if (!one) return 'redemption_not_open';
  if (one.spent) return 'redemption_committed';
  voidRedemption(draft.member, id, draft.at);
  return null;
}

function rollBack(draft: Draft): string | null {
  const { id, one } = named(draft);
  if (!one) return 'redemption_not_open';
  if (!one.spent) return 'redemption_not_committed';
  const purse = purseOf(draft.member, one.currency);
  for (const part of one.parts.toReversed()) back(purse, part, draft.at);
  forget(draft.member, id);
  return null;
}

function named({ event, member }: Draft): { id: string; one: Redemption | undefined } {
  const id = event.data.redemption as string;
  return { id, one: member.redemptions[id] };
}
