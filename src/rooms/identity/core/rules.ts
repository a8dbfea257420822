import type { Evidence } from './compare.ts';
import { scoreOf } from './score.ts';

/** What a rule may ask to agree besides the identifier. */
export type Witness = 'name' | 'birthday' | 'address' | 'device' | 'second';

/** What may speak against: another name, another day, other identifiers that both have proved. */
export type Against = 'name' | 'birthday' | 'identifier';

/** One rule of the program, in its order: the first that applies says what becomes of a pair. */
export interface MatchRule {
  readonly id: string;
  /** The identifier that both have proved to be theirs. */
  readonly by: string;
  /** All of these agree. */
  readonly needs: readonly Witness[];
  /** None of these disagrees. */
  readonly unless: readonly Against[];
  readonly do: 'merge' | 'review';
}

/** How the program matches. */
export interface MatchTerms {
  readonly rules: readonly MatchRule[];
  /** Pairs that no rule is about are shown from this score on. */
  readonly reviewFrom: number;
}

/** Identifiers that may unify. Nothing else ever does on its own, whatever a program says. */
export const STRONG: ReadonlySet<string> = new Set(['phone', 'email', 'card', 'app']);

/** What becomes of a pair, by which rule. */
export interface Verdict {
  readonly verdict: 'merge' | 'review' | 'different';
  readonly rule: string | null;
  readonly score: number;
}

/** Judges two people by the program's rules. */
export function judge({ rules, reviewFrom }: MatchTerms, evidence: Evidence): Verdict {
  const score = scoreOf(evidence);
  for (const rule of rules) {
    if (!applies(rule, evidence)) continue;
    const strong = STRONG.has(rule.by);
    return { verdict: strong ? rule.do : 'review', rule: rule.id, score };
  }
  return { verdict: score >= reviewFrom ? 'review' : 'different', rule: null, score };
}

function applies({ by, needs, unless }: MatchRule, evidence: Evidence): boolean {
  if (!evidence.shared.some(({ kind, verified }) => kind === by && verified)) return false;
  if (unless.some((what) => disagrees(what, evidence))) return false;
  return needs.every((what) => agrees(what, by, evidence));
}

function agrees(what: Witness, by: string, evidence: Evidence): boolean {
  const { shared, given, surname, birthday, address } = evidence;
  if (what === 'device') return shared.some(({ kind }) => kind === 'device');
  if (what === 'second') return shared.some(({ kind, verified }) => kind !== by && verified);
  // The surname is the family's: it never tells one of its members from another. Another one may be
  // that of a marriage, or of a stranger: the birthday says which; and of names that are only alike
  // (Lisa, Linda), whether it was a slip.
  if (what === 'name') {
    const born = birthday === 'same' || birthday === 'like';
    const called = given === 'same' || (given === 'like' && born);
    return called && (surname !== 'different' || birthday === 'same');
  }
  // A family's phone is shared by many birthdays: here a slip is not good enough.
  if (what === 'birthday') return birthday === 'same';
  return address === 'same' || address === 'like';
}

/** Whether two people disagree on what one person would not: then nothing unifies them. */
export function disagrees(what: Against, evidence: Evidence): boolean {
  if (what === 'identifier') return evidence.apart;
  if (what === 'birthday') return evidence.birthday === 'different';
  return evidence.given === 'different';
}

/** What holds when the program says nothing. */
export const MATCHING: MatchTerms = {
  rules: [
    { id: 'app', by: 'app', needs: [], unless: ['name', 'birthday'], do: 'merge' },
    { id: 'card', by: 'card', needs: [], unless: ['name', 'birthday'], do: 'merge' },
    { id: 'email', by: 'email', needs: ['name'], unless: ['birthday'], do: 'merge' },
    { id: 'email-and-birthday', by: 'email', needs: ['birthday'], unless: ['name'], do: 'merge' },
    { id: 'phone', by: 'phone', needs: ['name'], unless: ['birthday'], do: 'merge' },
    { id: 'phone-and-more', by: 'phone', needs: ['second'], unless: ['birthday'], do: 'merge' },
    {
      id: 'phone-and-birthday',
      by: 'phone',
      needs: ['birthday'],
      unless: ['name', 'identifier'],
      do: 'merge',
    },
    { id: 'shared-phone', by: 'phone', needs: ['birthday'], unless: [], do: 'review' },
  ],
  reviewFrom: 12,
};
