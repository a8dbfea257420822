import {
  type Decision,
  firstFollowUp,
  originIn,
  type PurchaseRecord,
  withoutCoupons,
} from '../../engine/index.ts';
import { netOf, type PurchaseData } from '../../events/index.ts';

/** A purchase with what it earned, for the events that follow it. */
export function purchaseRecord(
  event: { readonly memberId: number; readonly no: number; readonly happenedAt: number },
  data: PurchaseData,
  decision: Pick<Decision, 'awards' | 'credits' | 'effects' | 'flags'>,
  followUp = firstFollowUp(decision.effects),
): PurchaseRecord {
  const owner = originIn(decision.flags);
  return {
    ...event,
    ...(owner !== null && { owner }),
    lines: withoutCoupons(data, decision.effects).lines.map((line) => ({
      line: line.line,
      quantity: line.quantity,
      net: netOf(line),
      voided: line.voided,
    })),
    awards: decision.awards,
    credits: decision.credits,
    followUp,
  };
}
