import { netOf, type PurchaseData } from '../../../events/index.ts';
import { earn } from '../earn.ts';
import { countPurchase } from '../totals.ts';
import { creditAwards, touchSliding } from './credit-earned.ts';
import type { Handler } from './handler.ts';

/** A purchase: every rule has its say, the points are credited, the totals move on. */
export const purchase: Handler = (draft) => {
  const data = draft.fact.data as unknown as PurchaseData;
  earn(draft, data.lines);
  touchSliding(draft);
  creditAwards(draft);
  let spend = 0;
  for (const line of data.lines) if (!line.voided) spend += netOf(line);
  countPurchase(draft.state, draft.day, 1, spend);
  const { purchases } = draft.state;
  purchases.last = Math.max(purchases.last ?? 0, draft.fact.happenedAt);
  return null;
};
