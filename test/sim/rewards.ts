import { type Draft, type Member, purseOf, touch } from './model.ts';
import { back, release, take } from './purse.ts';
import { countUp, limitsOf, REWARDS, scarceKey } from './rooms.ts';
import { lasting } from './terms.ts';

/** What points have been set aside or spent for. */
export interface Redemption {
  reward: string;
  currency: string;
  /** While it is held, its points are a hold of the purse; from then on it can be rolled back. */
  spent: boolean;
  until: number;
  parts: { kind: string; ends: number | null; amount: number; at: number | null }[];
  counted: string[];
}

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
  const terms = REWARDS.find(({ id }) => id === event.data.reward)!;
  const { keys, room } = limitsOf(draft, terms);
  if (!room) return 'reward_limit_reached';
  if (terms.stock && draft.soldOut(scarceKey(draft, `stock:${terms.id}`, 'P1M'))) {
    return 'reward_out_of_stock';
  }
  const { points: currency, amount } = terms.price;
  const purse = purseOf(member, currency);
  const parts = take(purse, amount, 0);
  if (!parts) return 'points_insufficient';
  const until = zone.plus(at, lasting(terms.hold));
  purse.holds.push({ id: event.id, until, parts, purchase: null });
  countUp(member, keys);
  member.redemptions[event.id] = {
    ...{ reward: terms.id, currency, spent: false, until, parts: [], counted: keys },
  };
  return null;
}

function commit(draft: Draft): string | null {
  const { id, one } = named(draft);
  if (!one) return 'redemption_not_open';
  if (one.spent) return 'redemption_committed';
  const purse = purseOf(draft.member, one.currency);
  one.parts = purse.holds.find((open) => open.id === id)!.parts;
  purse.holds = purse.holds.filter((open) => open.id !== id);
  one.spent = true;
  touch(draft);
  const { rollback } = REWARDS.find((terms) => terms.id === one.reward)!;
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

/** Gives up what is held: the points are free again, and the limits have room. */
export function voidRedemption(member: Member, id: string, at: number): void {
  const purse = member.purses[member.redemptions[id]!.currency]!;
  const open = purse.holds.find((one) => one.id === id);
  if (open) release(purse, open, at);
  forget(member, id);
}

/** What has run out: holds count back, what was spent is for good. */
export function passRedemptions(member: Member, until: number): void {
  for (const [id, one] of Object.entries(member.redemptions)) {
    if (one.until > until) continue;
    if (one.spent) delete member.redemptions[id];
    else forget(member, id);
  }
}

function forget(member: Member, id: string): void {
  for (const key of member.redemptions[id]!.counted) {
    member.counted[key] = Math.max(0, (member.counted[key] ?? 0) - 1);
  }
  delete member.redemptions[id];
}
