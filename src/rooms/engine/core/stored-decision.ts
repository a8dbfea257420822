import type { CreditPart } from '../../points/index.ts';
import type { Award, Decision, TraceLine } from './decision.ts';

/**
 * A decision as the event row keeps it: what is empty is left out, and the trace says each reason
 * once with the rules it stands for. One in two bytes of a purchase used to be its trace.
 */
interface StoredDecision extends Partial<Omit<Decision, 'trace' | 'awards' | 'credits'>> {
  readonly program: number;
  readonly at: number;
  readonly awards?: readonly StoredAward[];
  readonly credits?: Readonly<Record<string, readonly StoredPart[]>>;
  /** Per reason the rules that gave it: `0 base-star 61,3 app-habit` (position, id, points). */
  readonly trace?: Readonly<Record<string, string>>;
}

/** The points are the sum of the lines; they stand alone when there are no lines. */
type StoredAward = readonly [
  rule: string,
  currency: string,
  points: number | readonly number[],
  onReturn?: Award['onReturn'],
];

type StoredPart = readonly [lot: string, amount: number, activeAt?: number];

/** The JSON of a decision for its event row. Written out key by key: every event passes here. */
export function storeDecision(decision: Decision): string {
  const { awards, credits, tiers, budgets, stopped, moved, balances, levels } = decision;
  const { flags, effects } = decision;
  return JSON.stringify({
    program: decision.program,
    at: decision.at,
    awards: awards.length > 0 ? awards.map(storeAward) : undefined,
    credits: isEmpty(credits) ? undefined : storeCredits(credits),
    tiers: tiers.length > 0 ? tiers : undefined,
    trace: decision.trace.length > 0 ? storeTrace(decision.trace) : undefined,
    budgets: isEmpty(budgets) ? undefined : budgets,
    stopped: stopped.length > 0 ? stopped : undefined,
    moved: isEmpty(moved) ? undefined : moved,
    balances: isEmpty(balances) ? undefined : balances,
    levels: isEmpty(levels) ? undefined : levels,
    flags: flags.length > 0 ? flags : undefined,
    effects: effects.length > 0 ? effects : undefined,
  });
}

function storeTrace(lines: readonly TraceLine[]): Record<string, string> {
  const trace: Record<string, string> = {};
  for (let position = 0; position < lines.length; position++) {
    // By index: taking a tuple apart costs an iterator, nineteen times a purchase.
    const line = lines[position] as TraceLine;
    const reason = line[1];
    // Rules are ids, which are one word; the cause of a grant is in the words of its room.
    const name = reason === GRANTED ? oneWord(line[0]) : line[0];
    const told = line[2] === 0 ? `${position} ${name}` : `${position} ${name} ${line[2]}`;
    const before = trace[reason];
    trace[reason] = before === undefined ? told : `${before},${told}`;
  }
  return trace;
}

function storeCredits(credits: Decision['credits']): Record<string, StoredPart[]> {
  const stored: Record<string, StoredPart[]> = {};
  for (const currency in credits) stored[currency] = (credits[currency] ?? []).map(storePart);
  return stored;
}

const GRANTED = 'granted';

function oneWord(cause: string): string {
  return cause.replace(/[ ,%]/g, encodeURIComponent);
}

/** A decision as it was decided, from the JSON value of its event row. */
export function readDecision(stored: unknown): Decision {
  const from = stored as StoredDecision;
  return {
    program: from.program,
    at: from.at,
    awards: (from.awards ?? []).map(readAward),
    credits: readCredits(from.credits ?? {}),
    tiers: from.tiers ?? [],
    trace: readTrace(from.trace ?? {}),
    budgets: from.budgets ?? {},
    stopped: from.stopped ?? [],
    moved: from.moved ?? {},
    balances: from.balances ?? {},
    levels: from.levels ?? {},
    flags: from.flags ?? [],
    effects: from.effects ?? [],
  };
}

function storeAward({ rule, currency, points, perLine, onReturn }: Award): StoredAward {
  const paid = perLine.length > 0 ? perLine : points;
  return onReturn === 'proportional' ? [rule, currency, paid] : [rule, currency, paid, onReturn];
}

function readAward([rule, currency, paid, onReturn = 'proportional']: StoredAward): Award {
  if (typeof paid === 'number') return { rule, currency, points: paid, perLine: [], onReturn };
  const points = paid.reduce((sum, share) => sum + share, 0);
  return { rule, currency, points, perLine: paid, onReturn };
}

function storePart({ lot, amount, activeAt }: CreditPart): StoredPart {
  return activeAt === null ? [lot, amount] : [lot, amount, activeAt];
}

function readCredits(
  stored: Readonly<Record<string, readonly StoredPart[]>>,
): Record<string, CreditPart[]> {
  const credits: Record<string, CreditPart[]> = {};
  for (const currency in stored) {
    credits[currency] = (stored[currency] ?? []).map(([lot, amount, activeAt]) => ({
      lot,
      amount,
      activeAt: activeAt ?? null,
    }));
  }
  return credits;
}

function readTrace(stored: Readonly<Record<string, string>>): TraceLine[] {
  const lines: TraceLine[] = [];
  for (const [reason, rules] of Object.entries(stored)) {
    for (const told of rules.split(',')) {
      const [position, rule = '', points = '0'] = told.split(' ');
      const name = reason === GRANTED ? decodeURIComponent(rule) : rule;
      lines[Number(position)] = [name, reason, Number(points)];
    }
  }
  return lines;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}
