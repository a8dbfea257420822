import type { Award, Decision, TraceLine } from './decision.ts';

/**
 * A decision as the event row keeps it: what is empty is left out, and the trace says each reason
 * once with the rules it stands for. One in two bytes of a purchase used to be its trace.
 */
interface StoredDecision extends Partial<Omit<Decision, 'trace' | 'awards'>> {
  readonly program: number;
  readonly at: number;
  readonly awards?: readonly (Omit<Award, 'onReturn'> & { onReturn?: Award['onReturn'] })[];
  /** Per reason the rules that gave it, in the order in which they were tried. */
  readonly trace?: Readonly<Record<string, readonly StoredRule[]>>;
}

/** A rule that paid nothing by its position and id, one that paid with its points as well. */
type StoredRule = readonly [position: number, rule: string, points?: number];

/** The JSON of a decision for its event row. */
export function storeDecision(decision: Decision): string {
  const trace: Record<string, StoredRule[]> = {};
  decision.trace.forEach(([rule, reason, points], position) => {
    trace[reason] ??= [];
    trace[reason].push(points === 0 ? [position, rule] : [position, rule, points]);
  });
  const awards = decision.awards.map(({ onReturn, ...award }) =>
    onReturn === 'proportional' ? award : { ...award, onReturn },
  );
  const stored: Record<string, unknown> = { program: decision.program, at: decision.at };
  const rest = { ...decision, awards, trace };
  for (const [key, value] of Object.entries(rest)) {
    if (!isEmpty(value)) stored[key] = value;
  }
  return JSON.stringify(stored);
}

/** A decision as it was decided, from the JSON value of its event row. */
export function readDecision(stored: unknown): Decision {
  const from = stored as StoredDecision;
  return {
    program: from.program,
    at: from.at,
    awards: (from.awards ?? []).map((award) => ({
      ...award,
      onReturn: award.onReturn ?? 'proportional',
    })),
    credits: from.credits ?? {},
    tiers: from.tiers ?? [],
    trace: readTrace(from.trace ?? {}),
    budgets: from.budgets ?? {},
    stopped: from.stopped ?? [],
    moved: from.moved ?? {},
    balances: from.balances ?? {},
    levels: from.levels ?? {},
    flags: from.flags ?? [],
  };
}

function readTrace(stored: Readonly<Record<string, readonly StoredRule[]>>): TraceLine[] {
  const lines: TraceLine[] = [];
  for (const [reason, rules] of Object.entries(stored)) {
    for (const [position, rule, points] of rules) lines[position] = [rule, reason, points ?? 0];
  }
  return lines;
}

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  for (const _ in value) return false;
  return true;
}
