/**
 * Mixes one half of a batch: for each value it gives 32 bits that nobody can foretell without the
 * key, and the same ones for the same round and value.
 */
export type RoundFunction = (round: number, values: Uint32Array, out: Uint32Array) => void;

/** Numbers of up to 60 bits in two halves; the right one holds the lower bits. */
export interface Halves {
  readonly left: Uint32Array;
  readonly right: Uint32Array;
}

/**
 * Four rounds of a secret random function make a shuffle that cannot be told from a random one
 * (Luby and Rackoff); ten leave a wide margin, as in NIST's FF1, which is built alike.
 */
const ROUNDS = 10;

/** Bits of the left and of the right half of a number of `bits` bits (at most 60). */
export function halfBits(bits: number): { readonly left: number; readonly right: number } {
  const left = Math.floor(bits / 2);
  return { left, right: bits - left };
}

function mask(bits: number): number {
  return 2 ** bits - 1;
}

/**
 * Shuffles all numbers of `bits` bits: a Feistel network, in which each round changes one half by a
 * secret function of the other. Every round can be undone, so two different numbers never become
 * the same, whatever the round function is. Works in place.
 */
export function permute(halves: Halves, bits: number, mix: RoundFunction): void {
  for (let round = 0; round < ROUNDS; round++) turn(halves, bits, mix, round);
}

/** Undoes `permute`. */
export function unpermute(halves: Halves, bits: number, mix: RoundFunction): void {
  for (let round = ROUNDS - 1; round >= 0; round--) turn(halves, bits, mix, round);
}

function turn({ left, right }: Halves, bits: number, mix: RoundFunction, round: number): void {
  const even = round % 2 === 0;
  const source = even ? right : left;
  const target = even ? left : right;
  const half = halfBits(bits);
  const kept = mask(even ? half.left : half.right);
  const out = new Uint32Array(target.length);
  mix(round, source, out);
  for (let index = 0; index < target.length; index++) {
    target[index] = target[index]! ^ (out[index]! & kept);
  }
}
