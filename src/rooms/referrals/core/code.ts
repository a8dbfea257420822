import type { Facts } from '../../program/index.ts';
import type { ReferralSlice } from './slice.ts';
import { type Refused, refuse, type Step, step } from './step.ts';
import type { ReferralTerms } from './terms.ts';

/** How many codes one member may have: a drawn one and a few by hand, such as ANNA10. */
const CODES = 5;

/**
 * Gives a member a code to bring friends with. The code itself is made (or chosen) elsewhere and
 * unique there. A code that the member has already is no second one.
 */
export function takeCode(
  terms: ReferralTerms,
  slice: ReferralSlice | undefined,
  code: string,
  facts: Facts,
): Step | Refused {
  const codes = slice?.codes ?? [];
  const effects = [{ kind: 'referral-code', code } as const];
  if (codes.includes(code)) return step(slice as ReferralSlice, { effects });
  if (terms.advocateWhen && terms.advocateWhen(facts) !== true) {
    return refuse(
      'advocate_not_eligible',
      '',
      'This member may not bring friends yet.',
      'See `referrals.advocate` in the program for what it takes.',
    );
  }
  if (codes.length >= CODES) {
    return refuse(
      'referral_codes_full',
      '/data/code',
      `The member has ${CODES} codes.`,
      'Use one of them: all stay good.',
    );
  }
  return step({ ...slice, codes: [...codes, code] }, { effects });
}

/** The link that an advocate shares; null when the program has none. */
export function referralLink({ link }: ReferralTerms, code: string): string | null {
  return link === null ? null : link.replace('{code}', encodeURIComponent(code));
}
