import { type MemberState, readState } from '../engine/index.ts';
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
