import type { OfflineDocument } from './section.ts';

/** What is done with a conflict. */
export type Policy = 'accept' | 'refuse' | 'review';

/** The policy for a type of event, as the program says; a person looks when it says nothing. */
export function policyFor(document: OfflineDocument | undefined, type: string): Policy {
  const { conflicts = {}, otherwise = 'review' } = document ?? {};
  return Object.hasOwn(conflicts, type) ? (conflicts[type] as Policy) : otherwise;
}
