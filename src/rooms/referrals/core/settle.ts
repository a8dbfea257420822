import type { Instant } from '../../../kernel/time.ts';
import { type FollowUp, maturedId } from './follow-up.ts';
import type { Brought, ReferralSlice } from './slice.ts';
import { type Step, step } from './step.ts';

/** When something falls due by itself: the time to buy is over, or a return window is. */
export function dueOf(slice: ReferralSlice | undefined): Instant | null {
  return slice?.friend?.due ?? null;
}

/**
 * Does what has fallen due up to a moment, that moment included. Nothing is paid here: a referral
 * that is ripe asks for a turn of its own, in which it is looked at. Null when nothing is due.
 */
export function settle(slice: ReferralSlice, until: Instant): Step | null {
  const { friend } = slice;
  if (!friend || friend.due === null || friend.due > until) return null;
  if (friend.state === 'pending') return ripen(slice, friend, friend.due);
  return close(slice, friend, 'lapsed', friend.due);
}

/** The return window is over: the referral asks to be looked at, unless it waits for a review. */
export function ripen(slice: ReferralSlice, friend: Brought, at: Instant): Step {
  const turn = friend.ripened + 1;
  const ripe: Brought = { ...friend, state: 'ripe', due: null, ripened: turn };
  const { id, version } = friend;
  const matured: FollowUp = {
    type: 'referral.matured',
    id: maturedId(id, turn),
    to: null,
    data: { referral: id, version, turn },
  };
  const effect = { kind: 'referral-ripe', referral: id, at } as const;
  return step(
    { ...slice, friend: ripe },
    { effects: [effect], followUps: friend.held ? [] : [matured] },
  );
}

/** Ends a referral that has not counted; the advocate is told. */
export function close(
  slice: ReferralSlice,
  friend: Brought,
  as: 'lapsed' | 'refused',
  at: Instant,
): Step {
  const { id, version, chain } = friend;
  const closed: Brought = {
    ...friend,
    state: as,
    due: null,
    purchases: [],
    held: friend.held && as === 'lapsed',
  };
  const told: FollowUp = {
    type: 'referral.closed',
    id: `${id}:closed`,
    to: chain[0] as number,
    data: { referral: id, version, as },
  };
  const effects = as === 'lapsed' ? [{ kind: 'referral-lapsed', referral: id, at } as const] : [];
  return step({ ...slice, friend: closed }, { effects, followUps: [told] });
}
