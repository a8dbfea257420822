import type { Instant } from '../../../kernel/time.ts';
import { ended } from './assign.ts';
import type { Challenges } from './challenge.ts';
import { NO_EFFECTS, type Step } from './effect.ts';
import { Sheet } from './sheet.ts';
import type { Assignment, Slice } from './slice.ts';

/** When the next window of a member is over; null for never. */
export function dueOf(slice: Slice | undefined): Instant | null {
  let due: Instant | null = null;
  for (const { end } of slice?.open ?? []) {
    if (end !== null && (due === null || end < due)) due = end;
  }
  return due;
}

/** Ends what is over at `until`, in the order of its moments. However late: the same comes out. */
export function settle(terms: Challenges, slice: Slice | undefined, until: Instant): Step {
  const due = dueOf(slice);
  if (due === null || due > until) return { slice, effects: NO_EFFECTS };
  const sheet = new Sheet(slice);
  for (const one of sheet.open.filter(isOverAt(until)).toSorted(byEnd)) {
    sheet.drop(one);
    sheet.tell(ended(one, 'window_over', one.end));
  }
  sheet.forget(until, terms);
  return sheet.finish();
}

type Ending = Assignment & { readonly end: Instant };

function isOverAt(until: Instant): (one: Assignment) => one is Ending {
  return (one): one is Ending => one.end !== null && one.end <= until;
}

function byEnd(one: Ending, other: Ending): number {
  return one.end - other.end;
}
