import type { Instant } from '../../../kernel/time.ts';
import type { Entry } from '../../ledger/index.ts';
import { lotKind, type Wallet } from '../../points/index.ts';

/** A wallet in a form in which equal wallets are equal texts: by name, without what is empty. */
export interface PlainWallet {
  /** Usable points by lot. */
  readonly left: Record<string, number>;
  /** Pending points by lot and moment: `e.mf3k@1792540800000`, `w.1@event`. */
  readonly pending: Record<string, number>;
  /** Points set aside, by hold and lot. */
  readonly held: Record<string, number>;
}

/** Rebuilds what a member has of each currency at `asOf`, from nothing but the entries. */
export function rebuildWallets(
  entries: readonly Entry[],
  asOf: Instant,
): Record<string, PlainWallet> {
  const wallets: Record<string, PlainWallet> = {};
  for (const entry of entries) {
    wallets[entry.currency] ??= emptyPlain();
    const wallet = wallets[entry.currency] as PlainWallet;
    const { from, to, fromLot, toLot, amount } = entry;
    if (from === 'member' && fromLot !== null) move(wallet, fromLot, entry, asOf, -amount);
    if (to === 'member' && toLot !== null) move(wallet, toLot, entry, asOf, amount);
    if (from === 'held') add(wallet.held, `${entry.hold} ${fromLot}`, -amount);
    if (to === 'held') add(wallet.held, `${entry.hold} ${toLot}`, amount);
  }
  return tidied(wallets);
}

/** The wallets of a state in the same form. */
export function plainWallets(
  wallets: Readonly<Record<string, Wallet>>,
): Record<string, PlainWallet> {
  const plain: Record<string, PlainWallet> = {};
  for (const id in wallets) {
    const wallet = emptyPlain();
    plain[id] = wallet;
    for (const lot of wallets[id]?.lots ?? []) {
      add(wallet.left, lot.id, lot.left);
      for (const { at, amount } of lot.pending ?? []) {
        add(wallet.pending, `${lot.id}@${at ?? 'event'}`, amount);
      }
    }
    for (const hold of wallets[id]?.holds ?? []) {
      for (const { lot, amount } of hold.parts) add(wallet.held, `${hold.id} ${lot}`, amount);
    }
  }
  return tidied(plain);
}

/** Points that wait for an event have no moment; others wait until theirs has come. */
function move(
  wallet: PlainWallet,
  lot: string,
  { activeAt }: Entry,
  asOf: Instant,
  amount: number,
): void {
  if (lotKind(lot) === 'waiting') add(wallet.pending, `${lot}@event`, amount);
  else if (activeAt !== null && activeAt > asOf) add(wallet.pending, `${lot}@${activeAt}`, amount);
  else add(wallet.left, lot, amount);
}

function add(sums: Record<string, number>, key: string, amount: number): void {
  sums[key] = (sums[key] ?? 0) + amount;
}

function emptyPlain(): PlainWallet {
  return { left: {}, pending: {}, held: {} };
}

function tidied(wallets: Record<string, PlainWallet>): Record<string, PlainWallet> {
  for (const [id, wallet] of Object.entries(wallets)) {
    const parts = Object.values(wallet) as Record<string, number>[];
    for (const part of parts) {
      for (const key in part) if (part[key] === 0) delete part[key];
    }
    if (parts.every((part) => Object.keys(part).length === 0)) delete wallets[id];
  }
  return wallets;
}
