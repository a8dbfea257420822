import type { Instant } from '../../kernel/time.ts';
import { type Pool, type Queryable, transaction } from '../../platform/db/pool.ts';
import type { AuditLog } from '../audit/index.ts';
import { dueOf, type MemberState, settleMember, storeDecision } from '../engine/index.ts';
import type { Programs } from './core/programs.ts';
import { PURCHASE_NEVER_CAME } from './core/refusals.ts';
import { BatchLookups } from './lookups/batch-lookups.ts';
import { lockDue } from './store.ts';
import { forgetUnclaimed, refuseOverdue } from './waiting-store.ts';
import { noteFollowUps, Writes } from './writes.ts';

/** What one bounded run of a task did; `more` asks for another run at once. */
export interface TaskRun {
  readonly done: number;
  readonly more: boolean;
}

/** Up to when, how many in one transaction, and by which program. */
export interface Settling {
  readonly now: Instant;
  readonly limit: number;
  readonly programs: Pick<Programs, 'current'>;
  /** Where it is noted what the hub did; without it nobody keeps a log. */
  readonly audit?: AuditLog;
}

/**
 * Settles members for whom something has fallen due: activations, expiries, holds that ran out,
 * tier reviews. Any number of workers may run it at once; each takes other members. Running it late
 * or never changes no balance that anybody sees.
 *
 * @param options.now moments up to here are settled; tests turn it.
 * @param options.limit members in one transaction.
 */
export function settleDue(pool: Pool, options: Settling): Promise<TaskRun> {
  const { now, limit } = options;
  return transaction(pool, async (client) => {
    return settleLocked(client, await lockDue(client, now, limit), options);
  });
}

/** Settles members whose states are locked in this transaction. */
export async function settleLocked(
  client: Queryable,
  due: ReadonlyMap<number, MemberState>,
  options: Settling,
): Promise<TaskRun> {
  const { now, limit, programs, audit = null } = options;
  const writes = new Writes();
  const lookups = new BatchLookups(new Map());
  writes.lookups = lookups;
  for (const [memberId, state] of due) {
    const { fact, outcome, silent } = settleMember(programs.current, state, memberId, now);
    writes.states.set(memberId, outcome.state);
    if (silent) continue;
    // What a hold that ran out had taken from a stock is there for others again.
    writes.noteBudgets(outcome.decision.budgets);
    noteFollowUps(writes, memberId, outcome.decision);
    const { no } = outcome.state;
    lookups.note(outcome.decision.effects, { memberId, no, fact });
    writes.events.push({
      memberId,
      no,
      fact,
      program: outcome.decision.program,
      data: '{}',
      decision: storeDecision(outcome.decision),
    });
    outcome.entries.forEach((entry, seq) => {
      writes.entries.push({ memberId, no, seq, entry });
    });
  }
  await Promise.all(
    writes.send(client, {
      recordedAt: now,
      vault: null,
      lease: '',
      due: (state) => dueOf(programs.current, state),
      audit,
    }),
  );
  return { done: due.size, more: due.size === limit };
}

/** Ends the waiting of returns whose purchase never came, and of purchases nobody claimed. */
export async function endWaiting(
  pool: Pool,
  options: { readonly now: Instant; readonly limit: number },
): Promise<TaskRun> {
  const { now, limit } = options;
  const refused = await refuseOverdue(pool, now, PURCHASE_NEVER_CAME, limit);
  const forgotten = await forgetUnclaimed(pool, now, limit);
  return { done: refused + forgotten, more: refused === limit || forgotten === limit };
}

/** Makes the monthly partitions of events and entries for this month and the next two. */
export async function preparePartitions(pool: Pool, now: Instant): Promise<void> {
  await pool.query(
    `select ensure_month_partitions(
      (to_timestamp($1::float8 / 1000) at time zone 'UTC')::date, 3)`,
    [now],
  );
}
