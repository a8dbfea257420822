import type { Refusal } from '../engine/index.ts';
import { type Result, refused, type Ticket } from './ticket.ts';
import type { Writes } from './writes.ts';

/**
 * The turns of follow-ups in one batch. What takes something back has its turn behind what gave it,
 * although two hubs may come with them the other way round: while the one is owed, the other keeps
 * its row, and a later batch takes it.
 */
export class FollowUpTurns {
  readonly #owed: ReadonlySet<string>;
  readonly #writes: Writes;
  readonly #had = new Set<string>();

  /** @param owed follow-ups that others of the batch name and that still wait, by id. */
  constructor(owed: ReadonlySet<string>, writes: Writes) {
    this.#owed = owed;
    this.#writes = writes;
  }

  /** Decides a follow-up when it is its turn, and notes what becomes of its row. */
  take({ fact }: Ticket, decide: () => Result): Result {
    const of = namedBy(fact.data);
    if (of !== null && this.#owed.has(of) && !this.#had.has(of)) return refused(NOT_YET);
    const result = decide();
    this.#had.add(fact.id);
    const refusal = result.ok ? null : (result.problems[0] as Refusal);
    this.#writes.followedUp.push({ id: fact.id, refusal });
    return result;
  }
}

/** The follow-ups that those of a batch have to wait for, as far as they name any. */
export function followUpsNamed(tickets: readonly Ticket[]): string[] {
  const named = tickets.flatMap(({ fact, followUp }) =>
    followUp ? (namedBy(fact.data) ?? []) : [],
  );
  return [...new Set(named)];
}

function namedBy(data: unknown): string | null {
  const { of } = data as { readonly of?: unknown };
  return typeof of === 'string' ? of : null;
}

/** Told to nobody: the hub itself asks for follow-ups, and asks again. */
const NOT_YET: Refusal = {
  code: 'follow_up_early',
  path: '/data/of',
  detail: 'What this takes back has not had its turn yet.',
  fix: 'Nothing has to be done: the hub takes it up again.',
};
