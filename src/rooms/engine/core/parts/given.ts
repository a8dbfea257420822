import type { Day, Instant } from '../../../../kernel/time.ts';
import type { GrantKind } from '../../../program/index.ts';

/** Where granted points went: lot, amount, and when they become usable if they were pending. */
export type GivenPoints = readonly (readonly [lot: string, amount: number, at: Instant | null])[];

/**
 * One thing that was given, as far as it is needed to take it back. `what` is the currency, the
 * badge or tag, or the name under which a room gave its own kind; `times` counts for a limit.
 */
export type Given = readonly [
  kind: GrantKind | 'times',
  what: string,
  day: Day,
  points?: GivenPoints,
];

/** What was given under each key, oldest first. Replaced, never changed. */
export type GivenUnderKeys = readonly (readonly [key: string, given: readonly Given[]])[];

/** Keys that are remembered; what was given under older ones is given for good. */
const KEYS_MOST = 60;

/** With one more thing given under a key. */
export function noteGiven(
  before: GivenUnderKeys | undefined,
  key: string,
  given: Given,
): GivenUnderKeys {
  const all = before ?? [];
  const index = all.findIndex(([one]) => one === key);
  const known = all[index];
  if (known) return all.with(index, [key, [...known[1], given]]);
  return [...all.slice(1 - KEYS_MOST), [key, [given]]];
}

/** What was given under a key, and the rest; undefined when nothing is left. */
export function pickGiven(
  before: GivenUnderKeys | undefined,
  key: string,
): { readonly given: readonly Given[]; readonly rest: GivenUnderKeys | undefined } {
  const found = before?.find(([one]) => one === key);
  if (!before || !found) return { given: [], rest: before };
  return { given: found[1], rest: unlessEmpty(before.filter((one) => one !== found)) };
}

/** Without the keys that cannot be asked for any more. */
export function forgetGiven(
  before: GivenUnderKeys | undefined,
  isOver: (key: string) => boolean,
): GivenUnderKeys | undefined {
  if (!before?.some(([key]) => isOver(key))) return before;
  return unlessEmpty(before.filter(([key]) => !isOver(key)));
}

function unlessEmpty(all: GivenUnderKeys): GivenUnderKeys | undefined {
  return all.length > 0 ? all : undefined;
}
