import type { EventRow } from './books.ts';
import type { Draft } from './model.ts';
import { figures } from './purse.ts';

/** What a decision tells of challenges and of payments that caps refuse, as the model says it. */
export function toldBy({ decision }: EventRow): string[] {
  const lines = decision.effects.flatMap((one) => {
    if (one.kind === 'referral-unpaid') return [`unpaid ${one.what} ${one.reason}`];
    if (one.room !== 'challenges') return [];
    if (one.kind === 'unpaid') return [`unpaid ${one.reason}`];
    if (one.kind !== 'progress') return [];
    const done = one.completed ? ' completed' : '';
    return [`progress ${one.before} ${one.after} of ${one.target}${done}`];
  });
  return lines.sort();
}

/** The balances after an event, as its decision has them. */
export function balancesOf(row: EventRow): Record<string, unknown> {
  return sound(row.decision.balances);
}

/** The same, as the model has them. */
export function figuresOf(purses: Draft['member']['purses']): Record<string, unknown> {
  return sound(
    Object.fromEntries(Object.entries(purses).map(([id, purse]) => [id, figures(purse)])),
  );
}

/** Currencies in order, without those that have nothing. */
function sound(
  balances: Record<string, { active: number; pending: number; held: number }>,
): Record<string, unknown> {
  const some = Object.entries(balances)
    .filter(([, { active, pending, held }]) => active !== 0 || pending !== 0 || held !== 0)
    .map(([id, { active, pending, held }]) => [id, { active, pending, held }] as const);
  return Object.fromEntries(some.sort(([a], [b]) => (a < b ? -1 : 1)));
}
