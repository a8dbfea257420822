/** What a decision may take from one budget. */
export interface BudgetLevel {
  /** Points that can be taken without asking anybody. */
  available: number;
  /** True when there is no more behind it: "short" is then the truth and not just a small lease. */
  final: boolean;
  /** The budget has ended its rules for good. */
  stopped: boolean;
}

/** The budgets as one batch of decisions sees them; `take` makes them smaller. */
export class BudgetLevels {
  readonly #levels: Map<string, BudgetLevel>;
  /**
   * Budgets that were short although not `final`: the batch is decided again with a larger lease.
   */
  readonly wanted = new Map<string, number>();
  /** All that was taken, whatever was given back in between: a lease must have had room for it. */
  readonly taken = new Map<string, number>();

  constructor(levels: ReadonlyMap<string, BudgetLevel>) {
    this.#levels = new Map([...levels].map(([key, level]) => [key, { ...level }]));
  }

  /** How much of `points` can be had. An unknown budget has nothing and says so. */
  ask(key: string, points: number): { available: number; stopped: boolean } {
    const level = this.#levels.get(key) ?? { available: 0, final: false, stopped: false };
    if (!level.stopped && level.available < points && !level.final) {
      this.wanted.set(key, (this.wanted.get(key) ?? 0) + points);
    }
    return { available: level.stopped ? 0 : level.available, stopped: level.stopped };
  }

  take(key: string, points: number): void {
    if (points > 0) this.taken.set(key, (this.taken.get(key) ?? 0) + points);
    const level = this.#levels.get(key);
    if (level) level.available -= points;
  }

  stop(key: string): void {
    const level = this.#levels.get(key);
    if (level) level.stopped = true;
  }

  /** Gives back what a decision took that was then refused. */
  giveBack(taken: Readonly<Record<string, number>>): void {
    for (const [key, points] of Object.entries(taken)) this.take(key, -points);
  }
}
