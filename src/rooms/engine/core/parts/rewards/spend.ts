import type { RewardSpending } from '../../../../events/index.ts';
import { commitHold } from '../../../../points/index.ts';
import {
  commit,
  notePaid,
  type RedeemedEffect,
  type Redemption,
} from '../../../../rewards/index.ts';
import type { PurchaseRecord, Refusal } from '../../decision.ts';
import type { Draft } from '../../draft.ts';
import { touchSliding } from '../../handlers/credit-earned.ts';
import { refuse } from '../../handlers/handler.ts';
import { linkSpend, purchaseMissing } from '../../handlers/spend.ts';
import { pointsOf, uncount } from './counted.ts';
import { causeOf, givenKey } from './given-with.ts';
import { openRedemption } from './open-redemption.ts';

/** What a redemption is spent with. */
export interface Spending extends RewardSpending {
  readonly redemption: string;
  readonly basket: number | null;
}

/**
 * Spends what was set aside; the rest of the points goes back to its lots. What the reward gives
 * is promised. Null when that is done, else the reason why not.
 */
export function spend(
  draft: Draft,
  said: Spending,
  purchase: PurchaseRecord | null,
): Refusal | null {
  const { state, program, at, fact } = draft;
  const before = openRedemption(draft, said.redemption);
  const id = before?.id ?? said.redemption;
  const never = purchaseMissing(said, purchase) ?? notOnPurchase(before, said);
  if (never) return never;
  const { basket, paid, fulfil, operator } = said;
  const withPurchase = said.purchase !== null;
  const terms = { id, basket, paid, fulfil, withPurchase, store: fact.store, operator };
  const step = commit(program.zone, state.slices.rewards, terms, at);
  if ('refusal' in step) return step.refusal;
  const receipt = step.effects[0] as RedeemedEffect;
  uncount(state, pointsOf(before?.counted, receipt.released));
  const parts = spendHeld(draft, receipt);
  draft.setSlice('rewards', notePaid(step.state, id, parts));
  draft.effects.push({ room: 'rewards', ...receipt });
  const cause = causeOf(receipt.reward);
  const key = before?.rollback === undefined ? {} : { key: givenKey(id) };
  for (const grant of step.grants) draft.promised.push({ grant, cause, ...key });
  if (purchase) linkSpend(draft, purchase, receipt.currency, parts);
  return null;
}

/** Spends the points in the wallet; returns from which lots they came. */
function spendHeld(draft: Draft, { id, currency, points, released, at }: RedeemedEffect) {
  const wallet = draft.state.wallets[currency];
  const open = wallet?.holds.find((one) => one.id === id);
  if (!wallet || !open) return [];
  const parts = commitHold(wallet, draft.journal, currency, open, points, at);
  draft.count(currency, 'spent', points);
  draft.count(currency, 'released', released);
  touchSliding(draft);
  return parts;
}

/** Only a discount belongs to a purchase: its return gives the points back. */
function notOnPurchase(before: Redemption | undefined, said: Spending): Refusal | null {
  if (said.purchase === null || !before || before.kind === 'discount') return null;
  return refuse(
    'reward_without_purchase',
    '/data/purchase',
    'Only a discount belongs to a purchase; this can be rolled back by itself.',
    'Leave `purchase` and `receipt` out.',
  );
}
