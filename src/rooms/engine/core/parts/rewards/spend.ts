import type { RewardSpending } from '../../../../events/index.ts';
import { commitHold } from '../../../../points/index.ts';
import {
  commit,
  notePaid,
  type PaidPart,
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
export interface Spending extends Omit<RewardSpending, 'purchase'> {
  readonly redemption: string;
  readonly basket: number | null;
}

/** The receipt, and the lots from which the points came; or the reason why not. */
type Spent =
  | { readonly receipt: RedeemedEffect; readonly parts: readonly PaidPart[] }
  | { readonly refusal: Refusal };

/**
 * Spends what was set aside; with a purchase that is there, its return gives the points back. Null
 * when that is done, else the reason why not.
 */
export function spend(
  draft: Draft,
  said: Spending & Pick<RewardSpending, 'purchase'>,
  purchase: PurchaseRecord | null,
): Refusal | null {
  const withPurchase = said.purchase !== null;
  const before = withPurchase ? openRedemption(draft, said.redemption) : undefined;
  const never = purchaseMissing(said, purchase) ?? notOnPurchase(before);
  if (never) return never;
  const done = spendNow(draft, said, withPurchase);
  if ('refusal' in done) return done.refusal;
  if (purchase) linkSpend(draft, purchase, done.receipt.currency, done.parts);
  return null;
}

/**
 * Spends what was set aside at this moment; the rest of the points goes back to its lots. What the
 * reward gives is promised. Its receipt is the last effect.
 */
export function spendNow(draft: Draft, said: Spending, withPurchase: boolean): Spent {
  const { state, program, at, fact } = draft;
  const before = openRedemption(draft, said.redemption);
  const id = before?.id ?? said.redemption;
  const { basket, paid, fulfil, operator } = said;
  const terms = { id, basket, paid, fulfil, withPurchase, store: fact.store, operator };
  const step = commit(program.zone, state.slices.rewards, terms, at);
  if ('refusal' in step) return step;
  const receipt = step.effects[0] as RedeemedEffect;
  uncount(state, pointsOf(before?.counted, receipt.released));
  const parts = spendHeld(draft, receipt);
  draft.setSlice('rewards', notePaid(step.state, id, parts));
  draft.effects.push({ room: 'rewards', ...receipt });
  const cause = causeOf(receipt.reward);
  const key = before?.rollback === undefined || withPurchase ? {} : { key: givenKey(id) };
  for (const grant of step.grants) draft.promised.push({ grant, cause, ...key });
  return { receipt, parts };
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
export function notOnPurchase(before: Redemption | undefined): Refusal | null {
  if (!before || before.kind === 'discount') return null;
  return refuse(
    'reward_without_purchase',
    '/data/purchase',
    'Only a discount belongs to a purchase; this can be rolled back by itself.',
    'Leave `purchase` and `receipt` out.',
  );
}
