import { split } from '../../../kernel/integer.ts';
import { periodStart } from '../../../kernel/period.ts';
import type { Line } from '../../events/index.ts';
import type { Facts } from '../../program/index.ts';
import { use, used } from './counters.ts';
import type { Award } from './decision.ts';
import type { Draft } from './draft.ts';
import type { LaneOfRules, Rule } from './program.ts';

/** What a rule would pay, before limits: in the same lane these compete. */
interface Candidate {
  readonly rule: Rule;
  readonly currency: string;
  readonly points: number;
  readonly perLine: readonly number[];
}

/** Points earned by earlier lanes, by currency, per line (or one number when there are no lines). */
type Earned = Map<string, number[]>;

/**
 * Lets every rule for this type of event have its say, lane after lane. Fills awards and trace.
 *
 * @param lines the lines of a purchase; none for other events.
 */
export function earn(draft: Draft, lines: readonly Line[]): void {
  const lanes = draft.program.lanes.get(draft.fact.type);
  if (!lanes) return;
  const facts = draft.facts();
  const earned: Earned = new Map();
  for (const lane of lanes) {
    const candidates = lane.rules.flatMap((rule) => tryRule(draft, rule, facts, lines, earned));
    const awards = choose(draft, lane, candidates).flatMap((one) => pay(draft, one));
    for (const award of awards) add(earned, award, lines.length);
  }
}

function tryRule(
  draft: Draft,
  rule: Rule,
  facts: Facts,
  lines: readonly Line[],
  earned: Earned,
): Candidate[] {
  for (const question of rule.event) {
    if (!question.ask(facts)) return no(draft, rule, question.reason);
  }
  const counts = linesThatCount(rule, facts, lines);
  if (typeof counts === 'string') return no(draft, rule, counts);
  const currencies = rule.currency === null ? spendable(draft, earned) : [rule.currency];
  const candidates: Candidate[] = [];
  for (const currency of currencies) {
    const before = earned.get(currency) ?? [];
    const input = { facts, counts, before, taxIncluded: draft.program.taxIncluded };
    const { points, perLine } = rule.pay(input);
    if (points > 0) candidates.push({ rule, currency, points, perLine });
  }
  return candidates.length > 0 ? candidates : no(draft, rule, rule.nothing);
}

function no(draft: Draft, rule: Rule, reason: string): Candidate[] {
  draft.trace.push([rule.id, reason, 0]);
  return [];
}

function spendable(draft: Draft, earned: Earned): string[] {
  return [...earned.keys()].filter((id) => draft.program.currencies.get(id)?.spendable);
}

/** For each line whether it counts, or the reason why none does. */
function linesThatCount(rule: Rule, facts: Facts, lines: readonly Line[]): boolean[] | string {
  if (rule.line.length === 0) return lines.map((line) => !line.voided);
  let reason = 'no_line_matches';
  let any = false;
  const counts = lines.map((line) => {
    if (line.voided) return false;
    const asked = { ...facts, line };
    const refused = rule.line.find((question) => !question.ask(asked));
    if (refused) reason = refused.reason;
    else any = true;
    return !refused;
  });
  if (!any) return reason;
  return rule.scope === 'basket' ? lines.map((line) => !line.voided) : counts;
}

/** The lane's chooser: all add up, the best one wins, or the first that pays. */
function choose(draft: Draft, lane: LaneOfRules, candidates: readonly Candidate[]): Candidate[] {
  if (lane.choose === 'all' || candidates.length < 2) return [...candidates];
  const first = candidates[0] as Candidate;
  const winner =
    lane.choose === 'first'
      ? first
      : candidates.reduce((best, one) => (one.points > best.points ? one : best), first);
  for (const one of candidates) {
    if (one.rule !== winner.rule) no(draft, one.rule, 'lost_in_lane');
  }
  return candidates.filter((one) => one.rule === winner.rule);
}

/** Applies limits, caps and budget to a winner, in this order, and writes the award. */
function pay(draft: Draft, { rule, currency, points, perLine }: Candidate): Award[] {
  const limited = withinLimits(draft, rule, points);
  const capped = withinCaps(draft, currency, limited.points);
  const reason = limited.reason ?? capped.reason;
  const funded = withinBudget(draft, rule, capped.points);
  const paid = funded.points;
  draft.trace.push([rule.id, funded.reason ?? reason ?? 'paid', paid]);
  if (paid === 0) return [];
  for (const { key, counts, per } of rule.limits) {
    use(draft.state, key, per, draft.day, counts === 'points' ? paid : 1);
  }
  const caps = draft.program.currencies.get(currency)?.caps ?? [];
  for (const { per } of caps) {
    use(draft.state, `cap:${currency}:${per}`, per, draft.day, paid);
  }
  const share = paid === points ? perLine : split(paid, perLine);
  const award = { rule: rule.id, currency, points: paid, perLine: share, onReturn: rule.onReturn };
  draft.awards.push(award);
  return [award];
}

type Cut = { points: number; reason: string | null };

function withinLimits(draft: Draft, rule: Rule, points: number): Cut {
  let left = points;
  for (const { key, counts, most, per } of rule.limits) {
    const room = most - used(draft.state, key, per, draft.day);
    left = counts === 'points' ? Math.min(left, Math.max(0, room)) : room >= 1 ? left : 0;
  }
  const reason = left === 0 ? 'member_limit_reached' : 'member_limit_cut';
  return { points: left, reason: left < points ? reason : null };
}

function withinCaps(draft: Draft, currency: string, points: number): Cut {
  let left = points;
  for (const { points: most, per } of draft.program.currencies.get(currency)?.caps ?? []) {
    const room = most - used(draft.state, `cap:${currency}:${per}`, per, draft.day);
    left = Math.min(left, Math.max(0, room));
  }
  const reason = left === 0 ? 'currency_cap_reached' : 'currency_cap_cut';
  return { points: left, reason: left < points ? reason : null };
}

function withinBudget(draft: Draft, rule: Rule, points: number): Cut {
  if (!rule.budget || points === 0) return { points, reason: null };
  const terms = draft.program.budgets.get(rule.budget.id);
  if (!terms) return { points: 0, reason: 'budget_short' };
  const key = budgetKey(terms.id, terms.per, draft.day);
  const { available, stopped } = draft.budgets.ask(key, points);
  if (stopped) return { points: 0, reason: 'budget_stopped' };
  const short = available < points;
  const paid = short ? (rule.budget.whenShort === 'partial' ? Math.max(0, available) : 0) : points;
  if (short && rule.budget.whenShort === 'stop') {
    draft.stopped.push(key);
    draft.budgets.stop(key);
  }
  if (paid > 0) {
    draft.budgets.take(key, paid);
    draft.taken[key] = (draft.taken[key] ?? 0) + paid;
  }
  const reason = paid > 0 ? 'budget_partial' : 'budget_short';
  return { points: paid, reason: short ? reason : null };
}

/** The name of a budget's period: `gifts@20454` is the budget `gifts` in the period from day 20454. */
export function budgetKey(id: string, per: Parameters<typeof periodStart>[0], day: number): string {
  return `${id}@${periodStart(per, day)}`;
}

function add(earned: Earned, award: Award, lines: number): void {
  const sums = earned.get(award.currency) ?? new Array<number>(Math.max(1, lines)).fill(0);
  if (award.perLine.length === 0) sums[0] = (sums[0] ?? 0) + award.points;
  award.perLine.forEach((points, index) => {
    sums[index] = (sums[index] ?? 0) + points;
  });
  earned.set(award.currency, sums);
}
