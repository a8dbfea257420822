import { parseDecimal } from '../../../kernel/decimal.ts';
import { durationProblem } from '../../../kernel/duration-problem.ts';
import type { Problem } from '../../../kernel/problem.ts';
import {
  checkAudience,
  checkDays,
  checkGrants,
  checkMemberLimits,
  currencyDecimals,
  duplicateIds,
  type Expressions,
  type ProgramDocument,
  type Section,
} from '../../program/index.ts';
import { checkCircles } from './check-circles.ts';
import { describeBenefit } from './describe.ts';
import { type BenefitDocument, BenefitsSection } from './section.ts';

/** The `benefits` section of the program document. */
export const benefitsSection: Section = {
  name: 'benefits',
  noun: 'Benefit',
  power: 'marketing',
  schema: BenefitsSection,
  required: false,
  check(document, expressions) {
    const benefits = (document.benefits ?? []) as BenefitDocument[];
    return [
      ...duplicateIds(benefits, 'benefit', '/benefits'),
      ...benefits.flatMap((benefit, index) =>
        checkBenefit(benefit, `/benefits/${index}`, document, expressions),
      ),
      ...checkCircles(benefits),
    ];
  },
  describe: (_, item) => describeBenefit(item as BenefitDocument),
};

function checkBenefit(
  benefit: BenefitDocument,
  path: string,
  document: ProgramDocument,
  expressions: Expressions,
): Problem[] {
  const { gives } = benefit;
  return [
    ...checkForm(benefit, path),
    ...checkAudience(benefit, path, document, expressions, benefit.on === 'purchase'),
    ...checkDays(benefit.during, `${path}/during`),
    ...repeated(benefit.monthly, `${path}/monthly`),
    ...checkGrants(gives?.granted ?? [], document, `${path}/gives/granted`),
    ...checkGrants(gives?.used ?? [], document, `${path}/gives/used`),
    ...checkMemberLimits(benefit.limits?.perMember, `${path}/limits/perMember`),
    ...checkCost(benefit.cost, document, `${path}/cost`),
  ];
}

/** Only what is granted has a window, and what comes with a grant. */
const OF_WINDOWS = ['on', 'round', 'uses', 'again', 'onReturn'] as const;
/** What asks whether an event grants it, or whether it stands. */
const CONDITIONS = ['tiers', 'when', 'during', 'yearly', 'monthly'] as const;

function checkForm(benefit: BenefitDocument, path: string): Problem[] {
  const { window, on } = benefit;
  if (window === undefined) {
    const odd = OF_WINDOWS.filter((key) => benefit[key] !== undefined).map(String);
    if (benefit.gives?.granted) odd.push('gives/granted');
    return odd.map((key) => ({
      code: 'window_missing',
      path: `${path}/${key}`,
      detail: 'It stands: it is never granted, because it has no `window`.',
      fix: 'Add `window`, such as PT24H, or leave this out.',
    }));
  }
  const problem = durationProblem(window, `${path}/window`);
  const problems = problem ? [problem] : [];
  if (on !== undefined) return problems;
  const odd = CONDITIONS.filter((key) => benefit[key] !== undefined);
  return [
    ...problems,
    ...odd.map((key) => ({
      code: 'never_asked',
      path: `${path}/${key}`,
      detail: 'It is granted only where another part of the program gives it.',
      fix: 'Say `on` which event it is granted, or leave this out.',
    })),
  ];
}

function repeated(days: readonly number[] | undefined, path: string): Problem[] {
  return (days ?? []).flatMap((day, index) => {
    if (days?.indexOf(day) === index) return [];
    const detail = `The ${day} is there twice.`;
    return [{ code: 'duplicate_day', path: `${path}/${index}`, detail, fix: 'Leave it out here.' }];
  });
}

function checkCost(text: string | undefined, document: ProgramDocument, path: string): Problem[] {
  const decimals = currencyDecimals(document.currency) ?? 2;
  if (text === undefined || parseDecimal(text, decimals) !== null) return [];
  const detail = `${text} has more decimals than ${document.currency}, which has ${decimals}.`;
  const fix = `Write an amount such as "${(5).toFixed(decimals)}".`;
  return [{ code: 'amount_decimals', path, detail, fix }];
}
