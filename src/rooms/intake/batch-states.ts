import { type MemberState, mergedInto, readState } from '../engine/index.ts';
import type { StateText } from './store.ts';

/**
 * The states of a batch's members. A state is read from its row's text when its turn comes, for one
 * decision, which may write on it; a refused decision leaves the text as it was.
 */
export class BatchStates {
  readonly #loaded: ReadonlyMap<number, StateText>;
  readonly #decided = new Map<number, MemberState>();

  constructor(loaded: ReadonlyMap<number, StateText>) {
    this.#loaded = loaded;
  }

  /** The state as it is now; null when this batch does not hold the member. */
  get(memberId: number): MemberState | null {
    const decided = this.#decided.get(memberId);
    if (decided) return decided;
    const text = this.#loaded.get(memberId);
    return text === undefined ? null : readState(JSON.parse(text));
  }

  /** Who answers for this member since they were merged; null for nearly all. */
  mergedInto(memberId: number): number | null {
    const decided = this.#decided.get(memberId);
    if (decided) return mergedInto(decided);
    const text = this.#loaded.get(memberId);
    // Nearly nobody's state says so: it is not read a second time to find that out.
    return text?.includes('"identity":{"into":') ? mergedInto(readState(JSON.parse(text))) : null;
  }

  /** Whether this batch holds the member's lock. */
  has(memberId: number): boolean {
    return this.#decided.has(memberId) || this.#loaded.has(memberId);
  }

  /** Whether an event of this batch has changed the state: the next one must copy it. */
  isDecided(memberId: number): boolean {
    return this.#decided.has(memberId);
  }

  set(memberId: number, state: MemberState): void {
    this.#decided.set(memberId, state);
  }
}
