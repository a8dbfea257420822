import { PROOFS } from './catalogue.ts';
import type { Evidence } from './check.ts';
import type { FraudTerms } from './fraud-terms.ts';
import type { Suspect } from './suspect.ts';

/** What one check found. */
export interface Finding {
  readonly check: string;
  readonly reason: string;
  /** What it adds to the score; 0 for a proof, which needs no score. */
  readonly weight: number;
  readonly evidence: Evidence;
}

/** What becomes of a referral, with everything that speaks for it. */
export interface Verdict {
  readonly outcome: 'allow' | 'hold' | 'refuse';
  readonly score: number;
  readonly findings: readonly Finding[];
}

/** What an earlier look has left: weights by check, and checks that a reviewer has cleared. */
export interface Earlier {
  readonly noted: Readonly<Record<string, number>>;
  readonly cleared: readonly string[];
}

const NOTHING: Earlier = { noted: {}, cleared: [] };

/**
 * Asks every check. A proof refuses; weights add up and hold. However much adds up, nobody is
 * refused by weights: families and offices share what farms share, and a person must look.
 *
 * @param earlier what counted at the earlier look counts still; what was cleared counts no more.
 */
export function judge(terms: FraudTerms, suspect: Suspect, earlier: Earlier = NOTHING): Verdict {
  const proofs = PROOFS.flatMap(({ code, reason, ask }): Finding[] => {
    const evidence = ask(suspect);
    return evidence ? [{ check: code, reason, weight: 0, evidence }] : [];
  });
  if (proofs.length > 0) return { outcome: 'refuse', score: 0, findings: proofs };
  const findings = terms.checks.flatMap(({ code, reason, weight, ask }): Finding[] => {
    if (earlier.cleared.includes(code)) return [];
    const evidence = ask(suspect);
    if (evidence) return [{ check: code, reason, weight, evidence }];
    const noted = earlier.noted[code];
    return noted === undefined
      ? []
      : [{ check: code, reason, weight: noted, evidence: { noted: 'when the friend came' } }];
  });
  const score = findings.reduce((sum, { weight }) => sum + weight, 0);
  return { outcome: score >= terms.hold ? 'hold' : 'allow', score, findings };
}
