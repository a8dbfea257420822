import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import { roughDays } from '../../../kernel/duration-problem.ts';
import type { Period } from '../../../kernel/period.ts';
import { Zone } from '../../../kernel/time.ts';
import { type BenefitDocument, compileBenefits } from '../../benefits/index.ts';
import { compileChallenges } from '../../challenges/index.ts';
import { type ConsentDocument, compileConsent } from '../../consent/index.ts';
import { compileCoupons } from '../../coupons/index.ts';
import type { BudgetDocument, LaneDocument, RuleDocument } from '../../earning/index.ts';
import { compileLeaving, type LeavingDocument } from '../../leaving/index.ts';
import { type Currency, compileCurrency, type PointsDocument } from '../../points/index.ts';
import { compileProfile, type ProfileDocument } from '../../profile/index.ts';
import type { Expressions, ProgramDocument } from '../../program/index.ts';
import { compileReferrals, type ReferralsDocument } from '../../referrals/index.ts';
import { compileRewards, type RewardDocument } from '../../rewards/index.ts';
import { compileScenes, type SceneDocument } from '../../scenes/index.ts';
import { compileTierSet, type TierSet, type TierSetDocument } from '../../tiers/index.ts';
import { compileRule } from './compile-rule.ts';
import { totals } from './parts/challenges/limits.ts';
import { couponBudgets } from './parts/coupons/budgets.ts';
import { REFERRALS_TOTAL } from './parts/referrals/take-step.ts';
import type { BudgetTerms, IntakeTerms, LaneOfRules, Program, Rule } from './program.ts';

/** A program that takes in its past accepts what is years old: limits look back two months. */
const DAYS_LATE_MOST = 62;

/** Days that expressions such as `perMonth(12)` may look back. */
const DAYS_LOOKED_BACK = 400;

/** For a program that stands alone. */
const NO_PAST = (): undefined => undefined;

/**
 * Compiles a checked document. The same document always compiles to the same behaviour.
 *
 * @param decimals of the program's money (ISO 4217).
 * @param past finds the other published versions, when they are asked for.
 */
export function compileProgram(
  document: ProgramDocument,
  version: number,
  expressions: Expressions,
  decimals: number,
  past: Program['past'] = NO_PAST,
): Program {
  const zone = new Zone(document.timezone);
  const currencies = new Map<string, Currency>();
  for (const [id, one] of Object.entries(document.points as PointsDocument)) {
    currencies.set(id, compileCurrency(id, one));
  }
  const sets = (document.tiers ?? []) as TierSetDocument[];
  const tierSets = sets.map((set) => compileTierSet(set, expressions));
  const rules = (document.earning ?? []) as RuleDocument[];
  const context = { zone, expressions, decimals };
  const challenges = compileChallenges(document, version, context);
  const benefits = compileBenefits(
    (document.benefits ?? []) as BenefitDocument[],
    expressions,
    zone,
    decimals,
  );
  const budgets = compileBudgets(document, rules);
  for (const { quota } of benefits.byId.values()) {
    if (quota) budgets.set(quota.key, { id: quota.key, points: quota.most, per: quota.per });
  }
  const catalogue = (document.rewards ?? []) as RewardDocument[];
  const rewards = compileRewards(catalogue, expressions, zone, decimals);
  for (const { stock } of rewards.rewards.values()) {
    for (const { key: id, units: points, per } of stock) {
      budgets.set(id, { id, points, per, refills: true });
    }
  }
  for (const one of totals(challenges)) budgets.set(one.id, one);
  const referrals = referralsOf(document, version, context, budgets);
  const coupons = compileCoupons(document, expressions, version);
  for (const one of couponBudgets(coupons)) budgets.set(one.id, one);
  const consent = compileConsent(document.consent as ConsentDocument | undefined, zone);
  const intake = compileIntake((document.intake ?? {}) as Record<string, string | string[]>);
  return {
    version,
    name: document.program,
    zone,
    currency: document.currency,
    taxIncluded: document.taxIncluded ?? true,
    currencies,
    currencyList: [...currencies.values()],
    tierSets,
    lanes: compileLanes(document, rules, (rule) =>
      compileRule(rule, context, consent.uses.rules.has(rule.id)),
    ),
    budgets,
    coupons,
    intake,
    benefits,
    rewards,
    referrals,
    leaving: leavingOf(document, version, zone),
    consent,
    scenes: compileScenes(document.scenes as SceneDocument[] | undefined),
    profile: compileProfile(document.profile as ProfileDocument | undefined),
    activating: activatingTypes(currencies),
    measured: measuredCurrencies(tierSets, currencies),
    daysRemembered: daysRemembered(tierSets),
    daysLate: Math.min(DAYS_LATE_MOST, Math.ceil(roughDays(intake.acceptWithin)) + 1),
    challenges: { terms: challenges, past: (other) => past(other)?.challenges.terms },
    past,
  };
}

function referralsOf(
  document: ProgramDocument,
  version: number,
  context: { zone: Zone; expressions: Expressions; decimals: number },
  budgets: Map<string, BudgetTerms>,
): Program['referrals'] {
  const section = document.referrals as ReferralsDocument | undefined;
  if (!section) return null;
  const referrals = compileReferrals(section, { version, ...context });
  if (referrals.total) {
    const { most: points, per } = referrals.total;
    budgets.set(REFERRALS_TOTAL, { id: REFERRALS_TOTAL, points, per });
  }
  return referrals;
}

function leavingOf(document: ProgramDocument, version: number, zone: Zone): Program['leaving'] {
  const leaving = document.leaving as LeavingDocument | undefined;
  return leaving ? compileLeaving(leaving, version, zone) : null;
}

function compileLanes(
  document: ProgramDocument,
  rules: readonly RuleDocument[],
  compile: (rule: RuleDocument) => Rule,
): Map<string, LaneOfRules[]> {
  const lanes = (document.lanes as LaneDocument[] | undefined) ?? [{ id: 'base', choose: 'all' }];
  const first = lanes[0]?.id;
  const byType = new Map<string, LaneOfRules[]>();
  for (const type of new Set(rules.map((rule) => rule.on))) {
    const ofType = lanes.map((lane) => ({
      id: lane.id,
      choose: lane.choose,
      rules: rules
        .filter((rule) => rule.on === type && (rule.lane ?? first) === lane.id)
        .map(compile),
    }));
    const used = ofType.filter((lane) => lane.rules.length > 0);
    byType.set(
      type,
      used.map((lane, index) => ({
        ...lane,
        multiplied: used.slice(index + 1).some((later) => later.rules.some(isMultiplier)),
      })),
    );
  }
  return byType;
}

function isMultiplier(rule: Rule): boolean {
  return rule.multiplies;
}

function compileBudgets(
  document: ProgramDocument,
  rules: readonly RuleDocument[],
): Map<string, BudgetTerms> {
  const budgets = new Map<string, BudgetTerms>();
  const add = (id: string, points: number, per: string | undefined): void => {
    budgets.set(id, { id, points, per: (per ?? 'ever') as Period });
  };
  for (const one of (document.budgets ?? []) as BudgetDocument[]) add(one.id, one.points, one.per);
  for (const { id, budget } of rules) {
    if (budget && 'points' in budget) add(`rule:${id}`, budget.points, budget.per);
  }
  return budgets;
}

function compileIntake(intake: Record<string, string | string[]>): IntakeTerms {
  const read = (key: string, otherwise: string): Duration =>
    parseDuration((intake[key] as string | undefined) ?? otherwise) as Duration;
  return {
    identify: (intake.identify as string[] | undefined) ?? ['id', 'card', 'phone', 'email', 'app'],
    country: (intake.country as string | undefined) ?? null,
    unknown: (intake.unknown as 'enrol' | 'refuse' | undefined) ?? 'enrol',
    claimWithin: read('claimWithin', 'P30D'),
    acceptWithin: read('acceptWithin', 'P100Y'),
    returnWithin: intake.returnWithin ? read('returnWithin', '') : null,
    parkFor: read('parkFor', 'P7D'),
    clockAhead: read('clockAhead', 'PT10M'),
  };
}

function activatingTypes(currencies: ReadonlyMap<string, Currency>): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const { id, pending } of currencies.values()) {
    if (pending.kind !== 'event') continue;
    types.set(pending.type, [...(types.get(pending.type) ?? []), id]);
  }
  return types;
}

/**
 * Qualifying points too: a later version may measure over a window what is earned under this one.
 */
function measuredCurrencies(
  sets: readonly TierSet[],
  currencies: ReadonlyMap<string, Currency>,
): Set<string> {
  const measured = sets.flatMap(({ measure }) =>
    measure?.kind === 'earned' && measure.over ? [measure.currency] : [],
  );
  for (const { id, qualifying } of currencies.values()) if (qualifying) measured.push(id);
  return new Set(measured);
}

function daysRemembered(sets: readonly TierSet[]): number {
  let days = DAYS_LOOKED_BACK;
  for (const { measure } of sets) {
    if (!measure || measure.kind === 'balance' || !measure.over) continue;
    days = Math.max(days, measure.over.months * 31 + measure.over.days + 1);
  }
  return days;
}
