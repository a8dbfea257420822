import { countUp, limitsOf, scarceKey } from './limits.ts';
import { creditEarned, type Draft } from './model.ts';
import { BENEFITS } from './rooms.ts';
import { lasting } from './terms.ts';

const [PERK, RIDE] = BENEFITS as [(typeof BENEFITS)[number], (typeof BENEFITS)[number]];

/** A visit opens a window, as often as may be. */
export function grantPerk(draft: Draft): void {
  const { keys, room } = limitsOf(draft, PERK);
  if (!room) return;
  countUp(draft.member, keys);
  const until = draft.zone.plus(draft.at, lasting(PERK.window!));
  draft.member.perks.push({ until, left: PERK.uses! });
}

/** Uses a window, soonest to end first, or the standing right, of which there are few. */
export function useBenefit(draft: Draft): string | null {
  if (draft.event.data.benefit === RIDE.id) {
    return draft.soldOut(scarceKey(draft, 'quota:ride', 'P1W')) ? 'benefit_quota_used_up' : null;
  }
  const { member } = draft;
  const [first] = member.perks.toSorted((a, b) => a.until - b.until);
  if (!first) return 'benefit_not_open';
  first.left -= 1;
  member.perks = member.perks.filter(({ left }) => left > 0);
  for (const { points, amount } of PERK.gives!.used) creditEarned(draft, points, amount);
  return null;
}
