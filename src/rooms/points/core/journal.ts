import { assert } from '../../../kernel/assert.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Account, Entry } from '../../ledger/index.ts';
import { DEBT_LOT, lotEnd } from './lot-id.ts';
import type { Lot, Wallet } from './wallet.ts';

/** One side of a movement: an account and, for the member's own, the lot. */
export interface Side {
  readonly account: Account;
  readonly lot?: string;
}

/**
 * Where one decision writes its movements. Wallets are changed by the functions of this folder
 * only, each of which writes the entry that explains the change.
 */
export class Journal {
  readonly entries: Entry[] = [];

  /** Records that `amount` moved; zero moves nothing. */
  move(
    currency: string,
    amount: number,
    from: Side,
    to: Side,
    at: Instant,
    more: { activeAt?: Instant | null; hold?: string } = {},
  ): void {
    if (amount === 0) return;
    assert(Number.isSafeInteger(amount) && amount > 0, 'a movement is a positive integer', {
      currency,
      amount,
    });
    this.entries.push({
      currency,
      amount,
      from: from.account,
      to: to.account,
      fromLot: from.lot ?? null,
      toLot: to.lot ?? null,
      activeAt: more.activeAt ?? null,
      at,
      hold: more.hold ?? null,
    });
  }
}

/** The lot of that id, made empty when the wallet has none. */
export function lotIn(wallet: Wallet, id: string): Lot {
  const known = wallet.lots.find((lot) => lot.id === id);
  if (known) return known;
  const lot: Lot = { id, left: 0, endsAt: lotEnd(id) };
  wallet.lots.push(lot);
  return lot;
}

/** Drops lots in which nothing is left: their history is in the entries. */
export function sweepEmpty(wallet: Wallet): void {
  if (wallet.lots.every(isOpen)) return;
  wallet.lots = wallet.lots.filter(isOpen);
}

function isOpen(lot: Lot): boolean {
  return lot.left !== 0 || (lot.pending?.length ?? 0) > 0;
}

/** Usable points, debt deducted. The wallet must have been settled up to the moment in question. */
export function available(wallet: Wallet): number {
  let sum = 0;
  for (const lot of wallet.lots) sum += lot.left;
  return sum;
}

/** What the member owes after an overdraft, zero or more. */
export function debtOf(wallet: Wallet): number {
  const lot = wallet.lots.find((one) => one.id === DEBT_LOT);
  return lot ? Math.max(0, -lot.left) : 0;
}
