import { type CreditPart, originOf, withOrigin } from '../../../../points/index.ts';
import type { PurchaseFollowUp, PurchaseRecord } from '../../decision.ts';
import type { MemberState } from '../../state.ts';
import type { Effect } from '../effect.ts';
import { guestsOf } from './guests.ts';

/** Whose purchase it is, whoever's history it stands in. */
export function ownerOf({ owner, memberId }: PurchaseRecord): number {
  return owner ?? memberId;
}

/**
 * A purchase as the member finds it whose turn it is. Its points lie in lots that are named after
 * the buyer while the buyer is merged into this member, and in the buyer's plain lots otherwise.
 */
export function asFoundBy(purchase: PurchaseRecord, state: MemberState): PurchaseRecord {
  const guests = guestsOf(state);
  const owner = ownerOf(purchase);
  const rename = (lot: string): string => {
    const origin = originOf(lot) ?? (guests[owner] ? owner : null);
    return withOrigin(lot, origin !== null && guests[origin] ? origin : null);
  };
  const { credits, followUp, no, elsewhere } = purchase;
  return {
    ...purchase,
    // A number of another's history must not be taken for one of this member's own.
    no: elsewhere ? -no : no,
    credits: partsOf(credits, rename),
    followUp: renamed(followUp, rename),
  };
}

/** The purchase under its own number again; marked as one that a member's history cannot tell. */
export function putBack(found: PurchaseRecord): PurchaseRecord {
  if (!found.elsewhere) return found;
  return { ...found, no: -found.no, followUp: { ...found.followUp, elsewhere: true } };
}

/** Keeps with the decision what it knew of a purchase that stands in another's history. */
export function tellElsewhere(purchase: PurchaseRecord): Effect {
  return { room: 'identity', kind: 'purchase-elsewhere', purchase };
}

function renamed(followUp: PurchaseFollowUp, rename: (lot: string) => string): PurchaseFollowUp {
  const activated = Object.entries(followUp.activated).map(([id, lot]) => [id, rename(lot)]);
  return {
    ...followUp,
    undone: partsOf(followUp.undone, rename),
    spends: followUp.spends.map((spend) => ({
      ...spend,
      parts: spend.parts.map((part) => ({ ...part, lot: rename(part.lot) })),
    })),
    activated: Object.fromEntries(activated),
  };
}

function partsOf(
  byCurrency: Readonly<Record<string, readonly CreditPart[]>>,
  rename: (lot: string) => string,
): Record<string, CreditPart[]> {
  const all = Object.entries(byCurrency).map(([id, parts]) => [
    id,
    parts.map((part) => ({ ...part, lot: rename(part.lot) })),
  ]);
  return Object.fromEntries(all);
}
