import { split } from '../../../../../kernel/integer.ts';
import { type Line, netOf, type PurchaseData } from '../../../../events/index.ts';
import type { PaidPart, RedeemedEffect } from '../../../../rewards/index.ts';
import { noFollowUp, type PurchaseFollowUp, type Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import type { Effect } from '../effect.ts';
import { openRedemption } from './open-redemption.ts';
import { notOnPurchase, spendNow } from './spend.ts';

/** A receipt on a purchase: what it pays of each line, and from which lots its points came. */
interface ReceiptOnPurchase extends RedeemedEffect {
  readonly lines: readonly (readonly [line: string, amount: number])[];
  readonly paid: readonly PaidPart[];
}

/**
 * Spends the discounts that a purchase names, for what the basket costs now: what they pay counts
 * as paid by reward on its lines, so that rules see what is left.
 */
export function payWithRewards(draft: Draft): Refusal | null {
  const { fact } = draft;
  if (fact.type !== 'purchase') return null;
  const { redemptions } = fact.data as unknown as PurchaseData;
  for (const [index, redemption] of (redemptions ?? []).entries()) {
    const refusal = payOne(draft, redemption);
    if (refusal) return { ...refusal, path: `/data/redemptions/${index}` };
  }
  return null;
}

function payOne(draft: Draft, redemption: string): Refusal | null {
  const before = openRedemption(draft, redemption);
  const never = notOnPurchase(before);
  if (never) return never;
  const { fact } = draft;
  const data = fact.data as unknown as PurchaseData;
  const left = data.lines.map((line) => (line.voided ? 0 : netOf(line) - line.byReward));
  const basket = left.reduce((sum, amount) => sum + amount, 0);
  const how = { paid: before?.money ?? 0, fulfil: null, operator: null };
  const done = spendNow(draft, { redemption, basket, ...how }, true);
  if ('refusal' in done) return done.refusal;
  const { receipt, parts: paid } = done;
  const shares = split(receipt.off, left);
  const lines = data.lines.map((line, index) => pay(line, shares[index] ?? 0));
  const told = data.lines.flatMap(({ line }, index) => {
    const share = shares[index] ?? 0;
    return share > 0 ? [[line, share] as const] : [];
  });
  const effect: ReceiptOnPurchase = { ...receipt, lines: told, paid };
  draft.effects[draft.effects.length - 1] = { room: 'rewards', ...effect };
  draft.fact = { ...fact, data: { ...data, lines } };
  return null;
}

function pay(line: Line, share: number): Line {
  return share === 0 ? line : { ...line, byReward: line.byReward + share };
}

/** What a purchase starts with: the points spent on it, which its return gives back. */
export function firstFollowUp(effects: readonly Effect[]): PurchaseFollowUp {
  const followUp = noFollowUp();
  for (const effect of effects) {
    if (effect.room !== 'rewards' || effect.kind !== 'redeemed' || !('paid' in effect)) continue;
    const { currency, paid } = effect as unknown as ReceiptOnPurchase;
    followUp.spends.push({ currency, parts: paid, restored: 0 });
  }
  return followUp;
}
