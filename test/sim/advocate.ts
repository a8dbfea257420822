import type { Advocate } from './friends-counted.ts';
import { fund } from './fund.ts';
import { creditEarned, type Draft } from './model.ts';
import type { Part } from './purse.ts';
import { REFERRALS } from './rooms.ts';

const [STEP] = REFERRALS.progress;

/** The turn of somebody above a friend who counts: paid by reach, or by the chain. */
export function friendCounts(draft: Draft, depth: number): void {
  const { event, member } = draft;
  const { advocate } = member;
  const friends = advocate.done[0]! + (depth === 1 ? 1 : 0);
  const reach = REFERRALS.reach.findLast(({ at }) => at <= friends);
  const payout = depth === 1 ? reach : REFERRALS.chain[depth - 1];
  advocate.done[depth - 1]! += 1;
  const what = depth === 1 ? 'reach' : 'chain';
  if (payout?.grants && fund(draft, what, payout.cost)) {
    member.paid[event.id] = give(draft, payout.grants);
  }
  if (advocate.fan === 'reached' || barOf(advocate) < STEP!.at) return;
  const again = advocate.fan === 'lost';
  advocate.fan = 'reached';
  if (!again && !fund(draft, 'step', STEP!.cost)) return;
  if (!again) give(draft, STEP!.points);
  if (member.left || advocate.tagged) return;
  Object.assign(advocate, { tagged: true, tagGiven: true });
}

/** The turn of somebody above a friend who counts no more. */
export function friendCountsNoMore({ member: { advocate } }: Draft, depth: number): void {
  advocate.done[depth - 1] = Math.max(0, advocate.done[depth - 1]! - 1);
  if (advocate.fan !== 'reached' || barOf(advocate) >= STEP!.at) return;
  advocate.fan = 'lost';
  if (advocate.tagGiven) Object.assign(advocate, { tagged: false, tagGiven: false });
}

function barOf({ done }: Advocate): number {
  return REFERRALS.chain.reduce((sum, { counts }, index) => sum + counts * done[index]!, 0);
}

function give(draft: Draft, grants: readonly { points: string; amount: number }[]): Part[] {
  return grants.flatMap(({ points, amount }) => creditEarned(draft, points, amount));
}
