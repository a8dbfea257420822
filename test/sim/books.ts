import type { Pool } from '../../src/platform/db/pool.ts';
import type { Vault } from '../../src/platform/vault/index.ts';
import {
  type Decision,
  type MemberState,
  readDecision,
  readState,
} from '../../src/rooms/engine/index.ts';
import { identifiersOf } from '../../src/rooms/members/index.ts';
import { same, Violation } from './violation.ts';

/** An event row as the hub wrote it. */
export interface EventRow {
  memberId: number;
  no: number;
  id: string;
  type: string;
  happenedAt: number;
  recordedAt: number;
  program: number;
  decision: Decision;
}

/** A member's state row. */
export interface StateRow {
  memberId: number;
  no: number;
  dueAt: number | null;
  state: MemberState;
}

interface EntryRow {
  memberId: number;
  eventNo: number;
  currency: string;
  amount: number;
  from: string;
  to: string;
  fromLot: string | null;
  toLot: string | null;
  hold: string | null;
}

/** Sums rebuilt from nothing but entries: per currency and lot or hold; and per account. */
type Sums = Map<string, number>;

/**
 * Reads what the hub has written since the last look, and adds the entries up by itself: the
 * simulator's own ledger.
 */
export class Books {
  readonly #pool: Pool;
  readonly #vault: Vault;
  readonly #seen = new Map<number, number>();
  readonly #sums = new Map<number, Sums>();
  readonly accounts: Sums = new Map();
  readonly cards = new Map<number, string>();
  events = 0;

  constructor(pool: Pool, vault: Vault) {
    this.#pool = pool;
    this.#vault = vault;
  }

  /** The event rows that are new, by member and number; also adds up their entries. */
  async read(): Promise<EventRow[]> {
    await this.#readCards();
    const members = [...this.cards.keys()];
    const seen = members.map((member) => this.#seen.get(member) ?? 0);
    const [events, entries] = await Promise.all([
      this.#newEvents(members, seen),
      this.#newEntries(members, seen),
    ]);
    for (const row of events) {
      const card = this.cards.get(row.memberId) ?? '';
      same(card, 'numbers have no gaps', row.no, (this.#seen.get(row.memberId) ?? 0) + 1);
      this.#seen.set(row.memberId, row.no);
    }
    this.events += events.length;
    for (const row of entries) this.#add(row);
    return events;
  }

  async #readCards(): Promise<void> {
    const { rows } = await this.#pool.query<{ member_id: number }>({
      name: 'sim_members',
      text: 'select member_id from members where member_id <> all($1::bigint[])',
      values: [[...this.cards.keys()]],
    });
    const fresh = rows.map((row) => row.member_id);
    for (const [id, known] of await identifiersOf(this.#pool, this.#vault, fresh)) {
      const card = known.find(({ kind }) => kind === 'card');
      if (card) this.cards.set(id, card.value);
    }
  }

  async #newEvents(members: number[], seen: number[]): Promise<EventRow[]> {
    const { rows } = await this.#pool.query<EventRow>({
      name: 'sim_events',
      text: `select e.member_id as "memberId", e.no, e.id, e.type, e.happened_at as "happenedAt",
          e.recorded_at as "recordedAt", e.program, e.decision::json as decision
        from unnest($1::bigint[], $2::integer[]) as known (member_id, no)
        join events e on e.member_id = known.member_id and e.no > known.no
        order by e.member_id, e.no`,
      values: [members, seen],
    });
    return rows.map((row) => ({ ...row, decision: readDecision(row.decision) }));
  }

  async #newEntries(members: number[], seen: number[]): Promise<EntryRow[]> {
    const { rows } = await this.#pool.query<EntryRow>({
      name: 'sim_entries',
      text: `select e.member_id as "memberId", e.event_no as "eventNo", e.currency, e.amount,
          e.from_account as "from", e.to_account as "to", e.from_lot as "fromLot",
          e.to_lot as "toLot", e.hold
        from unnest($1::bigint[], $2::integer[]) as known (member_id, no)
        join entries e on e.member_id = known.member_id and e.event_no > known.no`,
      values: [members, seen],
    });
    return rows;
  }

  #add(row: EntryRow): void {
    const sums = this.#sums.get(row.memberId) ?? new Map<string, number>();
    this.#sums.set(row.memberId, sums);
    const side = (account: string, lot: string | null, amount: number): void => {
      bump(this.accounts, `${row.currency} ${account}`, amount);
      if (account === 'member') bump(sums, `${row.currency} lot ${lot}`, amount);
      if (account === 'held') bump(sums, `${row.currency} hold ${row.hold}`, amount);
    };
    side(row.from, row.fromLot, -row.amount);
    side(row.to, row.toLot, row.amount);
  }

  /** The states of members, all by default. */
  async states(members: number[] = [...this.cards.keys()]): Promise<StateRow[]> {
    const { rows } = await this.#pool.query<StateRow>({
      name: 'sim_states',
      text: `select member_id as "memberId", no, due_at as "dueAt", state::json as state
        from member_states where member_id = any($1::bigint[])`,
      values: [members],
    });
    return rows.map((row) => ({ ...row, state: readState(row.state) }));
  }

  /** Compares a member's state with the sum of the member's entries, lot by lot. */
  proveState({ memberId, no, state }: StateRow): void {
    const card = this.cards.get(memberId) ?? null;
    same(
      card,
      'the state is that after the last event',
      [no, state.no],
      [this.#seen.get(memberId) ?? 0, this.#seen.get(memberId) ?? 0],
    );
    const found: Sums = new Map();
    for (const [currency, wallet] of Object.entries(state.wallets)) {
      for (const lot of wallet.lots) {
        const pending = (lot.pending ?? []).reduce((sum, part) => sum + part.amount, 0);
        bump(found, `${currency} lot ${lot.id}`, lot.left + pending);
        if (lot.id === 'd' ? lot.left > 0 : lot.left < 0) {
          throw new Violation(card, `the lot ${currency} ${lot.id} has ${lot.left} left`);
        }
      }
      for (const hold of wallet.holds) {
        const held = hold.parts.reduce((sum, part) => sum + part.amount, 0);
        bump(found, `${currency} hold ${hold.id}`, held);
      }
    }
    same(card, 'lots are the sum of entries', sorted(found), sorted(this.#sums.get(memberId)));
  }

  /** What all accounts come to, by currency: zero, and so do transfers by themselves. */
  proveAccounts(): void {
    const totals: Sums = new Map();
    for (const [name, sum] of this.accounts) {
      const [currency, account] = name.split(' ') as [string, string];
      bump(totals, currency, sum);
      if (account === 'transfer') same(null, `${currency} transfers sum to zero`, sum, 0);
    }
    for (const [currency, sum] of totals) same(null, `${currency} sums to zero`, sum, 0);
  }

  /** Rows that must be as many as the events that were accepted, and what budgets have paid. */
  async totals(): Promise<{ events: number; keys: number; parked: number; used: Budget[] }> {
    const { rows } = await this.#pool.query({
      name: 'sim_totals',
      text: `select (select count(*)::integer from events) as events,
        (select count(*)::integer from event_keys) as keys,
        (select count(*)::integer from parked_events where refusal is null) as parked,
        (select coalesce(json_agg(json_build_object('key', p.key, 'points', p.points,
            'used', (select coalesce(sum(used), 0) from budget_leases l where l.key = p.key))
            order by p.key), '[]') from budget_pools p) as used`,
    });
    return rows[0];
  }
}

export interface Budget {
  key: string;
  points: number;
  used: number;
}

function bump(sums: Sums, key: string, amount: number): void {
  sums.set(key, (sums.get(key) ?? 0) + amount);
}

function sorted(sums: Sums = new Map()): [string, number][] {
  return [...sums].filter(([, sum]) => sum !== 0).sort(([a], [b]) => (a < b ? -1 : 1));
}
