import type { Day, Instant } from '../../../kernel/time.ts';
import { copyWallet, type Wallet } from '../../points/index.ts';
import type { Standing } from '../../tiers/index.ts';
import { NO_SLICES, type Slices } from './parts/slices.ts';

/** What one local day added: purchases, spend and measured points. Replaced, never changed. */
export type DayTotals = readonly [
  day: Day,
  purchases: number,
  spend: number,
  earned: Readonly<Record<string, number>>,
];

/** What a limit counted: each period's first day and the amount. Replaced, never changed. */
export type Counter = readonly (readonly [start: Day, used: number])[];

/**
 * Everything a decision needs to know of a member, in one row. It is derived: the entries and the
 * events are the truth, and `hachi verify` rebuilds it from them.
 */
export interface MemberState {
  /** Events of this member so far; the next one gets `no + 1`. */
  no: number;
  /** Up to here everything that fell due has been done. */
  asOf: Instant;
  joinedAt: Instant;
  wallets: Record<string, Wallet>;
  tiers: Record<string, Standing>;
  /** What limits and caps have counted: per key, the period's first day and the amount used. */
  counters: Record<string, Counter>;
  purchases: { count: number; total: number; last: Instant | null };
  /** Points ever earned less what was clawed back, by currency. */
  earned: Record<string, number>;
  /** The recent days on which something happened, oldest first. */
  days: DayTotals[];
  /** Events by type. */
  events: Record<string, number>;
  /** Replaced, never changed, as the attributes are. */
  tags: readonly string[];
  attributes: Readonly<Record<string, string | number | boolean>>;
  /** What the member has of the other rooms. */
  slices: Slices;
}

/** The state of a member who has just joined. */
export function newState(joinedAt: Instant): MemberState {
  return {
    no: 0,
    asOf: joinedAt,
    joinedAt,
    wallets: {},
    tiers: {},
    counters: {},
    purchases: { count: 0, total: 0, last: null },
    earned: {},
    days: [],
    events: {},
    tags: [],
    attributes: {},
    slices: NO_SLICES,
  };
}

/** An independent copy: a decision works on it, and a refused one throws it away. */
export function copyState(state: MemberState): MemberState {
  const wallets: Record<string, Wallet> = {};
  for (const id in state.wallets) wallets[id] = copyWallet(state.wallets[id] as Wallet);
  return {
    no: state.no,
    asOf: state.asOf,
    joinedAt: state.joinedAt,
    wallets,
    tiers: { ...state.tiers },
    counters: { ...state.counters },
    purchases: { ...state.purchases },
    earned: { ...state.earned },
    days: state.days.slice(),
    events: { ...state.events },
    tags: state.tags,
    attributes: state.attributes,
    slices: state.slices,
  };
}
