import type { Duration } from '../../../kernel/duration.ts';
import type { Instant, Zone } from '../../../kernel/time.ts';
import type { Validity } from './coupon.ts';

/**
 * From when until when a coupon issued at `at` holds. Whole days, months and years end with their
 * local day; a duration with hours, minutes or seconds ends to the second.
 */
export function issuedValidity(
  { from, until, sinceIssue }: Validity,
  at: Instant,
  zone: Zone,
): { readonly from: Instant; readonly until: Instant | null } {
  const start = Math.max(from, at);
  if (!sinceIssue) return { from: start, until };
  const own = endAfter(start, sinceIssue, zone);
  return { from: start, until: until === null ? own : Math.min(own, until) };
}

function endAfter(start: Instant, duration: Duration, zone: Zone): Instant {
  const moment = zone.plus(start, duration);
  return duration.ms > 0 ? moment : zone.endOf(zone.dayOf(moment));
}
