import { parseDecimal } from '../../../../kernel/decimal.ts';
import { split } from '../../../../kernel/integer.ts';
import type { Problem } from '../../../../kernel/problem.ts';
import { type Remaining, type Taken, takeNothing } from './value.ts';

/** What is wrong with an amount of money; `null` when nothing is. */
export function moneyProblem(text: string, decimals: number, path: string): Problem | null {
  const amount = parseDecimal(text, decimals);
  if (amount === null) {
    return {
      code: 'amount_decimals',
      path,
      detail: `${text} has more decimals than the program's currency, which has ${decimals}.`,
      fix: `Write an amount such as "${(30).toFixed(decimals)}".`,
    };
  }
  if (amount > 0) return null;
  return {
    code: 'amount_zero',
    path,
    detail: `${text} is no money at all.`,
    fix: 'Write how much, or leave it out.',
  };
}

/** Problems of the amounts among the arguments of a value. */
export function moneyProblems(
  args: Readonly<Record<string, unknown>>,
  names: readonly string[],
  decimals: number,
  path: string,
): Problem[] {
  return names.flatMap((name) => {
    const text = args[name];
    const problem = typeof text === 'string' && moneyProblem(text, decimals, `${path}/${name}`);
    return problem ? [problem] : [];
  });
}

/** An amount that was checked before, or `fallback` when it is left out. Smallest unit. */
export function amountOf(text: unknown, decimals: number, fallback: number): number {
  if (typeof text !== 'string') return fallback;
  return parseDecimal(text, decimals) ?? fallback;
}

/** What is left to pay of the lines that a coupon is for. */
export function eligibleLeft({ left, eligible }: Remaining): number {
  let sum = 0;
  for (const index of eligible) sum += left[index] as number;
  return sum;
}

/** Takes `amount` off the lines it is for, in proportion to what is left of them. */
export function takeFromLines(remaining: Remaining, amount: number): Taken {
  const { left, eligible } = remaining;
  const parts = split(
    Math.min(amount, eligibleLeft(remaining)),
    eligible.map((index) => left[index] as number),
  );
  const nothing = takeNothing(remaining);
  const perLine = [...nothing.perLine];
  eligible.forEach((index, part) => {
    perLine[index] = parts[part] as number;
  });
  return { ...nothing, perLine };
}
