import type { Period } from '../../../kernel/period.ts';
import { CONDITIONS, EARNINGS, type RuleContext, type RuleDocument } from '../../earning/index.ts';
import type { MemberLimit, Question, Rule } from './program.ts';

/**
 * Compiles one earning rule: its questions by level, its earning, its limits.
 *
 * @param needsConsent whether it rests on a consent, which is then asked first.
 */
export function compileRule(rule: RuleDocument, context: RuleContext, needsConsent: boolean): Rule {
  const event: Question[] = [];
  const line: Question[] = [];
  if (needsConsent) {
    const ask: Question['ask'] = ({ member }) => member.allows('rules', rule.id);
    event.push({ reason: 'consent_missing', ask });
  }
  for (const condition of CONDITIONS) {
    const args = rule[condition.code];
    if (args === undefined) continue;
    const question = { reason: condition.reason, ask: condition.prepare(args, context) };
    (condition.level(args, context) === 'line' ? line : event).push(question);
  }
  const { args, key } = earningArguments(rule);
  const earning = EARNINGS.find((one) => one.key === key && one.fits(args));
  if (!earning) throw new RangeError(`rule ${rule.id} has no earning that fits`);
  return {
    id: rule.id,
    event,
    line,
    scope: rule.scope ?? 'line',
    currency: (args.points as string | undefined) ?? null,
    multiplies: key === 'multiply',
    nothing: earning.reason,
    pay: earning.prepare(args, context),
    limits: compileLimits(rule),
    budget: compileBudget(rule),
    onReturn: rule.onReturn ?? 'proportional',
    noes: new Map(),
  };
}

function earningArguments(rule: RuleDocument): {
  key: 'earn' | 'multiply';
  args: Record<string, unknown>;
} {
  if (rule.earn) return { key: 'earn', args: rule.earn as Record<string, unknown> };
  const by = rule.multiply as unknown;
  const args = typeof by === 'object' && by !== null ? (by as Record<string, unknown>) : { by };
  return { key: 'multiply', args };
}

function compileLimits(rule: RuleDocument): MemberLimit[] {
  return (rule.limits?.perMember ?? []).map((limit) => {
    const counts = 'points' in limit ? 'points' : 'times';
    const most = 'points' in limit ? limit.points : limit.times;
    return { key: `${rule.id}:${counts}:${limit.per}`, counts, most, per: limit.per as Period };
  });
}

function compileBudget(rule: RuleDocument): Rule['budget'] {
  if (!rule.budget) return null;
  const { whenShort } = rule.budget;
  return { id: 'use' in rule.budget ? rule.budget.use : `rule:${rule.id}`, whenShort };
}
