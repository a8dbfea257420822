import type { Fact } from '../../events/index.ts';
import type { BudgetLevels } from './budget-levels.ts';
import type { Decided, PurchaseRecord } from './decision.ts';
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
import type { Program } from './program.ts';
import { settleState } from './settle-state.ts';
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

/** Everything a decision may know. Nothing in it is changed, except that `budgets` gets smaller. */
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
}

/**
 * Decides one event of one member. Pure: the same program, state and fact give the same decision,
 * for ever. First what fell due since the last event is settled, then the event has its effects,
 * then tiers rise. A refusal changes nothing.
 */
export function decide(given: Given, fact: Fact): Decided {
  const draft = open(given, given.state, fact);
  const other = given.other ? open(given, given.other, fact) : null;
  const handler = HANDLERS[fact.type] ?? custom;
  const refusal = handler(draft, { purchase: given.purchase, other });
  if (refusal) {
    given.budgets.giveBack(draft.taken);
    return { ok: false, refusal };
  }
  close(draft);
  if (other) close(other);
  return {
    ok: true,
    outcome: {
      decision: draft.finish(),
      state: draft.state,
      entries: draft.journal.entries,
      purchase: draft.purchase,
      other: other
        ? { decision: other.finish(), state: other.state, entries: other.journal.entries }
        : null,
    },
  };
}

function open(given: Given, state: MemberState, fact: Fact): Draft {
  const draft = new Draft(given.program, copyState(state), fact, given.budgets);
  settleState(given.current, draft.state, draft.journal, draft.tiers, draft.at);
  noteLapsed(draft, 0);
  return draft;
}

/** What lapsed or came free on the way, from this entry on, is part of the answer. */
function noteLapsed(draft: Draft, first: number): void {
  for (const { currency, to, from, amount } of draft.journal.entries.slice(first)) {
    if (to === 'expired' || to === 'voided') draft.count(currency, to, amount);
    if (from === 'held' && to === 'member') draft.count(currency, 'released', amount);
  }
}

function close(draft: Draft): void {
  countEvent(draft.state, draft.fact.type);
  if (draft.fact.happenedAt < draft.at || hasEnded(draft)) settleWhatCameLate(draft);
  raiseTiers(draft.program, draft.state, draft.tiers, draft.at);
  const today = draft.program.zone.dayOf(draft.at);
  forgetDays(draft.state, today - draft.program.daysRemembered);
}

/** Points can go to a lot whose end has passed: given back by a return, or with an end of their own. */
function hasEnded({ state, at }: Draft): boolean {
  for (const id in state.wallets) {
    for (const { endsAt } of state.wallets[id]?.lots ?? []) {
      if (endsAt !== null && endsAt <= at) return true;
    }
  }
  return false;
}

/** Points of a late event may have ended already: they are credited, and expire at once. */
function settleWhatCameLate(draft: Draft): void {
  const before = draft.journal.entries.length;
  settleState(draft.program, draft.state, draft.journal, draft.tiers, draft.at);
  noteLapsed(draft, before);
}
