import type { Redemption } from '../../../../rewards/index.ts';
import type { Draft } from '../../draft.ts';
import { holdNames } from '../../handlers/hold.ts';

/**
 * The member's open redemption that an event names: by the id of the event that set it aside, with
 * the source where that differs.
 */
export function openRedemption({ state, fact }: Draft, name: string): Redemption | undefined {
  const names = holdNames(fact.source, name);
  return state.slices.rewards?.find(({ id }) => names.includes(id));
}
