import type { Movement } from './totals-store.ts';

/** What became of the points of one currency, in all. */
export interface PointFigures {
  readonly currency: string;
  /** Given to members in all, whatever became of it. */
  readonly issued: number;
  readonly redeemed: number;
  readonly expired: number;
  /** Taken back after returns, voided before usable, given up or donated by who left. */
  readonly takenBack: number;
  /** In members' hands and usable. */
  readonly active: number;
  /** In members' hands, usable from a later moment on. */
  readonly pending: number;
  /** Set aside for a spend that is not finished. */
  readonly held: number;
}

const SOURCES = new Set(['issued', 'goodwill', 'opening', 'adjusted']);

/** The figures of each currency from everything that moved. `active` is what is left. */
export function pointFigures(
  currencies: readonly string[],
  movements: readonly Movement[],
  pending: Readonly<Record<string, number>>,
): PointFigures[] {
  return currencies.map((currency) => {
    const own = movements.filter((movement) => movement.currency === currency);
    const sum = (of: (movement: Movement) => boolean): number =>
      own.reduce((total, movement) => total + (of(movement) ? movement.amount : 0), 0);
    const into = (...accounts: string[]): number =>
      sum(({ to }) => accounts.includes(to)) - sum(({ from }) => accounts.includes(from));
    const waiting = Math.max(0, pending[currency] ?? 0);
    return {
      currency,
      issued: sum(({ from }) => SOURCES.has(from)) - sum(({ to }) => SOURCES.has(to)),
      redeemed: into('redeemed'),
      expired: into('expired'),
      takenBack: into('clawback', 'voided', 'forfeited', 'donated'),
      active: into('member') - waiting,
      pending: waiting,
      held: into('held'),
    };
  });
}
