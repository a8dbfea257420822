import type { Instant } from '../../../kernel/time.ts';
import { type Redemption, type Redemptions, type RewardEffect, replace } from './redemption.ts';
import { released } from './release.ts';
import { givenBack } from './rollback.ts';

const NOBODY = { store: null, operator: null } as const;

/** When something of the slice falls due by itself; null for never. */
export function dueOf(state: Redemptions): Instant | null {
  if (state === undefined) return null;
  let due = Number.POSITIVE_INFINITY;
  for (const one of state) due = Math.min(due, endOf(one));
  return due === Number.POSITIVE_INFINITY ? null : due;
}

/**
 * Does what falls due up to `until`, in order of its moments: holds and entries lapse, what nobody
 * collected is given back, and what can no longer be rolled back is forgotten.
 */
export function settle(
  state: Redemptions,
  until: Instant,
): { readonly state: Redemptions; readonly effects: readonly RewardEffect[] } {
  const due = (state ?? []).filter((one) => endOf(one) <= until);
  if (due.length === 0) return { state, effects: [] };
  due.sort((a, b) => endOf(a) - endOf(b));
  let left = state;
  for (const one of due) left = replace(left, one.id, null);
  return { state: left, effects: due.flatMap((one) => ended(one, endOf(one))) };
}

/** When the redemption leaves the slice by itself; infinite for never. */
function endOf({ state, until, back }: Redemption): Instant {
  if (state === 'held' || state === 'entered' || state === 'to-collect') {
    return until ?? Number.POSITIVE_INFINITY;
  }
  // What is reserved is owed to the member for ever.
  return state === 'reserved' ? Number.POSITIVE_INFINITY : (back ?? Number.POSITIVE_INFINITY);
}

function ended(one: Redemption, at: Instant): RewardEffect[] {
  const { id, reward, state } = one;
  if (state === 'held' || state === 'entered') return [released(one, 'lapsed', at)];
  if (state === 'to-collect') return [givenBack(one, 'not-collected', NOBODY, true, at)];
  // A parcel of which nobody has heard has arrived.
  if (state === 'shipped') {
    return [{ kind: 'moved', id, reward, at, from: 'shipped', to: 'used', ...NOBODY }];
  }
  return [];
}
