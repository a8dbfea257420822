import { addMonths, dayOfDate, dayParts, type Instant, type Zone } from '../../../kernel/time.ts';
import type { TierSet } from './tier-set.ts';

/** Years that a review is looked for ahead before it counts as never. */
const YEARS_AHEAD = 200;

/**
 * The first review after `at` of a level held since `since`; null when the set is never reviewed.
 */
export function nextReview(
  set: TierSet,
  zone: Zone,
  member: { readonly joinedAt: Instant; readonly since: Instant },
  at: Instant,
): Instant | null {
  const { review } = set;
  switch (review.kind) {
    case 'never':
      return null;
    case 'tier-anniversary':
      return anniversary(zone, member.since, at);
    case 'join-anniversary':
      return anniversary(zone, member.joinedAt, at);
    case 'every':
      return zone.plus(at, review.every);
    case 'calendar':
      return calendar(zone, review.days, at);
  }
}

/** The end of the local day on which the next full year since `from` is complete. */
function anniversary(zone: Zone, from: Instant, at: Instant): Instant | null {
  const first = zone.dayOf(from);
  const passed = Math.max(0, dayParts(zone.dayOf(at)).year - dayParts(first).year - 1);
  for (let years = Math.max(1, passed); years < passed + YEARS_AHEAD; years++) {
    const moment = zone.endOf(addMonths(first, 12 * years));
    if (moment > at) return moment;
  }
  return null;
}

function calendar(
  zone: Zone,
  days: readonly { month: number; day: number }[],
  at: Instant,
): Instant | null {
  const { year } = dayParts(zone.dayOf(at));
  const moments = [year, year + 1].flatMap((one) =>
    days.map(({ month, day }) => zone.startOf(dayOfDate(one, month, day))),
  );
  const ahead = moments.filter((moment) => moment > at);
  return ahead.length > 0 ? Math.min(...ahead) : null;
}
