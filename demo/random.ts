/**
 * Seeded randomness in 32-bit integers: sfc32 (Chris Doty-Humphrey, PractRand). A stream is named
 * by three numbers, so that any moment of any member's life can be drawn again from nothing.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #counter = 1;

  /** Sits down at the start of the stream (`seed`, `member`, `stream`); all are taken as uint32. */
  seat(seed: number, member: number, stream: number): this {
    this.#a = seed | 0;
    this.#b = member | 0;
    this.#c = stream | 0;
    this.#counter = 1;
    // Twelve rounds is the author's advice: fewer leave neighbouring seeds visibly alike.
    for (let round = 0; round < 12; round++) this.uint32();
    return this;
  }

  /** The next integer, 0 to 2^32 - 1. */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number in the open interval (0, 1): its logarithm is always finite. */
  unit(): number {
    return (this.uint32() + 0.5) / 4294967296;
  }

  /** An integer from 0 to `count - 1`. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** An integer from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }
}

/** Three numbers mixed into one uint32 (murmur3's finaliser): for facts that stay, as a taste. */
export function mix(one: number, two: number, three: number): number {
  let hash = Math.imul(one | 0, 0x9e3779b1) ^ Math.imul(two | 0, 0x85ebca77);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae3d) ^ Math.imul(three | 0, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
