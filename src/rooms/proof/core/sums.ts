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
  /** By benefit: granted, seen, used, lapsed, and what the uses cost. */
  readonly benefits: Record<string, number[]>;
}

export function noSums(): Sums {
  const counts = { members: 0, events: 0, entries: 0, keys: 0 };
  return { ...counts, accounts: {}, budgets: {}, stopped: [], benefits: {} };
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
    for (const effect of decision.effects) addBenefit(sums, effect);
  }
}

/** Where each effect of a benefit counts. */
const PLACES: Readonly<Record<string, number>> = {
  granted: 0,
  extended: 0,
  seen: 1,
  used: 2,
  lapsed: 3,
};
const COST = 4;

function addBenefit({ benefits }: Sums, effect: Effects[number]): void {
  const { room, kind, benefit, cost } = effect;
  const place = PLACES[kind];
  if (room !== 'benefits' || place === undefined) return;
  const counts = benefits[String(benefit)] ?? [0, 0, 0, 0, 0];
  benefits[String(benefit)] = counts;
  counts[place] = (counts[place] ?? 0) + 1;
  if (kind === 'used') counts[COST] = (counts[COST] ?? 0) + Number(cost);
}

type Effects = MemberHistory['events'][number]['decision']['effects'];

function turnover({ accounts }: Sums, currency: string, account: string): Turnover {
  accounts[currency] ??= {};
  accounts[currency][account] ??= { out: 0, in: 0 };
  return accounts[currency][account];
}
