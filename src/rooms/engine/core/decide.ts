import type { Instant } from '../../../kernel/time.ts';
import type { Fact } from '../../events/index.ts';
import type { BudgetLevels } from './budget-levels.ts';
import { forgetPeriods } from './counters.ts';
import type { Decided, PurchaseRecord, Refusal } from './decision.ts';
import { Draft } from './draft.ts';
import { custom } from './handlers/custom.ts';
import type { Handler } from './handlers/handler.ts';
import { pointsCommit, pointsHold, pointsVoid } from './handlers/hold.ts';
import { memberChanged } from './handlers/member.ts';
import {
  pointsAdjust,
  pointsCredit,
  pointsGoodwill,
  pointsOpening,
} from './handlers/points-change.ts';
import { purchase } from './handlers/purchase.ts';
import { reinstate } from './handlers/reinstate.ts';
import { returned } from './handlers/return.ts';
import { pointsSpend } from './handlers/spend.ts';
import { pointsTransfer } from './handlers/transfer.ts';
import { countEnded, countSettled } from './moved.ts';
import { carryOut } from './parts/carry-out.ts';
import { PARTS } from './parts/catalogue.ts';
import { beforeGuestsEvent, noteGuestsEvent } from './parts/identity/guests.ts';
import { asFoundBy, putBack, tellElsewhere } from './parts/identity/purchase-elsewhere.ts';
import { refusedToLeft } from './parts/leaving/refused-to-left.ts';
import { welcomeBack } from './parts/leaving/welcome-back.ts';
import type { Program } from './program.ts';
import { dueOf, settleState } from './settle-state.ts';
import { copyState, type MemberState } from './state.ts';
import { raiseTiers } from './tiers.ts';
import { countEvent, forgetDays } from './totals.ts';

/** The types of event that are more than a custom one. A new one is a file and a line here. */
const HANDLERS: Readonly<Record<string, Handler>> = {
  purchase,
  return: returned,
  'purchase.reinstated': reinstate,
  'member.enrolled': memberChanged,
  'member.updated': memberChanged,
  'points.credit': pointsCredit,
  'points.opening': pointsOpening,
  'points.goodwill': pointsGoodwill,
  'points.adjust': pointsAdjust,
  'points.spend': pointsSpend,
  'points.hold': pointsHold,
  'points.commit': pointsCommit,
  'points.void': pointsVoid,
  'points.transfer': pointsTransfer,
};

/** The one handler for a type of event: the engine's own, a room's, or that of custom events. */
function handlerOf(type: string): Handler {
  return HANDLERS[type] ?? PART_HANDLERS[type] ?? custom;
}

const PART_HANDLERS: Readonly<Record<string, Handler>> = Object.assign(
  {},
  ...PARTS.map((part) => part.handlers),
);

/**
 * Everything a decision may know. Nothing in it is changed, except that `budgets` gets smaller, and
 * a state that may be written on.
 */
export interface Given {
  /** The program in force when the event happened: it decides. */
  readonly program: Program;
  /** The program in force now: what fell due meanwhile is settled by it. */
  readonly current: Program;
  readonly state: MemberState;
  /** The purchase that the event names, when the hub knows it. */
  readonly purchase: PurchaseRecord | null;
  /** The other member's state, for a transfer. */
  readonly other: MemberState | null;
  readonly budgets: BudgetLevels;
  /**
   * `state` was made for this decision alone: it is written on instead of copied, and is of no use
   * after a refusal.
   */
  readonly mayWrite?: boolean;
}

/**
 * Decides one event of one member. Pure: the same program, state and fact give the same decision,
 * for ever. First what fell due since the last event is settled, then the event has its effects,
 * then tiers rise. A refusal changes nothing.
 */
export function decide(given: Given, fact: Fact): Decided {
  // Two members of one movement meet at one moment: the later of those up to which they are
  // settled.
  const at = Math.max(fact.happenedAt, given.state.asOf, given.other?.asOf ?? 0);
  const draft = open(given, given.mayWrite ? given.state : copyState(given.state), fact, at);
  const other = given.other ? open(given, copyState(given.other), fact, at) : null;
  const { source, type } = fact;
  const purchase = given.purchase && asFoundBy(given.purchase, draft.state);
  const counted = beforeGuestsEvent(draft);
  if (type === 'member.enrolled') welcomeBack(draft);
  const refusal =
    refusedToLeft(draft.state, source, type) ??
    (other && refusedToLeft(other.state, source, type)) ??
    begin(draft) ??
    handlerOf(type)(draft, { purchase, other });
  if (refusal) {
    given.budgets.giveBack(draft.taken);
    if (other) given.budgets.giveBack(other.taken);
    return { ok: false, refusal };
  }
  takePart(draft);
  if (other) takePart(other);
  close(draft);
  if (other) close(other);
  noteGuestsEvent(draft, counted);
  if (given.purchase?.elsewhere) draft.effects.push(tellElsewhere(given.purchase));
  return {
    ok: true,
    outcome: {
      decision: draft.finish(),
      state: draft.state,
      entries: draft.journal.entries,
      purchase: draft.purchase && putBack(draft.purchase),
      other: other
        ? { decision: other.finish(), state: other.state, entries: other.journal.entries }
        : null,
    },
  };
}

/** The rooms that have their say before an event's effects, and after them. */
const BEFORE = PARTS.flatMap(({ beforeEvent }) => (beforeEvent ? [beforeEvent] : []));
const AFTER = PARTS.flatMap(({ afterEvent }) => (afterEvent ? [afterEvent] : []));

/** The other rooms may refuse the event. */
function begin(draft: Draft): Refusal | null {
  for (const beforeEvent of BEFORE) {
    const refusal = beforeEvent(draft);
    if (refusal) return refusal;
  }
  return null;
}

/** The other rooms have their say, and what they promised is carried out. */
function takePart(draft: Draft): void {
  for (const afterEvent of AFTER) afterEvent(draft);
  if (draft.promised.length > 0) carryOut(draft);
}

function open(given: Given, state: MemberState, fact: Fact, at: Instant): Draft {
  const { program, current, budgets } = given;
  const draft = new Draft(program, state, fact, budgets, current, at);
  draft.parts = PARTS;
  settleState(current, draft.state, draft, draft.at);
  draft.opened = draft.journal.entries.length;
  countEnded(draft, 0);
  countSettled(draft, 0);
  return draft;
}

/**
 * The event may have left something that is due already: points that came late or back to a lot
 * that has ended, a level whose review has passed. It is done now, so that a task finds nothing.
 */
function close(draft: Draft): void {
  const { state, current, at } = draft;
  countEvent(state, draft.fact.type);
  const due = dueOf(current, state);
  if (due !== null && due <= at) settleState(current, state, draft, at);
  countEnded(draft, draft.opened);
  raiseTiers(current, state, draft.tiers, at);
  const days = Math.max(current.daysRemembered, draft.program.daysRemembered);
  const today = current.zone.dayOf(at);
  forgetDays(state, today - days);
  forgetPeriods(state, today - current.daysLate);
}
