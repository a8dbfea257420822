import { scale } from '../../../kernel/integer.ts';
import { type CreditPart, lotKind } from '../../points/index.ts';
import type { Award, PurchaseFollowUp, PurchaseRecord, Refusal } from './decision.ts';
import { refuse } from './handlers/handler.ts';

/** One line that comes back, as the return event says it. */
interface ComingBack {
  readonly line: string;
  readonly quantity: number | null;
  readonly amount: number | null;
}

type Returned = PurchaseFollowUp['returned'];

/** How many units of a line there were, in the way in which it comes back. */
function unitsOf(line: PurchaseRecord['lines'][number], by: 'quantity' | 'amount'): number {
  return by === 'quantity' ? line.quantity : line.net;
}

/** Everything that is left of a purchase, marked as returned. */
export function returnAll(purchase: PurchaseRecord): Returned {
  const returned: Returned = {};
  for (const line of purchase.lines) {
    if (line.voided) continue;
    const by = purchase.followUp.returned[line.line]?.by ?? 'quantity';
    returned[line.line] = { by, units: unitsOf(line, by) };
  }
  return returned;
}

/** Adds lines that come back to what came back before; a no when that is more than was bought. */
export function returnLines(
  purchase: PurchaseRecord,
  lines: readonly ComingBack[],
): { returned: Returned } | { refusal: Refusal } {
  const returned: Returned = { ...purchase.followUp.returned };
  for (const [index, back] of lines.entries()) {
    const path = `/data/lines/${index}`;
    const bought = purchase.lines.find((one) => one.line === back.line && !one.voided);
    if (!bought) {
      const known = purchase.lines
        .map((one) => one.line)
        .slice(0, 20)
        .join(', ');
      return {
        refusal: refuse(
          'return_line_unknown',
          `${path}/line`,
          `The purchase has no line "${back.line}".`,
          `Name one of its lines: ${known}.`,
        ),
      };
    }
    const by = back.quantity !== null ? 'quantity' : 'amount';
    const before = returned[back.line];
    if (before && before.by !== by) {
      return {
        refusal: refuse(
          'return_mixed',
          path,
          `Line "${back.line}" came back by ${before.by} before.`,
          `Return it by ${before.by} again.`,
        ),
      };
    }
    const units = (before?.units ?? 0) + (back.quantity ?? back.amount ?? 0);
    const most = unitsOf(bought, by);
    if (units > most) {
      const left = most - (before?.units ?? 0);
      return {
        refusal: refuse(
          'return_exceeds_purchase',
          `${path}/${by}`,
          `Only ${left} of line "${back.line}" can still come back.`,
          `Return at most ${left}.`,
        ),
      };
    }
    returned[back.line] = { by, units };
  }
  return { returned };
}

/** What of a line has come back, as the pair that every share of it is scaled with. */
export function shareBack(
  line: PurchaseRecord['lines'][number],
  returned: Returned,
): { back: number; of: number } {
  const one = returned[line.line];
  if (!one) return { back: 0, of: 1 };
  const of = unitsOf(line, one.by);
  return of === 0 ? { back: 1, of: 1 } : { back: one.units, of };
}

/**
 * How much of an award is to be taken back, in all, once so much has been returned. What is kept
 * is rounded down, line by line and cumulatively, so that two returns of a half make a whole and
 * returning everything takes exactly everything.
 */
export function awardBack(award: Award, purchase: PurchaseRecord, returned: Returned): number {
  if (award.onReturn === 'keep') return 0;
  const shares = purchase.lines.map((line) => shareBack(line, returned));
  if (award.onReturn === 'all') return shares.some(({ back }) => back > 0) ? award.points : 0;
  return award.perLine.reduce((sum, points, index) => {
    const { back, of } = shares[index] ?? { back: 0, of: 1 };
    return sum + points - scale(points, of - back, of, 'down');
  }, 0);
}

/** The net money that has come back, smallest unit, and the net money of the whole purchase. */
export function moneyBack(
  purchase: PurchaseRecord,
  returned: Returned,
): { back: number; of: number; all: boolean } {
  let sum = 0;
  let of = 0;
  let all = true;
  for (const line of purchase.lines) {
    if (line.voided) continue;
    const share = shareBack(line, returned);
    sum += line.net - scale(line.net, share.of - share.back, share.of, 'down');
    of += line.net;
    if (share.back < share.of) all = false;
  }
  return { back: sum, of, all };
}

/**
 * What of a whole purchase has come back, to share out what was spent on it: by its net money, or
 * by pieces when it cost nothing.
 */
export function shareOfAll(
  purchase: PurchaseRecord,
  returned: Returned,
): { back: number; of: number } {
  const { back, of, all } = moneyBack(purchase, returned);
  if (all) return { back: 1, of: 1 };
  if (of > 0) return { back, of };
  const pieces = { back: 0, of: 0 };
  for (const line of purchase.lines) {
    if (line.voided) continue;
    const share = shareBack(line, returned);
    pieces.back += scale(line.quantity, share.back, share.of, 'down');
    pieces.of += line.quantity;
  }
  return pieces;
}

/** Parts of a credit where they are now: waiting points whose event has come are in another lot. */
export function lotsNow(
  { activated }: PurchaseFollowUp,
  currency: string,
  parts: readonly CreditPart[],
): readonly CreditPart[] {
  const lot = activated[currency];
  if (lot === undefined) return parts;
  return parts.map((part) => (lotKind(part.lot) === 'waiting' ? { ...part, lot } : part));
}
