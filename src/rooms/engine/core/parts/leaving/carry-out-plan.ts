import type { Instant } from '../../../../../kernel/time.ts';
import type { LeavingPlan } from '../../../../leaving/index.ts';
import { giveUp } from '../../../../points/index.ts';
import type { Program } from '../../program.ts';
import type { Settled } from '../../settled.ts';
import type { MemberState } from '../../state.ts';
import type { Part } from '../part.ts';
import { setSlice } from '../slices.ts';
import { undoOpen } from './undo-open.ts';

/** The cause of coupons that points are paid out as; it is the only grant to who has left. */
export const PAYOUT = 'leaving';

/**
 * Does what a plan says, all of it in this decision: what is open is undone, points go where they
 * go, coupons and what else the rooms have ends, and so do the levels.
 */
export function carryOutPlan(
  parts: readonly Part[],
  program: Program,
  state: MemberState,
  into: Settled,
  plan: LeavingPlan,
  at: Instant,
): void {
  undoOpen(parts, program, state, into, at);
  for (const { currency, donated, paidOut, lost } of plan.points) {
    const wallet = state.wallets[currency];
    if (!wallet) continue;
    const given = [
      { to: 'redeemed' as const, points: paidOut?.points ?? 0 },
      { to: 'donated' as const, points: donated?.points ?? 0 },
    ];
    giveUp(currency, wallet, into.journal, given, at);
    tellPoints(into, { currency, lost, donated, paidOut });
    for (let count = paidOut?.coupons ?? 0; count > 0; count--) {
      into.promised.push({ grant: { coupon: paidOut?.coupon ?? '' }, cause: PAYOUT });
    }
  }
  const ended = new Set(plan.coupons.end);
  for (const part of parts) {
    if (state.slices[part.slice] !== undefined) part.leave?.(program, state, into, ended, at);
  }
  // What was given is given up with the rest: nothing of it is taken back later.
  setSlice(state, 'badges', undefined);
  setSlice(state, 'given', undefined);
  for (const [set, { level }] of Object.entries(state.tiers)) {
    if (level !== '') into.tiers.push({ set, from: level, to: '', why: 'left', at });
  }
  state.tiers = {};
  setSlice(state, 'leftAt', state.no);
}

function tellPoints(
  into: Settled,
  { currency, lost, donated, paidOut }: LeavingPlan['points'][number],
): void {
  const about = { room: 'leaving', currency } as const;
  if (lost > 0) into.effects.push({ ...about, kind: 'forfeited', points: lost });
  if (donated) into.effects.push({ ...about, kind: 'donated', ...donated });
  if (paidOut) into.effects.push({ ...about, kind: 'paid-out', ...paidOut });
}
