import { compare } from './compare.ts';
import { disagrees } from './rules.ts';
import type { Sketch } from './sketch.ts';

/** Records of one person at most: who would be more is looked at by a person first. */
const GROUP_MOST = 8;

/**
 * Who belongs together when pairs are merged one after another. Two groups join only when nobody of
 * the one contradicts anybody of the other: a chain of likenesses never ties strangers together.
 */
export class Groups {
  readonly #of = new Map<number, Sketch[]>();

  /** The group of a member; alone when nobody was joined. */
  of(sketch: Sketch): readonly Sketch[] {
    return this.#of.get(sketch.id) ?? [sketch];
  }

  /** Joins the groups of two; false when they contradict each other or would be too many. */
  join(one: Sketch, other: Sketch): boolean {
    const [some, others] = [this.of(one), this.of(other)];
    if (some.includes(other)) return true;
    if (!togetherWith(some, others)) return false;
    const joined = [...some, ...others];
    for (const sketch of joined) this.#of.set(sketch.id, joined);
    return true;
  }
}

/** Whether all of these may be one person: not too many, and nobody contradicts anybody. */
export function togetherWith(some: readonly Sketch[], others: readonly Sketch[]): boolean {
  if (some.length + others.length > GROUP_MOST) return false;
  return !some.some((one) => others.some((other) => contradict(one, other)));
}

function contradict(one: Sketch, other: Sketch): boolean {
  const evidence = compare(one, other);
  return disagrees('birthday', evidence) || (disagrees('name', evidence) && !tied(evidence));
}

/** A married name or a nickname: what both have proved speaks louder than how they are called. */
function tied({ shared, birthday }: ReturnType<typeof compare>): boolean {
  return shared.filter(({ verified }) => verified).length > 1 && birthday !== 'different';
}
