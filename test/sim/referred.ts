import type { Doubt } from './doubts.ts';
import type { Part } from './purse.ts';
import { REFERRALS } from './rooms.ts';

/** Who was brought by a code, and how far that has come. */
export interface Brought {
  id: string;
  /** Whose code it was. */
  by: string;
  at: number;
  until: number;
  /** For whom the friend counts; frozen when the friend came, in a race by the hub's word. */
  chain: string[];
  raced: boolean;
  state: 'open' | 'pending' | 'ripe' | 'qualified' | 'reversed' | 'lapsed' | 'refused';
  due: number | null;
  purchases: { id: string; at: number; ends: number }[];
  turn: number;
  /** What holds it until somebody has looked, and what was looked at already. */
  doubt: Doubt | null;
  cleared: Doubt[];
  welcomed: boolean;
  /** The event that paid the friend, and the one whose payment is to be taken back. */
  rewardedBy: string | null;
  undo: string | null;
}

/** What of a member referrals have to do with. */
export interface Refers {
  codes: string[];
  brought: Brought | null;
  /** What was paid for a referral and may be taken back, by the event that paid. */
  paid: Record<string, Part[]>;
  /** The turns that others, or the member again, must have had by now. */
  told: string[];
}

/** What a purchase must come to, in the smallest unit, to count. */
export const LEAST = Math.round(Number(REFERRALS.qualify.least) * 100);

/** So much is left of a purchase that came back: it may count no more. */
export function friendReturns(
  { at, member, named }: { at: number; member: Refers; named: string | null },
  left: number,
): void {
  const { brought } = member;
  if (!brought || left >= LEAST || !brought.purchases.some(({ id }) => id === named)) return;
  if (brought.state === 'qualified') {
    brought.chain.forEach((_, index) => {
      member.told.push(`${brought.id}:reversed:${index + 1}`);
    });
    if (brought.rewardedBy !== null) member.told.push(`${brought.id}:reversed:0`);
    const undo = { rewardedBy: null, undo: brought.rewardedBy };
    Object.assign(brought, { state: 'reversed', purchases: [], ...undo });
    return;
  }
  brought.purchases = brought.purchases.filter(({ id }) => id !== named);
  const [next] = brought.purchases;
  if (next) Object.assign(brought, { state: 'pending', due: next.ends });
  else Object.assign(brought, { state: 'open', due: brought.until });
  passReferral(member, at);
}

/** A return window is over, or the time to buy. */
export function passReferral(member: Pick<Refers, 'brought' | 'told'>, until: number): void {
  const { brought } = member;
  if (!brought || brought.due === null || brought.due > until) return;
  brought.due = null;
  if (brought.state === 'pending') {
    brought.state = 'ripe';
    brought.turn += 1;
    if (brought.doubt === null) member.told.push(`${brought.id}:matured:${brought.turn}`);
    return;
  }
  Object.assign(brought, { state: 'lapsed', purchases: [] });
  member.told.push(`${brought.id}:closed`);
}
