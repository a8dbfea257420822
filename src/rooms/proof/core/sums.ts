import type { MemberHistory } from './history.ts';

/** What left and what reached an account, smallest unit. */
export interface Turnover {
  out: number;
  in: number;
}

/** What is added up over all members on the way. Plain data: it travels from page to page. */
export interface Sums {
  members: number;
  events: number;
  entries: number;
  keys: number;
  /** By currency and account. */
  readonly accounts: Record<string, Record<string, Turnover>>;
  /** By budget key, what decisions took. */
  readonly budgets: Record<string, number>;
  /** Budget keys that a decision ended. */
  readonly stopped: string[];
}

export function noSums(): Sums {
  return { members: 0, events: 0, entries: 0, keys: 0, accounts: {}, budgets: {}, stopped: [] };
}

/** Adds one member. */
export function addMember(sums: Sums, { events, entries }: MemberHistory): void {
  sums.members += 1;
  sums.events += events.length;
  sums.entries += entries.length;
  for (const { currency, amount, from, to } of entries) {
    turnover(sums, currency, from).out += amount;
    turnover(sums, currency, to).in += amount;
  }
  for (const { decision } of events) {
    for (const [key, points] of Object.entries(decision.budgets ?? {})) {
      sums.budgets[key] = (sums.budgets[key] ?? 0) + points;
    }
    for (const key of decision.stopped ?? []) {
      if (!sums.stopped.includes(key)) sums.stopped.push(key);
    }
  }
}

function turnover({ accounts }: Sums, currency: string, account: string): Turnover {
  accounts[currency] ??= {};
  accounts[currency][account] ??= { out: 0, in: 0 };
  return accounts[currency][account];
}
