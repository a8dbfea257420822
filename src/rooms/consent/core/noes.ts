import type { Instant } from '../../../kernel/time.ts';
import { isLater } from './say.ts';
import type { ConsentSlice, Said } from './slice.ts';

/** A no that was taken over, and what stood there before; null: nothing was said. */
export interface TakenNo {
  readonly no: Said;
  readonly before: Said | null;
}

/** Noes that were taken over, by key. */
export type TakenNoes = Readonly<Record<string, TakenNo>>;

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
): { readonly slice: ConsentSlice | undefined; readonly taken: TakenNoes | undefined } {
  const taken: Record<string, TakenNo> = {};
  const slice: Record<string, Said> = { ...mine };
  for (const [key, said] of Object.entries(theirs ?? {})) {
    const before = mine?.[key];
    if (said[1] !== null || said[0] < since) continue;
    if (before !== undefined && !isLater(said, before)) continue;
    taken[key] = { no: said, before: before ?? null };
    slice[key] = said;
  }
  if (Object.keys(taken).length === 0) return { slice: mine, taken: undefined };
  return { slice, taken };
}

/** Gives back the noes that were taken over, except where something has been said since. */
export function giveBackNoes(
  mine: ConsentSlice | undefined,
  taken: TakenNoes | undefined,
): ConsentSlice | undefined {
  const slice: Record<string, Said> = { ...mine };
  for (const [key, { no, before }] of Object.entries(taken ?? {})) {
    const now = slice[key];
    if (!now || now[0] !== no[0] || now[1] !== null) continue;
    if (before === null) delete slice[key];
    else slice[key] = before;
  }
  return Object.keys(slice).length > 0 ? slice : undefined;
}

/** What the other member had said, as far as taking it over again needs it. */
export function saidOf(taken: TakenNoes | undefined): ConsentSlice | undefined {
  if (!taken) return undefined;
  return Object.fromEntries(Object.entries(taken).map(([key, { no }]) => [key, no]));
}
