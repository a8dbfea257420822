import { LruMap } from '../../kernel/lru.ts';
import { type Identifier, identifierKey } from './core/identifier-key.ts';

const CAPACITY = 200_000;

/**
 * Remembers whose an identifier is, to save the look-up for members who come again. Only what
 * is committed may be put in. An entry is a hint about an immutable fact until members are
 * merged; whoever moves an identifier must `forget` it.
 */
export class IdentifierCache {
  readonly #members: LruMap<string, number>;

  constructor(capacity: number = CAPACITY) {
    this.#members = new LruMap(capacity);
  }

  /** The member's id, or `undefined` when the store must be asked. */
  get(identifier: Identifier): number | undefined {
    return this.#members.get(identifierKey(identifier.kind, identifier.value));
  }

  set(identifier: Identifier, memberId: number): void {
    this.#members.set(identifierKey(identifier.kind, identifier.value), memberId);
  }

  forget(identifier: Identifier): void {
    this.#members.delete(identifierKey(identifier.kind, identifier.value));
  }
}
