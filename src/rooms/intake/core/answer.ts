import { formatInstant } from '../../../kernel/time.ts';
import type { Decision, TraceLine } from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import type { TierEffect } from '../../tiers/index.ts';

/** What the till hears. The first answer to an event is also the answer to every repetition. */
export interface Answer {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** `decided`; `parked` until its purchase comes; `unclaimed` until a member claims it. */
  readonly status: 'decided' | 'parked' | 'unclaimed';
  /** This event was known already, and this is its first answer. */
  readonly duplicate: boolean;
  readonly member: string | null;
  /** The event's number in the member's history. */
  readonly no: number | null;
  readonly happenedAt: string;
  /** The program version that decided. */
  readonly program: number | null;
  /** By currency, smallest unit: what this event moved, and the figures after it. */
  readonly points: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly tiers: Readonly<Record<string, string>>;
  readonly tierChanges: readonly (Omit<TierEffect, 'at'> & { readonly at: string })[];
  /** Each rule that was tried, why it did or did not pay, and how much. */
  readonly rules: readonly {
    readonly rule: string;
    readonly reason: string;
    readonly points: number;
  }[];
  readonly flags: readonly string[];
  /** What happened in the other rooms: coupons, challenges, … */
  readonly effects: Decision['effects'];
  /** JSON pointers of what the hub wrote differently than it was sent; absent when nothing was. */
  readonly changed?: readonly string[];
}

/** Which event an answer is about. */
export interface AnswerHead {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly happenedAt: number;
}

/** The answer that a decision gives. */
export function answerOf(
  head: AnswerHead,
  member: { readonly id: string; readonly no: number },
  decision: Decision,
  duplicate: boolean,
): Answer {
  const points: Record<string, Record<string, number>> = {};
  for (const currency in decision.balances) {
    points[currency] = { ...decision.moved[currency], ...decision.balances[currency] };
  }
  return {
    ...headOf(head),
    status: 'decided',
    duplicate,
    member: member.id,
    no: member.no,
    program: decision.program,
    points,
    tiers: decision.levels,
    tierChanges: decision.tiers.map((tier) => ({ ...tier, at: formatInstant(tier.at) })),
    rules: decision.trace.map(ruleAnswer),
    flags: decision.flags,
    effects: toldEffects(decision.effects),
  };
}

/** Turns that the hub gives to other members are nothing for the till. */
function toldEffects(effects: Decision['effects']): Decision['effects'] {
  return effects.length > 0
    ? effects.filter(({ followUp, kind }) => !followUp && kind !== 'purchase-elsewhere')
    : effects;
}

/**
 * One rule of the answer. Most rules say no most of the time, and the engine says the same no with
 * the same line: its answer is made once.
 */
function ruleAnswer(line: TraceLine): Answer['rules'][number] {
  if (line[2] !== 0) return { rule: line[0], reason: line[1], points: line[2] };
  let told = noes.get(line);
  if (!told) {
    told = Object.freeze({ rule: line[0], reason: line[1], points: 0 });
    noes.set(line, told);
  }
  return told;
}

const noes = new WeakMap<TraceLine, Answer['rules'][number]>();

/** The answer to an event that cannot be decided yet. */
export function waitingAnswer(
  fact: Fact,
  status: 'parked' | 'unclaimed',
  duplicate: boolean,
): Answer {
  return {
    ...headOf(fact),
    status,
    duplicate,
    member: null,
    no: null,
    program: null,
    points: {},
    tiers: {},
    tierChanges: [],
    rules: [],
    flags: fact.flags,
    effects: [],
  };
}

/** The answer to a claim: what the purchase earned is what the member wants to know. */
export function claimAnswer(claim: Answer, purchase: Answer): Answer {
  return { ...claim, rules: purchase.rules, points: purchase.points };
}

function headOf(head: AnswerHead): Pick<Answer, 'source' | 'id' | 'type' | 'happenedAt'> {
  const happenedAt = formatInstant(head.happenedAt);
  return { source: head.source, id: head.id, type: head.type, happenedAt };
}
