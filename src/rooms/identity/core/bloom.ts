/** A keyed hash of a text, a whole number; who calls has the key, and it tells nothing. */
export type KeyedHash = (text: string) => number;

/** Bits of a filter: a name has few pairs of letters, so that few of them meet. */
const WORDS = 8;
const BITS = WORDS * 32;
const HASHES = 4;

/**
 * The pairs of letters of a text as bits of a filter. Two filters can be compared without anybody
 * knowing the texts; without the key nothing can be tried out on them.
 */
export function bloomOf(text: string, hash: KeyedHash): Uint32Array {
  const filter = new Uint32Array(WORDS);
  for (const pair of pairsOf(text)) {
    const one = hash(pair);
    const other = hash(`${pair}\u0000`) | 1;
    for (let index = 0; index < HASHES; index++) {
      const bit = (one + Math.imul(index, other)) >>> 0;
      const at = bit % BITS;
      filter[at >>> 5] = (filter[at >>> 5] ?? 0) | (1 << (at & 31));
    }
  }
  return filter;
}

/** How alike two filters are: 0 nothing in common, 1 the same. */
export function likeness(one: Uint32Array, other: Uint32Array): number {
  let both = 0;
  let sum = 0;
  for (let index = 0; index < WORDS; index++) {
    const [a, b] = [one[index] ?? 0, other[index] ?? 0];
    both += bitsIn(a & b);
    sum += bitsIn(a) + bitsIn(b);
  }
  return sum === 0 ? 0 : (2 * both) / sum;
}

/**
 * Each letter stands for itself too: two that changed places are still there, and a Chinese name
 * has only two or three of them.
 */
function pairsOf(text: string): string[] {
  const letters = [...text];
  const pairs = letters.map((letter, index) => letter + (letters[index + 1] ?? '$'));
  pairs.unshift(`^${letters[0] ?? ''}`);
  const times = new Map<string, number>();
  for (const letter of letters) {
    const time = (times.get(letter) ?? 0) + 1;
    times.set(letter, time);
    pairs.push(`${letter}${time}`);
  }
  return pairs;
}

function bitsIn(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
