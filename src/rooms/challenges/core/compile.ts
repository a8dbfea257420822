import { parseDecimal } from '../../../kernel/decimal.ts';
import { type Duration, parseDuration } from '../../../kernel/duration.ts';
import { parseDay, type Zone } from '../../../kernel/time.ts';
import { compileLimits, type Expressions, type ProgramDocument } from '../../program/index.ts';
import type { Assign, Challenge, Challenges, Goal, Leaderboard, Trigger } from './challenge.ts';
import type { AssignDocument, ChallengeDocument, GoalDocument } from './section.ts';

/** How long a finished challenge can be taken back where the program has no return window. */
const REMEMBERED = 'P90D';

/** What the compiling of one document needs. `decimals` of the program's money (ISO 4217). */
export interface CompileContext {
  readonly zone: Zone;
  readonly expressions: Expressions;
  readonly decimals: number;
}

/** Compiles the `challenges` of a checked document. */
export function compileChallenges(
  document: ProgramDocument,
  version: number,
  context: CompileContext,
): Challenges {
  const documents = (document.challenges ?? []) as ChallengeDocument[];
  const all = documents.map((one) => compileChallenge(one, context));
  const { returnWithin } = (document.intake ?? {}) as { returnWithin?: string };
  return {
    version,
    zone: context.zone,
    byId: new Map(all.map((one) => [one.id, one])),
    open: byType(all, ({ assign, optIn, startOn, on }) =>
      assign.kind === 'all' && !optIn ? (startOn?.on ?? on) : null,
    ),
    assigning: byType(all, ({ assign }) => (assign.kind === 'event' ? assign.on : null)),
    remembered: parseDuration(returnWithin ?? REMEMBERED) as Duration,
  };
}

function byType(
  all: readonly Challenge[],
  typeOf: (challenge: Challenge) => string | null,
): Map<string, Challenge[]> {
  const found = new Map<string, Challenge[]>();
  for (const challenge of all) {
    const type = typeOf(challenge);
    if (type !== null) found.set(type, [...(found.get(type) ?? []), challenge]);
  }
  return found;
}

function compileChallenge(document: ChallengeDocument, context: CompileContext): Challenge {
  const { zone, expressions } = context;
  const { when, window = {}, repeat, stages = [] } = document;
  const { goal, target } = compileGoal(document.goal, context);
  const from = window.from === undefined ? null : parseDay(window.from);
  const to = window.to === undefined ? null : parseDay(window.to);
  return {
    id: document.id,
    on: document.on ?? 'purchase',
    when: when === undefined ? null : expressions.bool(when),
    byLine: when !== undefined && expressions.mentionsLine(when),
    goal,
    target,
    from: from === null ? null : zone.startOf(from),
    end: to === null ? null : zone.endOf(to),
    lasts: window.for === undefined ? null : parseDuration(window.for),
    assign: compileAssign(document.assign ?? 'all', expressions),
    optIn: document.optIn ?? false,
    startOn: document.startOn ? compileTrigger(document.startOn, expressions) : null,
    rounds: repeat ? (repeat.times ?? Number.POSITIVE_INFINITY) : 1,
    carry: repeat?.carry ?? false,
    stages: stages.map(({ at, grants }) => ({ at: amountOf(at, context.decimals), grants })),
    grants: document.grants ?? [],
    takeBack: (document.onReturn ?? 'take-back') === 'take-back',
    limits: {
      perMember: compileLimits(`challenge:${document.id}`, document.limits?.perMember),
      total: document.limits?.total ?? null,
    },
    leaderboard: document.leaderboard ? compileLeaderboard(document.leaderboard) : null,
  };
}

function compileLeaderboard(board: NonNullable<ChallengeDocument['leaderboard']>): Leaderboard {
  const { show, consent = 'leaderboard', name = 'name' } = board;
  return { show, consent, name };
}

function compileGoal(
  goal: GoalDocument,
  { expressions, decimals }: CompileContext,
): { goal: Goal; target: number } {
  if ('count' in goal) {
    const atLeast = goal.atLeast === undefined ? 0 : amountOf(goal.atLeast, decimals);
    return { goal: { kind: 'count', atLeast }, target: goal.count };
  }
  if ('pieces' in goal) return { goal: { kind: 'pieces' }, target: goal.pieces };
  if ('spend' in goal) return { goal: { kind: 'spend' }, target: amountOf(goal.spend, decimals) };
  if ('single' in goal) {
    return { goal: { kind: 'count', atLeast: amountOf(goal.single, decimals) }, target: 1 };
  }
  if ('streak' in goal) return { goal: { kind: 'streak' }, target: goal.streak };
  if ('sum' in goal) {
    return { goal: { kind: 'sum', of: expressions.int(goal.sum) }, target: goal.to };
  }
  const of = goal.collect;
  if ('different' in goal) {
    return { goal: { kind: 'collect', of, among: null }, target: goal.different };
  }
  const among = new Set(goal.among);
  return { goal: { kind: 'collect', of, among }, target: among.size };
}

function compileAssign(assign: AssignDocument, expressions: Expressions): Assign {
  if (assign === 'all') return { kind: 'all', when: null };
  if (!('on' in assign)) return { kind: 'all', when: expressions.bool(assign.when) };
  return {
    kind: 'event',
    ...compileTrigger(assign, expressions),
    again: assign.again ?? 'ignore',
  };
}

function compileTrigger(
  { on, when }: { on: string; when?: string },
  expressions: Expressions,
): Trigger {
  return { on, when: when === undefined ? null : expressions.bool(when) };
}

/** A number as it is, money in the smallest unit. */
function amountOf(value: number | string, decimals: number): number {
  return typeof value === 'number' ? value : (parseDecimal(value, decimals) ?? 0);
}
