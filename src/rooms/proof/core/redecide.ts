import type { Held, Passed } from '../../coupons/index.ts';
import {
  type Decision,
  decide,
  type MemberState,
  newState,
  originFlag,
  originIn,
  type Program,
  type PurchaseRecord,
  SETTLED,
  settleMember,
} from '../../engine/index.ts';
import type { Fact } from '../../events/index.ts';
import type { Entry } from '../../ledger/index.ts';
import { lotEnd } from '../../points/index.ts';
import { type Gift, isMerge, isReceived, type StoredEvent } from './history.ts';
import { partnerOf } from './partner.ts';
import { recordedBudgets } from './recorded-budgets.ts';

/** What deciding an event again gave. */
export interface Redecided {
  readonly state: MemberState;
  readonly entries: readonly Entry[];
  readonly decision: Decision;
  readonly purchase: PurchaseRecord | null;
}

/** Why an event cannot be decided again as it was. */
export type Impossible = { readonly impossible: string };

export interface Then {
  readonly memberId: number;
  readonly state: MemberState;
  readonly purchase: PurchaseRecord | null;
  /** The program that decided. */
  readonly program: Program;
  /** The program that settled what fell due. */
  readonly current: Program;
  /** How much more of what can be given back there was than the decision kept. */
  readonly more?: number;
}

const PASSING: ReadonlySet<string> = new Set([
  ...['points.transfer', 'coupon.transfer', 'member.merged', 'member.unmerged'],
]);

/** Decides a stored event again, on the state before it. */
export function redecide(then: Then, event: StoredEvent): Redecided | Impossible {
  if (event.type === SETTLED) return resettle(then, event);
  const passes = PASSING.has(event.type);
  const state = before(then, event, passes);
  if (!state) return { impossible: 'something fell due before it that has no event' };
  if (isReceived(event)) return receive({ ...then, state }, event);
  const { program, current, purchase, more } = then;
  const other = passes ? newState(Math.max(event.decision.at, event.happenedAt)) : null;
  const budgets = recordedBudgets(program, event, more);
  const given = { program, current, state, purchase, other, budgets };
  const decided = decide(given, factOf(event));
  return decided.ok ? decided.outcome : { impossible: `refused: ${decided.refusal.code}` };
}

/**
 * The state on which an event was decided: only who was late had been settled beyond the event. A
 * transfer's moment may be the other's, up to which nobody had settled this member yet; so much is
 * known that it was a moment after the event.
 */
function before(then: Then, event: StoredEvent, passes: boolean): MemberState | null {
  const { happenedAt, decision } = event;
  if (!decision.flags.includes('late')) return then.state;
  const at = passes ? Math.min(decision.at, happenedAt + 1) : decision.at;
  return settledTo(then, at, happenedAt);
}

/**
 * The state at `at`, which is later than the state's own moment when a background task had settled
 * it meanwhile and nothing was worth an event. Null when there was something.
 */
export function settledTo(
  { state, current, memberId }: Pick<Then, 'state' | 'current' | 'memberId'>,
  at: number,
  happenedAt = 0,
): MemberState | null {
  if (at <= Math.max(happenedAt, state.asOf)) return state;
  const { outcome, silent } = settleMember(current, state, memberId, at);
  return silent ? outcome.state : null;
}

function resettle(then: Then, event: StoredEvent): Redecided | Impossible {
  const { program, state, memberId } = then;
  const { outcome, silent } = settleMember(program, state, memberId, event.happenedAt);
  return silent ? { impossible: 'nothing had fallen due' } : outcome;
}

/** The receiver's side: a giver who had exactly what was given passes it on once more. */
function receive(then: Then, event: StoredEvent): Redecided | Impossible {
  if (!event.gift) return { impossible: 'the giver of the transfer is missing' };
  const { program, current, state } = then;
  const given = {
    program,
    current,
    state: giverOf(event.gift, event),
    purchase: null,
    other: state,
    budgets: recordedBudgets(program, event, then.more),
  };
  const decided = decide(given, factOf(event));
  if (!decided.ok) return { impossible: `refused: ${decided.refusal.code}` };
  const { other } = decided.outcome;
  return other ? { ...other, purchase: null } : { impossible: 'nobody received it' };
}

function giverOf({ at, entries }: Gift, { type, data, decision }: StoredEvent): MemberState {
  const { effects } = decision;
  if (isMerge(type)) return partnerOf(at, entries, effects, data, couponsGiven(effects));
  const giver = newState(at);
  const coupons = couponsGiven(effects);
  if (coupons.length > 0) giver.slices = { coupons };
  for (const { currency, amount, fromLot } of entries) {
    if (fromLot === null) continue;
    giver.wallets[currency] ??= { lots: [], holds: [] };
    giver.wallets[currency].lots.push({ id: fromLot, left: amount, endsAt: lotEnd(fromLot) });
  }
  return giver;
}

/** The coupons that a receiver got, as they were in the giver's hands. */
function couponsGiven(effects: Decision['effects']): Held[] {
  return effects.flatMap((effect) => {
    if (effect.kind !== 'coupon.received') return [];
    const { was: id, of, version, from, until, code } = effect as unknown as Passed;
    return [
      { id, of, version, from, ...(until !== undefined && { until }), ...(code && { code }) },
    ];
  });
}

/** Flags that the intake had set are not the engine's: they are compared, not given. */
function factOf(event: StoredEvent): Fact {
  const { source, id, type, happenedAt, channel, store, touchpoint, data } = event;
  const parties = { identifiers: [], to: [] };
  // Whose identifier it named decides where points go: that flag is the engine's to know.
  const origin = originIn(event.decision.flags);
  const flags = origin === null ? [] : [originFlag(origin)];
  return { source, id, type, happenedAt, channel, store, touchpoint, data, ...parties, flags };
}
