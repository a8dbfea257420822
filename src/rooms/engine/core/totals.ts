import type { Day } from '../../../kernel/time.ts';
import type { Program } from './program.ts';
import type { DayTotals, MemberState } from './state.ts';

/** Different event types that are counted per member; later ones are not. */
const EVENT_TYPES_COUNTED = 200;

/** Replaces the totals of a local day by what `change` makes of them, keeping the days in order. */
function onDay(state: MemberState, day: Day, change: (totals: DayTotals) => DayTotals): void {
  let index = state.days.length;
  while (index > 0 && (state.days[index - 1] as DayTotals)[0] > day) index--;
  const before = state.days[index - 1];
  if (before?.[0] === day) state.days[index - 1] = change(before);
  else state.days.splice(index, 0, change([day, 0, 0, {}]));
}

/** Counts a purchase (or with negative numbers takes a return off again) on its local day. */
export function countPurchase(state: MemberState, day: Day, count: number, spend: number): void {
  state.purchases.count += count;
  state.purchases.total += spend;
  onDay(state, day, (totals) => [day, totals[1] + count, totals[2] + spend, totals[3]]);
}

/**
 * Counts points earned (negative: clawed back) on the local day they belong to. By day only those
 * that some tier measures over a window: the others would make every state larger for nothing.
 */
export function countEarned(
  program: Program,
  state: MemberState,
  day: Day,
  currency: string,
  points: number,
): void {
  state.earned[currency] = (state.earned[currency] ?? 0) + points;
  if (!program.measured.has(currency)) return;
  onDay(state, day, (totals) => {
    const sum = (totals[3][currency] ?? 0) + points;
    return [day, totals[1], totals[2], withSum(totals[3], currency, sum)];
  });
}

/** A sum of nothing is not kept: the day is then as if nothing had been earned on it. */
function withSum(earned: DayTotals[3], currency: string, sum: number): DayTotals[3] {
  if (sum !== 0) return { ...earned, [currency]: sum };
  const { [currency]: _, ...others } = earned;
  return others;
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
