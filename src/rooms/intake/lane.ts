import { randomUUID } from 'node:crypto';
import type { Client, Pool } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import type { AuditLog } from '../audit/index.ts';
import { BudgetLevels, type BudgetTerms, dueOf, type Program } from '../engine/index.ts';
import type { IdentifierCache } from '../members/index.ts';
import { extendLease, type Lease } from './budget-store.ts';
import type { CardDoor } from './card-door.ts';
import type { Parties } from './core/party.ts';
import type { Programs } from './core/programs.ts';
import { Deciding } from './deciding.ts';
import type { FollowUpRow } from './follow-up-store.ts';
import { type Loaded, load } from './loaded.ts';
import { type MergedMembers, MetMerged } from './merged-members.ts';
import { findParties } from './parties.ts';
import { isKeyGone } from './retry.ts';
import type { Result, Ticket } from './ticket.ts';
import type { Writes } from './writes.ts';

/** Rounds of asking for larger leases before a batch is decided with what there is. */
const LEASE_ROUNDS = 4;

/** What a lane shares with its siblings. */
export interface LaneShared {
  readonly pool: Pool;
  readonly cache: IdentifierCache;
  readonly vault: Vault;
  readonly programs: () => Programs;
  readonly now: () => number;
  readonly cards: CardDoor;
  /** Where each batch notes who sent it; null: nobody keeps a log. */
  readonly audit: AuditLog | null;
  /** Who answers for whom, as far as this process has met them. */
  readonly merged: MergedMembers;
  /** Hears of follow-ups once they are committed. */
  readonly onFollowUps: (rows: readonly FollowUpRow[]) => void;
}

/** What the lane remembers of a batch once it is committed. */
type Learnt = Pick<Writes, 'budgets' | 'stopped' | 'identifiers' | 'followUps'>;

/** A batch on its way to be committed. */
interface Sent {
  readonly results: Result[];
  readonly saved: Promise<void>;
  readonly learnt: Learnt;
}

/**
 * One connection on which batches run one after another: who is it about, load, decide, save and
 * commit, in two round trips when everybody is known. It keeps its own leases on budgets.
 */
export class Lane {
  readonly #client: Client;
  readonly #shared: LaneShared;
  readonly #lease = randomUUID();
  readonly #leases = new Map<string, Lease>();
  #version = 0;

  constructor(client: Client, shared: LaneShared) {
    this.#client = client;
    this.#shared = shared;
  }

  /**
   * Runs a batch in one transaction. Returns each event's result, in order.
   * @throws the database's error when the transaction could not commit: nothing was written then.
   */
  async run(tickets: readonly Ticket[]): Promise<Result[]> {
    const programs = this.#shared.programs();
    this.#forgetOldLeases(programs.current);
    try {
      const { results, saved, learnt } = await this.#decideAndSend(tickets, programs);
      await saved;
      this.#remember(learnt);
      if (learnt.followUps.length > 0) this.#shared.onFollowUps(learnt.followUps);
      return results;
    } catch (error) {
      this.#leases.clear();
      this.#forgetMembers(tickets);
      await this.#client.query('rollback').catch(() => undefined);
      if (isKeyGone(error)) await this.#shared.vault.refresh();
      throw error;
    }
  }

  /**
   * Everything up to the commit, which is under way when this returns. What was loaded and decided
   * is let go here: while PostgreSQL works, only the answers wait, and the garbage collector has
   * nothing to carry about.
   */
  async #decideAndSend(tickets: readonly Ticket[], programs: Programs): Promise<Sent> {
    const recordedAt = this.#shared.now();
    const parties = await findParties(tickets, {
      client: this.#client,
      cache: this.#shared.cache,
      vault: this.#shared.vault,
      unknown: programs.current.intake.unknown,
    });
    const begun = this.#client.query('begin');
    const [, loaded] = await Promise.all([
      begun,
      load(
        this.#client,
        tickets,
        memberIds(parties, this.#shared.merged),
        this.#shared.vault,
        true,
      ),
    ]);
    const { writes, results } = await this.#decide(tickets, parties, loaded, programs, recordedAt);
    if (writes.profiles.length > 0) await writes.openKeys(this.#client, this.#shared.vault);
    const { budgets, stopped, identifiers, followUps } = writes;
    const saved = this.#save(writes, programs, recordedAt);
    return { results, saved, learnt: { budgets, stopped, identifiers, followUps } };
  }

  async end(): Promise<void> {
    await this.#client.end();
  }

  /**
   * Decides the batch; when a budget was short of its lease, gets a larger one and decides anew.
   */
  async #decide(
    tickets: readonly Ticket[],
    parties: readonly Parties[],
    loaded: Loaded,
    programs: Programs,
    recordedAt: number,
  ): Promise<{ writes: Writes; results: Result[] }> {
    const asked = new Set<string>();
    for (let round = 0; ; round++) {
      const levels = new Map(
        [...this.#leases].map(([key, { left, final, stopped }]) => {
          // What is given back at times is asked for again, once for each batch.
          const known = final && (asked.has(key) || !budgetRefills(programs.current, key));
          return [key, { available: left, final: known || round === LEASE_ROUNDS, stopped }];
        }),
      );
      const budgets = new BudgetLevels(levels);
      const deciding = new Deciding(loaded, programs, budgets, recordedAt, this.#shared.cards);
      const results = tickets.map((ticket, index) =>
        deciding.decide(ticket, parties[index] as Parties),
      );
      // Locks are taken before anything is read: who answers for somebody else is met too late.
      if (deciding.merges.met.size > 0)
        throw new MetMerged(deciding.merges.met, this.#shared.merged);
      if (budgets.wanted.size === 0 || round === LEASE_ROUNDS) {
        return { writes: deciding.writes, results };
      }
      for (const [key, wanted] of budgets.wanted) {
        // Not the sum in the end: what is given back later was not there when it was asked for.
        const used = budgets.taken.get(key) ?? 0;
        const points = budgetPoints(programs.current, key);
        asked.add(key);
        this.#leases.set(
          key,
          await extendLease(this.#shared.pool, key, this.#lease, points, wanted + used),
        );
      }
    }
  }

  /** Sends all statements and the commit behind them; resolves when all are done. */
  #save(writes: Writes, programs: Programs, recordedAt: number): Promise<void> {
    const sent = writes.send(this.#client, {
      recordedAt,
      vault: this.#shared.vault,
      lease: this.#lease,
      due: (state) => dueOf(programs.current, state),
      audit: this.#shared.audit,
    });
    return allDone([...sent, this.#client.query('commit')]);
  }

  /** After the commit: leases are smaller, and new members are known. */
  #remember({ budgets, stopped, identifiers }: Learnt): void {
    for (const [key, points] of budgets) {
      const lease = this.#leases.get(key);
      if (lease && points > 0) this.#leases.set(key, { ...lease, left: lease.left - points });
    }
    for (const key of stopped) {
      this.#leases.set(key, { left: 0, final: true, stopped: true });
    }
    for (const { kind, value, memberId } of identifiers) {
      this.#shared.cache.set({ kind, value }, memberId);
    }
  }

  /** A new program may have other budgets: what is known of them is asked for again. */
  #forgetOldLeases({ version }: Program): void {
    if (version !== this.#version) this.#leases.clear();
    this.#version = version;
  }

  #forgetMembers(tickets: readonly Ticket[]): void {
    for (const { fact } of tickets) {
      for (const one of [...fact.identifiers, ...fact.to]) this.#shared.cache.forget(one);
    }
  }
}

async function allDone(sent: readonly Promise<unknown>[]): Promise<void> {
  const settled = await Promise.allSettled(sent);
  for (const one of settled) if (one.status === 'rejected') throw one.reason;
}

/** Who is locked: those who are named, and those who answer for them since they were merged. */
export function memberIds(parties: readonly Parties[], merged: MergedMembers): number[] {
  const ids: number[] = [];
  for (const { memberId, otherId } of parties) {
    if (memberId !== null) ids.push(memberId);
    if (otherId !== null) ids.push(otherId);
  }
  if (merged.size > 0) for (const id of ids.slice()) ids.push(merged.get(id) ?? id);
  return ids;
}

function budgetRefills(program: Program, key: string): boolean {
  return termsOf(program, key)?.refills === true;
}

/** The size of the budget behind a key such as `gifts@20454`. */
export function budgetPoints(program: Program, key: string): number {
  return termsOf(program, key)?.points ?? 1;
}

/** A budget that is in force no more may still be promised to somebody: as it was last. */
function termsOf(program: Program, key: string): BudgetTerms | undefined {
  const id = key.slice(0, key.lastIndexOf('@'));
  for (let { version } = program; version > 0; version--) {
    const one = version === program.version ? program : program.past(version);
    const terms = one?.budgets.get(id);
    if (terms) return terms;
  }
  return undefined;
}
