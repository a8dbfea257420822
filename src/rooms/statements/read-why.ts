import { reject } from '../../kernel/problem.ts';
import { formatInstant } from '../../kernel/time.ts';
import { formatMemberId } from '../members/index.ts';
import { causeOf } from './core/cause.ts';
import { dueEntries } from './core/due-entries.ts';
import { settledState } from './core/settled-state.ts';
import { ruleNames } from './core/told-decision.ts';
import { type Words, wordsOf } from './core/words.ts';
import { programNow, type Statements } from './ground.ts';
import { entriesOf } from './history-store.ts';
import { sumsByAccounts, sumsByRule } from './points-store.ts';
import { currenciesOf } from './read-balances.ts';
import { shownEntry } from './shown-entry.ts';
import { stateOf } from './store.ts';

/** Movements that are told one by one. */
const LAST = 20;

interface Sum {
  readonly cause: string;
  points: number;
  times: number;
  readonly text: Words;
}

/**
 * How a balance came about: what was added and taken by cause, which rules paid how much, and the
 * last movements. The sums of the causes are the balance: active, pending and held together.
 */
export async function readWhy(ground: Statements, memberId: number, currency: string) {
  const { pool, clock } = ground;
  const published = programNow(ground);
  if (!published.compiled.currencies.has(currency)) {
    throw unknownCurrency([...published.compiled.currencies.keys()]);
  }
  const now = clock.now();
  const [state, sums, rules, last] = await Promise.all([
    stateOf(pool, memberId),
    sumsByAccounts(pool, memberId, currency),
    sumsByRule(pool, memberId, currency),
    entriesOf(pool, memberId, { before: null, limit: LAST, currency }),
  ]);
  const causes = new Map<string, Sum>();
  for (const { from, to, points, times } of sums) add(causes, from, to, points, times);
  const due = state ? dueEntries(published.compiled, state, now) : [];
  for (const one of due) {
    if (one.currency === currency) add(causes, one.from, one.to, one.amount, 1);
  }
  const settled = state && settledState(published.compiled, state, now);
  const balance = currenciesOf(published, settled)[currency];
  const told = [...causes.values()].filter(({ points }) => points !== 0);
  return {
    member: formatMemberId(memberId),
    currency,
    at: formatInstant(now),
    balance,
    total: told.reduce((sum, { points }) => sum + points, 0),
    causes: told.sort((a, b) => b.points - a.points),
    rules: rules.map(({ rule, points, times, program }) => ({
      rule,
      name: wordsOf(ruleNames(ground.programs.version(program)?.document).get(rule), rule),
      points,
      times,
    })),
    last: last.map((row) => ({
      ...shownEntry(row),
      event: { source: row.source, id: row.id, type: row.type },
    })),
  };
}

type Accounts = Parameters<typeof causeOf>;

function add(
  causes: Map<string, Sum>,
  from: Accounts[0],
  to: Accounts[1],
  points: number,
  times: number,
): void {
  const { code, sign, words } = causeOf(from, to);
  const sum = causes.get(code) ?? { cause: code, points: 0, times: 0, text: words };
  sum.points += sign * points;
  sum.times += times;
  causes.set(code, sum);
}

function unknownCurrency(known: readonly string[]) {
  return reject(400, {
    code: 'currency_unknown',
    path: '/query/currency',
    detail: 'The program has no such points.',
    fix: `Use one of: ${known.join(', ')}.`,
  });
}
