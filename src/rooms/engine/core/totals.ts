import type { Day } from '../../../kernel/time.ts';
import type { DayTotals, MemberState } from './state.ts';

/** Different event types that are counted per member; later ones are not. */
const EVENT_TYPES_COUNTED = 200;

/** The totals of a local day, made when missing and kept in order. */
function dayIn(state: MemberState, day: Day): DayTotals {
  let index = state.days.length;
  while (index > 0 && (state.days[index - 1] as DayTotals)[0] > day) index--;
  const before = state.days[index - 1];
  if (before && before[0] === day) return before;
  const made: DayTotals = [day, 0, 0, {}];
  state.days.splice(index, 0, made);
  return made;
}

/** Counts a purchase (or with negative numbers takes a return off again) on its local day. */
export function countPurchase(state: MemberState, day: Day, count: number, spend: number): void {
  state.purchases.count += count;
  state.purchases.total += spend;
  const totals = dayIn(state, day);
  totals[1] += count;
  totals[2] += spend;
}

/** Counts points earned (negative: clawed back) on the local day they belong to. */
export function countEarned(state: MemberState, day: Day, currency: string, points: number): void {
  state.earned[currency] = (state.earned[currency] ?? 0) + points;
  const earned = dayIn(state, day)[3];
  earned[currency] = (earned[currency] ?? 0) + points;
}

/** Counts one event of a type. */
export function countEvent(state: MemberState, type: string): void {
  const known = state.events[type];
  if (known === undefined && Object.keys(state.events).length >= EVENT_TYPES_COUNTED) return;
  state.events[type] = (known ?? 0) + 1;
}

/** Forgets days before `oldest`, which no window of the program reaches. */
export function forgetDays(state: MemberState, oldest: Day): void {
  const first = state.days[0];
  if (first && first[0] < oldest) state.days = state.days.filter(([day]) => day >= oldest);
}
