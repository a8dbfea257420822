import type { EventRow } from './books.ts';
import type { Draft } from './model.ts';
import { same, Violation } from './violation.ts';

/** Budgets that the model counts by itself, whoever asks for them. */
const COUNTED = /^(challenge|referrals):/;

/** A payment that the hub says a budget had no room for. */
interface Short {
  card: string;
  key: string;
  amount: number;
}

/**
 * Whether a cap for everybody had room is the hub's word, as the order of a round is: it must have
 * been possible, though, and what was paid must have been counted.
 */
export class Paying {
  #short: Short[] = [];
  #taken: Record<string, number> = {};

  /** The answers of one row to the question whether a budget is short. */
  of({ decision }: EventRow, card: string): Draft['short'] {
    this.#taken = {};
    const no = decision.effects.filter(({ kind }) => /(^|-)unpaid$/.test(kind));
    return (what, key, amount) => {
      const said = no.some((one) => {
        return (one.what ?? 'challenge') === what && /budget/.test(String(one.reason));
      });
      if (said) this.#short.push({ card, key, amount });
      else this.#taken[key] = (this.#taken[key] ?? 0) + amount;
      return said;
    };
  }

  /** What was paid was taken from its budget, and nothing besides. */
  compare({ id, decision }: EventRow, card: string): void {
    const budgets = Object.entries(decision.budgets).filter(([key]) => COUNTED.test(key));
    const sorted = (list: [string, number][]) => list.sort(([a], [b]) => (a < b ? -1 : 1));
    same(card, `caps after ${id}`, sorted(budgets), sorted(Object.entries(this.#taken)));
  }

  /** At the end of a round: a cap that had no room can have had none. */
  prove(mostTaken: (key: string) => number, sizeOf: (key: string) => number): void {
    for (const { card, key, amount } of this.#short) {
      if (mostTaken(key) + amount > sizeOf(key)) continue;
      throw new Violation(card, `${key} had room for ${amount} and paid nothing`);
    }
    this.#short = [];
  }
}
