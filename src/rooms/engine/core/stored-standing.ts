import type { Standing } from '../../tiers/index.ts';

/** What few standings have, behind what all have. */
interface Rare {
  readonly graceUntil?: number;
  readonly leans?: true;
}

/** One standing: level, since, review, due. What is null or empty at the end is left out. */
type StoredStep = readonly [
  level: string,
  since: number,
  review?: number | null,
  due?: number | null,
  rare?: Rare,
];

/**
 * Where a member stands in a set, then what stood before each upgrade. A list of lists: the names
 * of four fields, again for every level climbed, were a quarter of a member's state.
 */
export type StoredStanding = readonly StoredStep[];

/** A standing as a member's row keeps it. */
export function storeStanding(standing: Standing): StoredStanding {
  const steps: StoredStep[] = [];
  for (let one: Standing | undefined = standing; one; one = one.before) steps.push(storeStep(one));
  return steps;
}

function storeStep({ level, since, review, due, graceUntil, leans }: Standing): StoredStep {
  if (graceUntil !== undefined || leans) {
    const rare: Rare = {
      ...(graceUntil === undefined ? {} : { graceUntil }),
      ...(leans ? { leans } : {}),
    };
    return [level, since, review, due, rare];
  }
  if (due !== null) return [level, since, review, due];
  return review === null ? [level, since] : [level, since, review];
}

/** The standing as it was. */
export function readStanding(steps: StoredStanding): Standing {
  let standing: Standing | undefined;
  for (let index = steps.length - 1; index >= 0; index--) {
    const step = steps[index] as StoredStep;
    const one = { level: step[0], since: step[1], review: step[2] ?? null, due: step[3] ?? null };
    const whole: Standing = step[4] ? { ...one, ...step[4] } : one;
    standing = standing ? { ...whole, before: standing } : whole;
  }
  return standing as Standing;
}
