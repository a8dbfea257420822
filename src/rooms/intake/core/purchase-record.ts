import {
  type Decision,
  firstFollowUp,
  type PurchaseRecord,
  withoutCoupons,
} from '../../engine/index.ts';
import { netOf, type PurchaseData } from '../../events/index.ts';

/** A purchase with what it earned, for the events that follow it. */
export function purchaseRecord(
  event: { readonly memberId: number; readonly no: number; readonly happenedAt: number },
  data: PurchaseData,
  decision: Pick<Decision, 'awards' | 'credits' | 'effects'>,
  followUp = firstFollowUp(decision.effects),
): PurchaseRecord {
  return {
    ...event,
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
