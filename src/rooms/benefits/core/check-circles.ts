import type { Problem } from '../../../kernel/problem.ts';
import type { BenefitDocument } from './section.ts';

/**
 * Benefits that come with one another, by any way round: one grant would have no end. And those
 * that give a standing right, which nobody can be given.
 */
export function checkCircles(benefits: readonly BenefitDocument[]): Problem[] {
  const known = new Map(benefits.map((one) => [one.id, one]));
  const circles = benefits.flatMap(({ id }, index): Problem[] => {
    if (!reaches(id, id, known, new Set())) return [];
    const path = `/benefits/${index}/gives/granted`;
    const detail = 'It comes, by way of what comes with it, with itself.';
    return [{ code: 'benefit_circle', path, detail, fix: 'Let one of them end the chain.' }];
  });
  return [...circles, ...benefits.flatMap((one, index) => standing(one, index, known))];
}

function reaches(
  from: string,
  goal: string,
  known: ReadonlyMap<string, BenefitDocument>,
  seen: Set<string>,
): boolean {
  for (const grant of known.get(from)?.gives?.granted ?? []) {
    if (!('benefit' in grant)) continue;
    if (grant.benefit === goal) return true;
    if (seen.has(grant.benefit)) continue;
    seen.add(grant.benefit);
    if (reaches(grant.benefit, goal, known, seen)) return true;
  }
  return false;
}

function standing(
  { gives }: BenefitDocument,
  index: number,
  known: ReadonlyMap<string, BenefitDocument>,
): Problem[] {
  return (['granted', 'used'] as const).flatMap((when) =>
    (gives?.[when] ?? []).flatMap((grant, place): Problem[] => {
      if (!('benefit' in grant)) return [];
      const one = known.get(grant.benefit);
      if (!one || one.window !== undefined) return [];
      const path = `/benefits/${index}/gives/${when}/${place}/benefit`;
      const detail = `"${grant.benefit}" is a standing right of whoever fits.`;
      return [{ code: 'benefit_not_granted', path, detail, fix: 'Give that one a `window`.' }];
    }),
  );
}
