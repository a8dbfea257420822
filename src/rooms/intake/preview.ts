import type { Instant } from '../../kernel/time.ts';
import { type Pool, transaction } from '../../platform/db/pool.ts';
import type { Vault } from '../../platform/vault/index.ts';
import { BudgetLevels } from '../engine/index.ts';
import type { IdentifierCache } from '../members/index.ts';
import { readBudgets } from './budget-store.ts';
import type { CardDoor } from './card-door.ts';
import type { Parties } from './core/party.ts';
import type { Programs } from './core/programs.ts';
import { Deciding } from './deciding.ts';
import { budgetPoints, memberIds } from './lane.ts';
import { load } from './loaded.ts';
import type { MergedMembers } from './merged-members.ts';
import { findParties } from './parties.ts';
import { StaleMember } from './stale-member.ts';
import type { Result, Ticket } from './ticket.ts';

/** Rounds of finding out which budgets a dry run needs. */
const BUDGET_ROUNDS = 4;

/**
 * A dry run: the same finding, loading and deciding as a real batch, on the same code, without a
 * lock and without the save. Budgets are looked at, not leased.
 */
export async function preview(tickets: readonly Ticket[], options: Rehearsal): Promise<Result[]> {
  try {
    return await rehearse(tickets, options);
  } catch (error) {
    if (!(error instanceof StaleMember)) throw error;
    for (const { fact } of tickets) {
      for (const one of [...fact.identifiers, ...fact.to]) options.cache.forget(one);
    }
    return rehearse(tickets, options);
  }
}

interface Rehearsal {
  readonly pool: Pool;
  readonly cache: IdentifierCache;
  readonly vault: Vault;
  readonly programs: Programs;
  readonly now: Instant;
  readonly cards: CardDoor;
  readonly merged: MergedMembers;
}

function rehearse(tickets: readonly Ticket[], options: Rehearsal): Promise<Result[]> {
  const { programs, now } = options;
  return transaction(options.pool, async (client) => {
    const parties = await findParties(tickets, {
      client,
      cache: options.cache,
      vault: options.vault,
      unknown: programs.current.intake.unknown,
    });
    let loaded = await load(
      client,
      tickets,
      memberIds(parties, options.merged),
      options.vault,
      false,
    );
    const levels = new Map<string, { available: number; final: boolean; stopped: boolean }>();
    for (let round = 0; ; round++) {
      const budgets = new BudgetLevels(levels);
      const deciding = new Deciding(loaded, programs, budgets, now, options.cards);
      const results = tickets.map((ticket, index) =>
        deciding.decide(ticket, parties[index] as Parties),
      );
      if (deciding.merges.met.size > 0 && round < BUDGET_ROUNDS) {
        options.merged.learn(deciding.merges.met);
        loaded = await load(
          client,
          tickets,
          memberIds(parties, options.merged),
          options.vault,
          false,
        );
        continue;
      }
      if (budgets.wanted.size === 0 || round === BUDGET_ROUNDS) return results;
      const keys = [...budgets.wanted.keys()];
      const known = await readBudgets(client, keys);
      for (const key of keys) {
        const size = budgetPoints(programs.current, key);
        const left = known.get(key)?.leftOf(size) ?? size;
        levels.set(key, {
          available: left,
          final: true,
          stopped: known.get(key)?.stopped ?? false,
        });
      }
    }
  });
}
