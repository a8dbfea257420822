import { LruMap } from '../../kernel/lru.ts';

const CAPACITY = 100_000;

/**
 * Who answers for whom since they were merged, as far as this process has met them. It is a hint on
 * what to lock: the truth is the state of the merged member, which is locked too.
 */
export class MergedMembers {
  readonly #into = new LruMap<number, number>(CAPACITY);
  #size = 0;

  /** How many were met, at least one of them perhaps forgotten: zero says that nobody was. */
  get size(): number {
    return this.#size;
  }

  get(memberId: number): number | undefined {
    return this.#into.get(memberId);
  }

  learn(met: ReadonlyMap<number, number>): void {
    this.#size += met.size;
    for (const [memberId, into] of met) this.#into.set(memberId, into);
  }
}

/** A batch has met merged members whose other half it has not locked: it is run again with both. */
export class MetMerged extends Error {
  /** In PostgreSQL's words: try again. */
  readonly code = '40001';

  constructor(met: ReadonlyMap<number, number>, merged: MergedMembers) {
    super('members were merged since they were found');
    merged.learn(met);
  }
}
