import type { Instant } from '../../../kernel/time.ts';

/** Who agreed to be shown, and the score: the sum of the gains that effects told. */
export interface Standing {
  readonly member: number;
  readonly name: string;
  readonly score: number;
  /** When the score was reached: of equal ones the earlier stands first. */
  readonly at: Instant;
}

/** A row as everybody sees it. Equal scores share a rank. */
export interface Row {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  readonly me: boolean;
}

/**
 * The best `show` of those who agreed to be shown, under masked names.
 *
 * @param standings the best ones, in any order; at least `show` when there are so many.
 * @param me whose row is marked.
 */
export function rank(
  standings: readonly Standing[],
  show: number,
  me: number | null = null,
): readonly Row[] {
  const inOrder = standings.filter(({ score }) => score > 0).toSorted(byScore);
  return inOrder.slice(0, show).map(({ member, name, score }) => ({
    rank: inOrder.findIndex((one) => one.score <= score) + 1,
    name: maskName(name),
    score,
    me: member === me,
  }));
}

function byScore(one: Standing, other: Standing): number {
  return other.score - one.score || one.at - other.at || one.member - other.member;
}

const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A name by its first letter alone; how long it is stays hidden too: `A**`, `王**`. */
export function maskName(name: string): string {
  const [first] = LETTERS.segment(name.trim());
  return `${first?.segment ?? '*'}**`;
}
