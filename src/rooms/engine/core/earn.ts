import { split } from '../../../kernel/integer.ts';
import { periodStart } from '../../../kernel/period.ts';
import type { Line } from '../../events/index.ts';
import type { Currency } from '../../points/index.ts';
import type { Facts } from '../../program/index.ts';
import { use, used } from './counters.ts';
import type { Award } from './decision.ts';
import type { Draft } from './draft.ts';
import type { LaneOfRules, MemberLimit, Question, Rule } from './program.ts';

type CurrencyCap = Currency['caps'][number];

/** What a rule would pay, before limits: in the same lane these compete. */
interface Candidate {
  readonly rule: Rule;
  readonly currency: string;
  readonly points: number;
  readonly perLine: readonly number[];
}

/**
 * Points earned by earlier lanes, by currency, per line (or one number when there are no lines).
 */
type Earned = Map<string, number[]>;

/** What every rule of one event is asked about; made once, so that a rule costs little. */
interface Asked {
  readonly facts: Facts;
  /** The facts as each line sees them. */
  readonly perLine: readonly Facts[];
  /** For each line whether it stands (was not voided). */
  readonly standing: readonly boolean[];
  /** Whether there are lines, and none of them stands. */
  readonly allVoided: boolean;
  readonly earned: Earned;
}

/**
 * Lets every rule for this type of event have its say, lane after lane. Fills awards and trace.
 *
 * @param lines the lines of a purchase; none for other events.
 */
export function earn(draft: Draft, lines: readonly Line[]): void {
  const lanes = draft.program.lanes.get(draft.fact.type);
  if (!lanes) return;
  const facts = draft.facts();
  const asked = askedOf(facts, lines);
  for (const lane of lanes) {
    const candidates: Candidate[] = [];
    for (const rule of lane.rules) tryRule(draft, rule, asked, candidates);
    const from = draft.awards.length;
    payLane(draft, lane, candidates);
    if (!lane.multiplied) continue;
    for (let index = from; index < draft.awards.length; index++) {
      add(asked.earned, draft.awards[index] as Award, lines.length);
    }
  }
}

function askedOf(facts: Facts, lines: readonly Line[]): Asked {
  const standing = lines.map((line) => !line.voided);
  return {
    facts,
    perLine: lines.map((line) => onLine(facts, line)),
    standing,
    allVoided: standing.length > 0 && !standing.includes(true),
    earned: new Map(),
  };
}

/** Written out field by field: this runs for every line of every purchase. */
function onLine(facts: Facts, line: Line): Facts {
  return {
    fact: facts.fact,
    line,
    member: facts.member,
    at: facts.at,
    day: facts.day,
    minute: facts.minute,
    weekday: facts.weekday,
  };
}

/** Asks one rule; what it would pay becomes a candidate, why it does not goes to the trace. */
function tryRule(draft: Draft, rule: Rule, asked: Asked, candidates: Candidate[]): void {
  const refused = firstNo(rule.event, asked.facts);
  if (refused !== null) {
    no(draft, rule, refused);
    return;
  }
  const counts = linesThatCount(rule, asked);
  if (typeof counts === 'string') {
    no(draft, rule, counts);
    return;
  }
  const before = candidates.length;
  if (rule.currency !== null) {
    tryCurrency(draft, rule, rule.currency, asked, counts, candidates);
  } else {
    for (const currency of asked.earned.keys()) {
      if (!draft.program.currencies.get(currency)?.spendable) continue;
      tryCurrency(draft, rule, currency, asked, counts, candidates);
    }
  }
  if (candidates.length === before) no(draft, rule, rule.nothing);
}

const NOTHING_BEFORE: readonly number[] = [];

function tryCurrency(
  draft: Draft,
  rule: Rule,
  currency: string,
  { facts, earned }: Asked,
  counts: readonly boolean[],
  candidates: Candidate[],
): void {
  const before = earned.get(currency) ?? NOTHING_BEFORE;
  const { taxIncluded } = draft.program;
  const { points, perLine } = rule.pay({ facts, counts, before, taxIncluded });
  if (points > 0) candidates.push({ rule, currency, points, perLine });
}

function no(draft: Draft, rule: Rule, reason: string): void {
  let line = rule.noes.get(reason);
  if (!line) {
    line = Object.freeze([rule.id, reason, 0] as const);
    rule.noes.set(reason, line);
  }
  draft.trace.push(line);
}

/** For each line whether it counts, or the reason why none does. */
function linesThatCount(rule: Rule, asked: Asked): readonly boolean[] | string {
  const { perLine, standing } = asked;
  if (asked.allVoided) return 'no_line_matches';
  if (rule.line.length === 0) return standing;
  let reason = 'no_line_matches';
  // Most rules about lines match none: the list is made when the first one does.
  let counts: boolean[] | null = null;
  for (let index = 0; index < perLine.length; index++) {
    if (!standing[index]) continue;
    const refused = firstNo(rule.line, perLine[index] as Facts);
    if (refused === null) {
      counts ??= new Array<boolean>(perLine.length).fill(false);
      counts[index] = true;
    } else reason = refused;
  }
  if (counts === null) return reason;
  return rule.scope === 'basket' ? standing : counts;
}

/** The reason of the first question that is answered no; null when all say yes. */
function firstNo(questions: readonly Question[], facts: Facts): string | null {
  for (let index = 0; index < questions.length; index++) {
    const question = questions[index] as Question;
    if (!question.ask(facts)) return question.reason;
  }
  return null;
}

/**
 * The lane's chooser: all add up, the best one wins, or the first that pays. One whose limit or
 * budget is used up does not win: the next one has its turn.
 */
function payLane(draft: Draft, lane: LaneOfRules, candidates: readonly Candidate[]): void {
  if (lane.choose === 'all' || candidates.length < 2) {
    for (const one of candidates) pay(draft, one);
    return;
  }
  const before = draft.awards.length;
  let rest = candidates;
  while (rest.length > 0) {
    const { rule } = lane.choose === 'first' ? (rest[0] as Candidate) : best(rest);
    for (const one of rest) if (one.rule === rule) pay(draft, one);
    rest = rest.filter((one) => one.rule !== rule);
    if (draft.awards.length > before) break;
  }
  for (const { rule } of rest) no(draft, rule, 'lost_in_lane');
}

/** The one that would pay most; of equals, the first of the document. */
function best(candidates: readonly Candidate[]): Candidate {
  let winner = candidates[0] as Candidate;
  for (const one of candidates) if (one.points > winner.points) winner = one;
  return winner;
}

/** Applies limits, caps and budget to a winner, in this order, and writes the award. */
function pay(draft: Draft, { rule, currency, points, perLine }: Candidate): void {
  const limited = withinLimits(draft, rule, points);
  const capped = withinCaps(draft, currency, limited.points);
  const reason = limited.reason ?? capped.reason;
  const funded = withinBudget(draft, rule, capped.points);
  const paid = funded.points;
  draft.trace.push([rule.id, funded.reason ?? reason ?? 'paid', paid]);
  if (paid === 0) return;
  for (let index = 0; index < rule.limits.length; index++) {
    const { key, counts, per } = rule.limits[index] as MemberLimit;
    // A rule that multiplies several currencies pays more than once, and still it is one time.
    const amount = counts === 'points' ? paid : hasPaid(draft, rule) ? 0 : 1;
    if (amount > 0) use(draft.state, key, per, draft.day, amount);
  }
  const caps = capsOf(draft, currency);
  for (let index = 0; index < caps.length; index++) {
    const { key, per } = caps[index] as CurrencyCap;
    use(draft.state, key, per, draft.day, paid);
  }
  const share = paid === points ? perLine : split(paid, perLine);
  const { id, onReturn } = rule;
  draft.awards.push({ rule: id, currency, points: paid, perLine: share, onReturn });
}

type Cut = { points: number; reason: string | null };

function withinLimits(draft: Draft, rule: Rule, points: number): Cut {
  let left = points;
  for (let index = 0; index < rule.limits.length; index++) {
    const { key, counts, most, per } = rule.limits[index] as MemberLimit;
    if (counts === 'times' && hasPaid(draft, rule)) continue;
    const room = most - used(draft.state, key, per, draft.day);
    left = counts === 'points' ? Math.min(left, Math.max(0, room)) : room >= 1 ? left : 0;
  }
  const reason = left === 0 ? 'member_limit_reached' : 'member_limit_cut';
  return { points: left, reason: left < points ? reason : null };
}

function hasPaid(draft: Draft, rule: Rule): boolean {
  return rule.currency === null && draft.awards.some((award) => award.rule === rule.id);
}

function capsOf({ program }: Draft, currency: string): Currency['caps'] {
  return program.currencies.get(currency)?.caps ?? NO_CAPS;
}

const NO_CAPS: Currency['caps'] = [];

function withinCaps(draft: Draft, currency: string, points: number): Cut {
  let left = points;
  const caps = capsOf(draft, currency);
  for (let index = 0; index < caps.length; index++) {
    const { key, points: most, per } = caps[index] as CurrencyCap;
    const room = most - used(draft.state, key, per, draft.day);
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

/**
 * The name of a budget's period: `gifts@20454` is the budget `gifts` in the period from day 20454.
 */
export function budgetKey(id: string, per: Parameters<typeof periodStart>[0], day: number): string {
  return `${id}@${periodStart(per, day)}`;
}

function add(earned: Earned, award: Award, lines: number): void {
  const sums = earned.get(award.currency);
  if (!sums) {
    const first = award.perLine.length > 0 ? award.perLine.slice() : oneSum(award.points, lines);
    earned.set(award.currency, first);
    return;
  }
  if (award.perLine.length === 0) sums[0] = (sums[0] ?? 0) + award.points;
  for (let index = 0; index < award.perLine.length; index++) {
    sums[index] = (sums[index] ?? 0) + (award.perLine[index] as number);
  }
}

/** Points of no line lie on the first. */
function oneSum(points: number, lines: number): number[] {
  const sums = new Array<number>(Math.max(1, lines)).fill(0);
  sums[0] = points;
  return sums;
}
