import type { Instant } from '../../../kernel/time.ts';
import type { BenefitChange, BenefitWindows } from './window.ts';

/**
 * Notes that a member was shown windows, each once.
 *
 * @param ids the windows; null for all that are open.
 */
export function see(
  state: BenefitWindows,
  ids: readonly string[] | null,
  at: Instant,
): BenefitChange {
  const fresh = (state ?? []).filter(
    (one) => one.seen !== true && (ids === null || ids.includes(one.id)),
  );
  if (fresh.length === 0) return { state, effects: [], grants: [] };
  return {
    state: state?.map((one) => (fresh.includes(one) ? { ...one, seen: true as const } : one)),
    effects: fresh.map(({ id, benefit }) => ({ kind: 'seen', id, benefit, at }) as const),
    grants: [],
  };
}
