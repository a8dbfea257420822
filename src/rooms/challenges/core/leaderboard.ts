import type { Instant } from '../../../kernel/time.ts';

/** A member's score in one challenge: the sum of the gains that its effects told. */
export interface Score {
  readonly member: number;
  readonly name: string;
  readonly score: number;
  /** When the score was reached: of equal ones the earlier stands first. */
  readonly at: Instant;
  /** The member agreed to be shown. */
  readonly consent: boolean;
}

/** A row as everybody sees it. Equal scores share a rank. */
export interface Row {
  readonly rank: number;
  readonly name: string;
  readonly score: number;
  readonly me: boolean;
}

/**
 * The best `show` of those who agreed to be shown, under masked names, and where `me` stands or
 * would stand. Nobody else learns that `me` takes part without having agreed.
 */
export function rank(
  scores: readonly Score[],
  show: number,
  me: number | null = null,
): { readonly rows: readonly Row[]; readonly mine: { rank: number; score: number } | null } {
  const standing = scores.filter((one) => one.consent && one.score > 0).toSorted(byScore);
  const rows: Row[] = [];
  for (const one of standing.slice(0, show)) {
    const { member, score } = one;
    rows.push({
      rank: rankOf(standing, score),
      name: maskName(one.name),
      score,
      me: member === me,
    });
  }
  const own = scores.find((one) => one.member === me && one.score > 0);
  return { rows, mine: own ? { rank: rankOf(standing, own.score), score: own.score } : null };
}

function rankOf(standing: readonly Score[], score: number): number {
  const first = standing.findIndex((one) => one.score <= score);
  return first < 0 ? standing.length + 1 : first + 1;
}

function byScore(one: Score, other: Score): number {
  return other.score - one.score || one.at - other.at || one.member - other.member;
}

const LETTERS = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** A name by its first letter alone; how long it is stays hidden too: `A**`, `王**`. */
export function maskName(name: string): string {
  const [first] = LETTERS.segment(name.trim());
  return `${first?.segment ?? '*'}**`;
}
