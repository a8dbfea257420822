import { type Lot, lotEnd, type Wallet } from '../../points/index.ts';
import { NO_SLICES } from './parts/slices.ts';
import { readSlices, type StoredSlices, storeSlices } from './parts/stored-slices.ts';
import type { MemberState } from './state.ts';
import { readDays, type StoredDays, storeDays } from './stored-days.ts';
import { readStanding, type StoredStanding, storeStanding } from './stored-standing.ts';

/** A lot as its row keeps it: what its id says already is left out. */
type StoredLot = readonly [
  id: string,
  left: number,
  pending?: readonly (readonly [at: number | null, amount: number])[],
];

interface StoredWallet {
  readonly lots?: readonly StoredLot[] | undefined;
  readonly holds?: Wallet['holds'] | undefined;
  readonly activeOn?: number | undefined;
}

interface StoredState extends Partial<Omit<MemberState, 'wallets' | 'tiers' | 'days' | 'slices'>> {
  readonly no: number;
  readonly asOf: number;
  readonly joinedAt: number;
  readonly wallets?: Readonly<Record<string, StoredWallet>>;
  readonly tiers?: Readonly<Record<string, StoredStanding>>;
  readonly days?: StoredDays;
  readonly slices?: StoredSlices;
}

/**
 * The JSON of a member's state for its row. Every event writes it anew, and PostgreSQL charges by
 * the byte: lots are short, and what is empty or null is left out.
 */
export function storeState(state: MemberState): string {
  return JSON.stringify({
    no: state.no,
    asOf: state.asOf,
    joinedAt: state.joinedAt,
    wallets: mapValues(state.wallets, storeWallet),
    tiers: unlessEmpty(mapValues(state.tiers, storeStanding)),
    counters: unlessEmpty(state.counters),
    purchases: state.purchases,
    earned: unlessEmpty(state.earned),
    days: state.days.length > 0 ? storeDays(state.days) : undefined,
    events: unlessEmpty(state.events),
    tags: state.tags.length > 0 ? state.tags : undefined,
    attributes: unlessEmpty(state.attributes),
    slices: storeSlices(state.slices),
  });
}

/** A member's state from the JSON value of its row. */
export function readState(stored: unknown): MemberState {
  const from = stored as StoredState;
  return {
    no: from.no,
    asOf: from.asOf,
    joinedAt: from.joinedAt,
    wallets: mapValues(from.wallets ?? {}, readWallet),
    tiers: mapValues(from.tiers ?? {}, readStanding),
    counters: from.counters ?? {},
    purchases: from.purchases ?? { count: 0, total: 0, last: null },
    earned: from.earned ?? {},
    days: from.days ? readDays(from.days) : [],
    events: from.events ?? {},
    tags: from.tags ?? [],
    attributes: from.attributes ?? {},
    slices: from.slices ? readSlices(from.slices) : NO_SLICES,
  };
}

function storeWallet(wallet: Wallet): StoredWallet {
  const { lots, holds, activeOn } = wallet;
  return {
    lots: lots.length > 0 ? lots.map(storeLot) : undefined,
    holds: holds.length > 0 ? holds : undefined,
    activeOn,
  };
}

function readWallet({ lots, holds, activeOn }: StoredWallet): Wallet {
  const wallet: Wallet = { lots: (lots ?? []).map(readLot), holds: holds ?? [] };
  if (activeOn !== undefined) wallet.activeOn = activeOn;
  return wallet;
}

function storeLot({ id, left, pending }: Lot): StoredLot {
  return pending && pending.length > 0
    ? [id, left, pending.map((part) => [part.at, part.amount] as const)]
    : [id, left];
}

function readLot([id, left, pending]: StoredLot): Lot {
  const lot: Lot = { id, left, endsAt: lotEnd(id) };
  if (pending) lot.pending = pending.map(([at, amount]) => ({ at, amount }));
  return lot;
}

function unlessEmpty<T extends object>(value: T): T | undefined {
  for (const _ in value) return value;
  return undefined;
}

function mapValues<T, U>(
  from: Readonly<Record<string, T>>,
  change: (value: T) => U,
): Record<string, U> {
  const to: Record<string, U> = {};
  for (const key in from) to[key] = change(from[key] as T);
  return to;
}
