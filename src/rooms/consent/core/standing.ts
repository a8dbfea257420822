import type { Instant } from '../../../kernel/time.ts';
import { type ConsentSlice, saidKey } from './slice.ts';
import type { ConsentTerms, Purpose, Use } from './terms.ts';

/**
 * Whether a consent stands: a yes was the last word, to a version that still counts. A purpose that
 * the program no longer has is a no.
 *
 * @param channel null asks for any of the purpose's channels.
 */
export function stands(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  purpose: string,
  channel: string | null,
  at: Instant,
): boolean {
  const asked = slice && terms.purposes.get(purpose);
  if (!asked) return false;
  if (channel !== null || asked.channels.length === 0) {
    if (channel !== null && !asked.channels.includes(channel)) return false;
    return counts(asked, slice[saidKey(purpose, channel)]?.[1] ?? null, at);
  }
  return asked.channels.some((one) => counts(asked, slice[saidKey(purpose, one)]?.[1] ?? null, at));
}

/** Whether a yes to a version is still one: no later version has asked everybody anew. */
export function counts({ versions }: Purpose, version: string | null, at: Instant): boolean {
  const index = versions.findIndex(({ id }) => id === version);
  if (index < 0) return false;
  return !versions.slice(index + 1).some(({ renew, from }) => renew && from <= at);
}

/** The purposes that stand, in the order of the document. */
export function standing(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  at: Instant,
): string[] {
  if (!slice) return [];
  return [...terms.purposes.keys()].filter((id) => stands(terms, slice, id, null, at));
}

/** The purpose that is missing for a use; null when it may go on. */
export function missingFor(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  use: Use,
  name: string,
  at: Instant,
): string | null {
  const needed = terms.uses[use].get(name);
  return needed?.find((id) => !stands(terms, slice, id, null, at)) ?? null;
}

/**
 * The attributes that may be used and shown; the same object when nothing is withheld. What is
 * withheld is still there, and seen again when the member agrees again.
 */
export function usable<T>(
  terms: ConsentTerms,
  slice: ConsentSlice | undefined,
  attributes: Readonly<Record<string, T>>,
  at: Instant,
): Readonly<Record<string, T>> {
  if (terms.attributes.size === 0) return attributes;
  let shown: Record<string, T> | null = null;
  for (const [name, purposes] of terms.attributes) {
    if (!Object.hasOwn(attributes, name)) continue;
    if (purposes.every((id) => stands(terms, slice, id, null, at))) continue;
    shown ??= { ...attributes };
    delete shown[name];
  }
  return shown ?? attributes;
}
