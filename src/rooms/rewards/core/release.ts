import type { Instant } from '../../../kernel/time.ts';
import {
  find,
  no,
  notOpen,
  type Redemption,
  type Redemptions,
  type ReleasedEffect,
  type RewardStep,
  replace,
} from './redemption.ts';

/** Gives a hold or an entry up: points and units are free again. */
export function voidHeld(state: Redemptions, id: string, at: Instant): RewardStep {
  const held = find(state, id);
  if (!held || (held.until !== undefined && held.until <= at)) return notOpen(id);
  if (held.state !== 'held' && held.state !== 'entered') {
    return no(
      'redemption_committed',
      '/data/redemption',
      `It was committed and is ${held.state} now.`,
      'Roll it back instead.',
    );
  }
  return {
    state: replace(state, id, null),
    effects: [released(held, 'voided', at)],
    grants: [],
  };
}

/** What ends without being spent. An entry has no unit of stock to give back. */
export function released(one: Redemption, why: ReleasedEffect['why'], at: Instant): ReleasedEffect {
  const { id, reward, currency, points, heldAt } = one;
  const stock = one.state === 'held' ? (one.stock ?? []) : [];
  const about = { id, reward, at, why, from: one.state };
  return { kind: 'released', ...about, currency, points, stock, heldAt };
}
