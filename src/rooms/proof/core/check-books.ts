import type { Report } from './difference.ts';
import type { Sums } from './sums.ts';

/** A budget as its tables have it. */
export interface BudgetRow {
  readonly key: string;
  readonly points: number;
  readonly leased: number;
  readonly stopped: boolean;
  /** Over all its leases. */
  readonly granted: number;
  readonly used: number;
  /** Leases that used more than they were granted. */
  readonly overdrawn: number;
}

/** What all events together say: the other side of the budgets' tables. */
export type Spent = Pick<Sums, 'budgets' | 'stopped'>;

/** Each budget has paid what its events took, within what was granted, within its size. */
export function checkBudgets(rows: readonly BudgetRow[], spent: Spent, report: Report): void {
  const known = new Set(rows.map((row) => row.key));
  for (const { key, points, leased, granted, used, overdrawn, stopped } of rows) {
    const taken = spent.budgets[key] ?? 0;
    if (used !== taken) report('budget_used', key, taken, used);
    if (granted !== leased) report('budget_granted', key, leased, granted);
    if (leased > points) report('budget_leased', key, `at most ${points}`, leased);
    if (overdrawn > 0) report('budget_overdrawn', key, 'no lease', `${overdrawn} leases`);
    const ended = spent.stopped.includes(key);
    if (ended !== stopped) report('budget_stopped', key, ended, stopped);
  }
  for (const [key, points] of Object.entries(spent.budgets)) {
    if (!known.has(key) && points > 0) report('budget_missing', key, points, 'nothing');
  }
}

/** What members gave to each other is what members received. */
export function checkTransfers(accounts: Sums['accounts'], report: Report): void {
  for (const [currency, { transfer }] of Object.entries(accounts)) {
    if (!transfer || transfer.in === transfer.out) continue;
    report('transfers', `${currency}, given and received`, transfer.in, transfer.out);
  }
}

const COUNTED = ['granted', 'seen', 'used', 'lapsed', 'cost'];

/** What became of each benefit is counted as the events tell it. */
export function checkBenefits(
  rows: Sums['benefits'],
  told: Sums['benefits'],
  report: Report,
): void {
  for (const benefit of new Set([...Object.keys(told), ...Object.keys(rows)])) {
    COUNTED.forEach((what, place) => {
      const expected = told[benefit]?.[place] ?? 0;
      const found = rows[benefit]?.[place] ?? 0;
      if (expected !== found) report('benefit_counts', `${benefit} ${what}`, expected, found);
    });
  }
}

/** A key with the event it leads to. */
export interface KeyRow {
  readonly source: string;
  readonly id: string;
  readonly memberId: number;
  readonly no: number;
  readonly event: {
    readonly source: string;
    readonly id: string;
    readonly type: string;
    readonly receipt: string | null;
  } | null;
}

/** A key leads to its own event (a receipt's to its purchase), or it waits. */
export function checkKey(row: KeyRow, report: Report): void {
  const { source, id, memberId, no, event } = row;
  const where = `${source} ${id}`;
  if (no === 0) {
    if (memberId !== 0) report('key_waits', where, 'member 0', `member ${memberId}`);
    return;
  }
  if (!event) {
    report('key_without_event', where, `event ${no} of ${memberId}`, 'nothing');
    return;
  }
  if (event.source === source && event.id === id) return;
  const isReceipt = source === 'receipt' && event.type === 'purchase';
  if (isReceipt && event.receipt !== null && event.receipt === id) return;
  report('key_of_other_event', where, where, `${event.source} ${event.id}`);
}
