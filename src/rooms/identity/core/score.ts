import type { Agreement, Evidence } from './compare.ts';

/**
 * What each agreement is worth: the logarithm (base 2) of how much likelier it is in two records of
 * one person than in two of strangers who share a block. From records whose truth is known.
 */
const WORTH: Readonly<
  Record<'given' | 'surname' | 'birthday' | 'address', Readonly<Record<Agreement, number>>>
> = {
  given: { same: 6, like: 4, different: -4, unknown: 0 },
  surname: { same: 3, like: 2, different: -2, unknown: 0 },
  birthday: { same: 8, like: 3, different: -5, unknown: 0 },
  address: { same: 4, like: 3, different: -1, unknown: 0 },
};
/** Identifiers: one that both have proved, and one that somebody only said. */
const PROVED: Readonly<Record<string, number>> = { phone: 8, email: 10, card: 11, app: 12 };
const SAID: Readonly<Record<string, number>> = { phone: 4, email: 5, card: 6, app: 6, device: 3 };

/** How much speaks for one person: above zero more than against. */
export function scoreOf(evidence: Evidence): number {
  let score = 0;
  for (const field of ['given', 'surname', 'birthday', 'address'] as const) {
    score += WORTH[field][evidence[field]];
  }
  for (const { kind, verified } of evidence.shared) {
    score += (verified ? PROVED[kind] : undefined) ?? SAID[kind] ?? 2;
  }
  return score;
}
