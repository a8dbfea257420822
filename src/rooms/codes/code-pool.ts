import { createCipheriv } from 'node:crypto';
import { assert } from '../../kernel/assert.ts';
import { SYMBOL_BITS } from './core/alphabet.ts';
import { permute, type RoundFunction, unpermute } from './core/permutation.ts';
import { checkPool, type Pool } from './core/pool.ts';
import { countUp, numberAt, readPoolCode, writePoolCode } from './core/pool-code.ts';

/** Codes made at once: enough to keep the cipher busy, few enough to stay in the cache. */
const BATCH = 4096;
const BLOCK_BYTES = 16;
const KEY_BYTES = 32;

/**
 * The codes of a pool, numbered from 0. Number `n` has always the same code under the same key: the
 * numbers are shuffled by a keyed permutation. So codes are unique without remembering any, a pool
 * can be continued later, and a code tells its number to whoever has the key, and to nobody else.
 */
export class CodePool {
  readonly pool: Pool;
  readonly #mix: RoundFunction;

  /**
   * @param key 32 random bytes that are kept secret, or `deriveKey(hubKey, 'pool:1', id)`.
   * @throws {Bug} for a pool that `checkPool` finds wrong, or a key of another length.
   */
  constructor(pool: Pool, key: Uint8Array) {
    const problems = checkPool(pool, '');
    assert(problems.length === 0, 'a pool was checked before', { problems });
    assert(key.length === KEY_BYTES, 'the key of a pool has 32 bytes', { bytes: key.length });
    this.pool = pool;
    this.#mix = aesRounds(key, pool.length);
  }

  /** The codes with the numbers `from` to `to - 1`, batch by batch. */
  *batches(from: number, to: number): Generator<string[]> {
    for (let start = from; start < to; start += BATCH) {
      yield this.#codes(start, Math.min(BATCH, to - start));
    }
  }

  /** The code with one number. */
  at(number: number): string {
    return this.#codes(number, 1)[0]!;
  }

  /** The number of a code in its one form (`readCode`); `null` when it is not of this pool. */
  numberOf(code: string): number | null {
    const halves = readPoolCode(this.pool, code);
    if (halves === null) return null;
    unpermute(halves, this.pool.length * SYMBOL_BITS, this.#mix);
    const number = numberAt(halves, 0, this.pool);
    return number < this.pool.size ? number : null;
  }

  #codes(from: number, count: number): string[] {
    const possible = Number.isSafeInteger(from) && from >= 0 && from + count <= this.pool.size;
    assert(possible, 'a pool gives the codes that it has', { from, count, size: this.pool.size });
    const halves = countUp(from, count, this.pool);
    permute(halves, this.pool.length * SYMBOL_BITS, this.#mix);
    const codes: string[] = new Array(count);
    for (let index = 0; index < count; index++) {
      codes[index] = writePoolCode(this.pool, halves.left[index]!, halves.right[index]!);
    }
    return codes;
  }
}

/**
 * The round function: AES-256 of one block (round, length, value, zeros), of which the first 32
 * bits are taken. ECB only because many independent blocks go through at once: no text is hidden.
 */
function aesRounds(key: Uint8Array, length: number): RoundFunction {
  const cipher = createCipheriv('aes-256-ecb', key, null).setAutoPadding(false);
  return (round, values, out) => {
    const blocks = Buffer.alloc(values.length * BLOCK_BYTES);
    for (let index = 0; index < values.length; index++) {
      const place = index * BLOCK_BYTES;
      const value = values[index]!;
      blocks[place] = round;
      blocks[place + 1] = length;
      blocks[place + 2] = value >>> 24;
      blocks[place + 3] = value >>> 16;
      blocks[place + 4] = value >>> 8;
      blocks[place + 5] = value;
    }
    const mixed = cipher.update(blocks);
    for (let index = 0; index < values.length; index++) {
      out[index] = mixed.readUInt32BE(index * BLOCK_BYTES);
    }
  };
}
