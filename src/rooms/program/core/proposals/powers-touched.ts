import { same } from '../same.ts';
import type { ProgramDocument, Section } from '../section.ts';

/** A power: who answers for a part of the program. */
export type Power = Section['power'];

/** The powers in the order in which people read them. */
export const POWERS: readonly Power[] = ['data', 'operations', 'marketing'];

/**
 * The powers whose sections are not the same in both documents. What belongs to no section, the
 * head, is of operations. `before` null: everything is new.
 */
export function powersTouched(
  before: ProgramDocument | null,
  after: ProgramDocument,
  sections: readonly Section[],
): Power[] {
  const powerOf = new Map(sections.map(({ name, power }) => [name, power]));
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after)]);
  const touched = new Set<Power>();
  for (const name of names) {
    if (!same(before?.[name], after[name])) touched.add(powerOf.get(name) ?? 'operations');
  }
  return POWERS.filter((power) => touched.has(power));
}
