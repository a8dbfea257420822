import type { Line, Return } from './event.ts';
import type { Random } from './random.ts';
import { returnRates } from './shelf.ts';

/** A return as decided at the till: how many days after the purchase, and what. */
export interface GiveBack {
  days: number;
  lines: Return['data']['lines'];
  reason: string;
}

const daysMax = 20;
const reasons = ['changed-mind', 'damaged', 'wrong-size', 'wrong-item', 'not-as-described'];

/**
 * What of a basket comes back: nothing mostly; else the lines that disappoint, some pieces or all,
 * or the whole purchase; now and then the rest follows later. Never more than was bought.
 */
export function giveBacks(random: Random, lines: readonly Line[]): GiveBack[] {
  const unwanted = lines.filter(({ category }) => random.chance(returnRates.get(category)!));
  if (unwanted.length === 0) return [];
  const whole = random.chance(0.2);
  const first = (whole ? lines : unwanted).map(({ line, quantity }) => ({
    line,
    quantity: whole || random.chance(0.5) ? quantity : random.between(1, quantity),
  }));
  const days = random.between(1, daysMax);
  const returns: GiveBack[] = [{ days, lines: first, reason: reasonBy(random) }];
  if (days < daysMax && random.chance(0.3)) {
    const rest = restOf(lines, first);
    if (rest.length > 0) {
      const later = random.between(days + 1, daysMax);
      returns.push({ days: later, lines: [pieceOf(random, rest)], reason: reasonBy(random) });
    }
  }
  return returns;
}

function restOf(lines: readonly Line[], given: GiveBack['lines']): GiveBack['lines'] {
  return lines
    .map(({ line, quantity }) => {
      const gone = given.find((one) => one.line === line)?.quantity ?? 0;
      return { line, quantity: quantity - gone };
    })
    .filter(({ quantity }) => quantity > 0);
}

function pieceOf(random: Random, rest: GiveBack['lines']): GiveBack['lines'][number] {
  const { line, quantity } = rest[random.below(rest.length)]!;
  return { line, quantity: random.between(1, quantity) };
}

function reasonBy(random: Random): string {
  return reasons[random.below(reasons.length)]!;
}
