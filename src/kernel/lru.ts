/**
 * A map with a stated size that forgets what has not been used for long (design law 12). Two
 * generations: what is used moves to the young one; when that is full it becomes the old one, and
 * the old one is forgotten. A lookup costs one `Map.get`, where keeping the exact order of use
 * would cost a delete and a set each time.
 */
export class LruMap<K, V> {
  #young = new Map<K, V>();
  #old = new Map<K, V>();
  readonly #half: number;

  /** @param capacity the most entries it remembers; at least half of them are the last used. */
  constructor(capacity: number) {
    this.#half = Math.max(1, Math.ceil(capacity / 2));
  }

  /** Entries remembered; one that moved to the young generation may count twice for a while. */
  get size(): number {
    return this.#young.size + this.#old.size;
  }

  /** The value, which now counts as used; `undefined` when it is not known. */
  get(key: K): V | undefined {
    const value = this.#young.get(key);
    if (value !== undefined) return value;
    const older = this.#old.get(key);
    if (older !== undefined) this.set(key, older);
    return older;
  }

  /** Whether the key is known, without counting as a use. */
  has(key: K): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }

  set(key: K, value: V): void {
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: K): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}
