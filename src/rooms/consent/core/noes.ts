import type { Instant } from '../../../kernel/time.ts';
import { isLater } from './say.ts';
import type { ConsentSlice, Said } from './slice.ts';

/** What stood before a no was taken over, by key; null: nothing was said. */
export type Replaced = Readonly<Record<string, Said | null>>;

/**
 * Takes over the noes of another member who is the same person, where they are the later word: a
 * person who said no under one card is not asked again under the other. A yes is never taken over.
 *
 * @param since noes of before are not looked at.
 */
export function takeNoes(
  mine: ConsentSlice | undefined,
  theirs: ConsentSlice | undefined,
  since: Instant = Number.NEGATIVE_INFINITY,
): { readonly slice: ConsentSlice | undefined; readonly replaced: Replaced | undefined } {
  const replaced: Record<string, Said | null> = {};
  const slice: Record<string, Said> = { ...mine };
  for (const [key, said] of Object.entries(theirs ?? {})) {
    const before = mine?.[key];
    if (said[1] !== null || said[0] < since) continue;
    if (before !== undefined && !isLater(said, before)) continue;
    replaced[key] = before ?? null;
    slice[key] = said;
  }
  if (Object.keys(replaced).length === 0) return { slice: mine, replaced: undefined };
  return { slice, replaced };
}

/** Gives back the noes that were taken over, except where something has been said since. */
export function giveBackNoes(
  mine: ConsentSlice | undefined,
  theirs: ConsentSlice | undefined,
  replaced: Replaced | undefined,
): ConsentSlice | undefined {
  const slice: Record<string, Said> = { ...mine };
  for (const [key, before] of Object.entries(replaced ?? {})) {
    const [now, taken] = [slice[key], theirs?.[key]];
    if (!now || !taken || now[0] !== taken[0] || now[1] !== null) continue;
    if (before === null) delete slice[key];
    else slice[key] = before;
  }
  return Object.keys(slice).length > 0 ? slice : undefined;
}
