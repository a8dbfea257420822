import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import { CHECKS } from './fraud/catalogue.ts';
import { type FraudDocument, settingsOf, USUAL_HOLD } from './fraud/fraud-terms.ts';
import type { ReferralsDocument } from './section.ts';

/** What contradicts itself in the fraud checks. */
export function checkFraud(referrals: ReferralsDocument): Problem[] {
  const fraud = referrals.fraud as FraudDocument | undefined;
  const problems: Problem[] = [];
  for (const [code, settings] of Object.entries(fraud?.checks ?? {})) {
    for (const key of ['within', 'less']) {
      const text = settings[key];
      const path = `/referrals/fraud/checks/${code}/${key}`;
      const wrong = typeof text === 'string' ? durationProblem(text, path) : null;
      if (wrong) problems.push(wrong);
    }
  }
  const hold = fraud?.hold ?? USUAL_HOLD;
  const reachable = CHECKS.reduce((sum, check) => sum + settingsOf(check, fraud).weight, 0);
  if (reachable > 0 && reachable < hold) {
    problems.push({
      code: 'fraud_never_holds',
      path: '/referrals/fraud',
      detail: `All checks together weigh ${reachable}; a referral is held from ${hold} on.`,
      fix: 'Lower `hold`, or give checks more weight.',
    });
  }
  return problems;
}
