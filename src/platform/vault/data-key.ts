import { openBytes, sealBytes } from './cipher.ts';

/** The key of one owner's values, open in memory. Whoever deletes its row has deleted them all. */
export class DataKey {
  readonly #owner: string;
  readonly #key: Uint8Array;

  constructor(owner: string, key: Uint8Array) {
    this.#owner = owner;
    this.#key = key;
  }

  /** The text as only this key opens it, for this owner and field. */
  seal(field: string, text: string): Buffer {
    return sealBytes(this.#key, `${this.#owner}\n${field}`, Buffer.from(text));
  }

  /** @throws when it was sealed for another owner or field, or changed since. */
  open(field: string, sealed: Uint8Array): string {
    return openBytes(this.#key, `${this.#owner}\n${field}`, sealed).toString();
  }
}
