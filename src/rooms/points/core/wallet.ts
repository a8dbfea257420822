import type { Instant } from '../../../kernel/time.ts';

/** A part of a lot that is not usable yet. `at` null waits for an event. */
export interface PendingPart {
  at: Instant | null;
  amount: number;
}

/**
 * Points of one currency that end at the same moment under the same terms. The id says the terms
 * (see `lot-id.ts`), so a lot that was used up can be filled again by a return.
 */
export interface Lot {
  id: string;
  /** Usable points left. Only the debt lot may be below zero. */
  left: number;
  /** Null for never; a sliding currency keeps its end in the wallet. */
  endsAt: Instant | null;
  pending?: PendingPart[];
}

/** A part of a hold: which lot it came from and how much. */
export interface HeldPart {
  lot: string;
  amount: number;
  endsAt: Instant | null;
}

/** Points set aside for one purpose until they are committed, voided or time is up. */
export interface Hold {
  id: string;
  until: Instant;
  parts: HeldPart[];
  /** The purchase it is for, `source\nid`, so that a return finds it. */
  purchase: string | null;
}

/** What one member has of one currency. */
export interface Wallet {
  lots: Lot[];
  holds: Hold[];
  /** The last activity, for currencies with sliding expiry. */
  activeOn?: Instant;
}

/** A wallet with nothing in it. */
export function emptyWallet(): Wallet {
  return { lots: [], holds: [] };
}

/** An independent copy, so that a decision can be thrown away. */
export function copyWallet(wallet: Wallet): Wallet {
  const copy: Wallet = {
    lots: wallet.lots.map((lot) => {
      const one: Lot = { id: lot.id, left: lot.left, endsAt: lot.endsAt };
      if (lot.pending)
        one.pending = lot.pending.map((part) => ({ at: part.at, amount: part.amount }));
      return one;
    }),
    holds: wallet.holds.map((hold) => ({
      id: hold.id,
      until: hold.until,
      purchase: hold.purchase,
      parts: hold.parts.map((part) => ({ ...part })),
    })),
  };
  if (wallet.activeOn !== undefined) copy.activeOn = wallet.activeOn;
  return copy;
}
