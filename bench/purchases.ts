import { history } from '../demo/history.ts';
import { cardOf } from './population.ts';

/** Different baskets taken from the demo; they repeat under new ids. */
const BASKETS = 20_000;

/** A purchase as a till sends it. */
export interface BenchPurchase {
  readonly source: string;
  readonly id: string;
  readonly type: 'purchase';
  readonly member: { readonly card: string };
  readonly happenedAt: string;
  readonly channel: string;
  readonly store: string;
  readonly data: Record<string, unknown>;
}

/** Makes purchases with the demo's baskets, for random members of a population, all new. */
export class Purchases {
  readonly #baskets: BenchPurchase[] = [];
  readonly #happenedAt: string;
  #made = 0;
  #random: number;

  constructor(until: number, seed: number) {
    this.#random = seed;
    this.#happenedAt = new Date(until).toISOString();
    for (const event of history({ members: 2_000, until, seed: 11, order: 'time' })) {
      if (event.type === 'purchase') this.#baskets.push(event as unknown as BenchPurchase);
      if (this.#baskets.length === BASKETS) break;
    }
  }

  /** The next `count` purchases, each by one of the first `population` members. */
  next(count: number, population: number, run: string): BenchPurchase[] {
    return Array.from({ length: count }, () => {
      const n = this.#made++;
      const basket = this.#baskets[n % this.#baskets.length] as BenchPurchase;
      const id = `${run}-${n}`;
      const receipt = basket.data.receipt === undefined ? {} : { receipt: id };
      return {
        ...basket,
        id,
        happenedAt: this.#happenedAt,
        member: { card: cardOf(this.#draw(population)) },
        data: { ...basket.data, ...receipt },
      };
    });
  }

  /** A linear congruential draw (Numerical Recipes): even enough, and the same every run. */
  #draw(below: number): number {
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#random / 2 ** 32) * below);
  }
}
